import { stackName, type Backend, type StackRef, type StackReport, type StackState, type UpdateInProgress } from "../model/index.ts";
import { reportSkipped } from "./judge-stack.ts";

const LATER = "Scan again when the update has ended. If none is running, its lock was left behind: `pulumi cancel` takes it away.";

/** The report of a stack that is being updated: never waited for, never read, never red. */
export async function skipWhileUpdating(backend: Backend, ref: StackRef, state?: StackState): Promise<StackReport | undefined> {
  const update = await backend.updateInProgress(ref);
  if (!update) return undefined;
  const why = { reason: "locked" as const, message: `An update of stack ${stackName(ref)} is in progress${whoAndSince(update)}.`, hint: LATER };
  return reportSkipped({ name: stackName(ref), backend: ref.backend }, why, state);
}

/**
 * The report of a stack that was updated while it was read: what was found is then compared with a state that is not there any more. What is in sync is so all the same,
 * because the cloud had what was recorded when it was read; only what differs has to be compared with the state that is there now.
 */
export async function skipWhereMoved(backend: Backend, state: StackState, report: StackReport): Promise<StackReport | undefined> {
  const { ref } = state;
  const updating = await skipWhileUpdating(backend, ref, state);
  if (updating || report.verdict === "in-sync") return updating;
  const revision = await revisionNow(backend, ref);
  if (revision === state.revision) return undefined;
  const what = revision === undefined ? "removed" : "updated";
  const why = { reason: "moved" as const, message: `Stack ${stackName(ref)} was ${what} while it was read.`, hint: "Scan again: the next scan compares with the state that is there then." };
  return reportSkipped({ name: stackName(ref), backend: ref.backend }, why, state);
}

/** `undefined` where the stack is not there any more. */
async function revisionNow(backend: Backend, ref: StackRef): Promise<string | undefined> {
  try {
    return (await backend.state(ref)).revision;
  } catch (error) {
    if ((error as { code?: string }).code === "STACK_MISSING") return undefined;
    throw error;
  }
}

function whoAndSince({ by, since }: UpdateInProgress): string {
  return `${by ? `, run by ${by}` : ""}${since ? `, since ${since}` : ""}`;
}
