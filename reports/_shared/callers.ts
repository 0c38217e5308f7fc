import type { StackReport } from "../../model/scan-report.ts";

export type Caller = NonNullable<StackReport["callers"]>[number];

/** Who a stack was read as, each once: several providers of a stack often share one identity. */
export function distinctCallers({ callers = [] }: StackReport): Caller[] {
  const distinct = new Map(callers.map(caller => [JSON.stringify([caller.identity, caller.caller, caller.account, caller.confirmed, caller.note]), caller]));
  return [...distinct.values()];
}

/** Those of whom it is not certain who they are. */
export function doubtfulCallers(stack: StackReport): Caller[] {
  return distinctCallers(stack).filter(({ confirmed }) => !confirmed);
}
