import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";

/** Machines that a resource makes, at most: of groups as many as they may grow to. */
export interface MachineUse {
  /** What they may be; of several, one is taken. */
  choices: readonly { type: Value; count: number }[];
  /** Where their disks are described: a template, or the resource itself. */
  template: Subject;
  /** Accelerators that are added to each of them, as `{ type, count }`. */
  accelerators?: readonly Value[];
}

export type UseReader = (subject: Subject, neighbours: Neighbours) => MachineUse[];
