import { NO_NEWS, type StackNews } from "../lifecycle/settlement.ts";
import type { Group } from "../proposals/group.ts";
import type { PlannedCandidate } from "../proposals/planned-candidate.ts";
import type { Decided } from "./decide.ts";

/** What a stack asks of its repository, and what it only tells. */
export interface StackPlan {
  /** `pulumi version`. */
  engine: string;
  /** Pull requests that there would be. */
  planned: Planned[];
  /** Drift for which there is none. */
  unplanned: Unplanned[];
  news: StackNews;
}

/** Of a stack that is known to be in sync. */
export const NO_DRIFT: StackPlan = { engine: "", planned: [], unplanned: [], news: NO_NEWS };

/** A candidate, and the drift that it is about. */
export interface Planned extends PlannedCandidate {
  group: Group;
  /** Why another direction was wanted, and is not possible: by URN. */
  vetoes: Unplanned[];
}

export type Unplanned = Pick<Decided, "resource" | "path" | "refusal"> & { direction?: PlannedCandidate["candidate"]["direction"] };
