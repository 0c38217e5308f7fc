import type { StackReport } from "../scan-report.ts";
import type { StackRef } from "../stack.ts";

/** What a worker does. */
export type Work = StackWork | FinishWork | ReconcileWork;

/** To scan one stack, as a part of a scan. */
export interface StackWork {
  kind: "stack";
  /** Id of the scan. */
  scan: string;
  /** Name of the scheduled slot it is for; absent where a person asked for it. */
  slot?: string;
  ref: StackRef;
  /** ISO time at which the window of its schedule closes: what has not begun by then is skipped. */
  closes?: string;
}

/** To end a scan once all its stacks have their reports, and to see to it that they get them. One for each scan. */
export interface FinishWork {
  kind: "finish";
  scan: string;
  slot?: string;
  /** Backends that could not be listed when the scan was planned. */
  besides: StackReport[];
}

/** To end the drift that a scan has told, as the configuration says, and to close what it has shown to be over. One for each scan. */
export interface ReconcileWork {
  kind: "reconcile";
  scan: string;
  slot?: string;
  stacks: { ref: StackRef; /** The scan has read all of it: there is no drift to look for. */ isInSync: boolean }[];
}

export interface NewJob {
  work: Work;
  /** Of two that wait, the one with more goes first. */
  priority: number;
  /** Not before; absent: at once. */
  startAfter?: Date;
}

/** Work that this process has a lease on, until it is done, given back, or not kept in time. */
export interface Job {
  work: Work;
  /** How many workers had it before and died with it, or could not be heard of for as long as a lease lasts. */
  deaths: number;
  /** The queue's own. */
  claim: { id: string; attempt: number; generation: number; priority: number };
}

/**
 * What waits for workers. Survives the death of any of them at any moment: work is had under a lease, and what is not kept goes to another. Every method
 * @throws {GuidedError} DATABASE_UNREACHABLE, STORE_BUSY or STORE_BROKEN
 */
export interface Queue {
  /** Adds each piece of work of a scan once: one that is waiting, taken or done is left as it is, so that adding again heals what was lost and nothing else. */
  add(jobs: readonly NewJob[]): Promise<void>;
  /** Takes up to so many that are due, best first, never two for the same stack at once; none where nothing is due. */
  take(most: number): Promise<Job[]>;
  /** Says that they are still worked on; gives back those that somebody else may have by now. */
  keep(jobs: readonly Job[]): Promise<Job[]>;
  /** It will not be done again. `lost`: somebody else may have it, and nothing was changed. */
  done(job: Job): Promise<"done" | "lost">;
  /** Not done, and through no fault of its own: another may have it, not before `startAfter`. */
  giveBack(job: Job, startAfter?: Date): Promise<void>;
  /** Lets the end of a scan be looked at now instead of at its next time. */
  hasten(scan: string): Promise<void>;
  /** Ends the leases that were not kept. To be called every few seconds by every process; they do not get in one another's way. */
  expire(): Promise<void>;
  /** Jobs that wait, those that are not due yet too, and those that are worked on; may be some seconds old. */
  depth(): Promise<{ waiting: number; running: number }>;
  close(): Promise<void>;
}
