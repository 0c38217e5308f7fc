import type { ResourceReport, StackReport } from "../../model/scan-report.ts";
import type { UnknownReason } from "../../model/verdict.ts";

/** Resources of one stack that could not be told for the same reason, in the same words. */
export interface UnknownGroup {
  reason: UnknownReason | undefined;
  message: string | undefined;
  resources: ResourceReport[];
}

/** The unknown resources of a stack, told once for each cause: one missing permission is one thing to fix, not forty. */
export function groupUnknown(stack: StackReport): UnknownGroup[] {
  const groups = new Map<string, UnknownGroup>();
  for (const resource of stack.resources) {
    if (resource.verdict !== "unknown") continue;
    const key = JSON.stringify([resource.reason, resource.message]);
    const group = groups.get(key);
    if (group) group.resources.push(resource);
    else groups.set(key, { reason: resource.reason, message: resource.message, resources: [resource] });
  }
  return [...groups.values()];
}

/** Whether the stack's own reason and message have to be told; not where a group of its resources tells the same. */
export function hasOwnCause(stack: StackReport): boolean {
  if (stack.reason === undefined && stack.message === undefined) return false;
  return !groupUnknown(stack).some(({ reason, message }) => reason === stack.reason && message === stack.message);
}
