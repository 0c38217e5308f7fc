import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import { knownSize, type Machines, needed } from "../machines/known-size";
import type { MachineCloud } from "../machines/machine";
import { MACHINE_USES } from "../machines/machine-uses";

/** Counts the virtual CPUs that machines of some families take, at most. What it returns throws `Undecided` where a size is not known. */
export function countVcpus(families: RegExp): (subject: Subject, neighbours: Neighbours, machines: Machines) => number {
  return (subject, neighbours, machines) => {
    const uses = MACHINE_USES[subject.type]?.(subject, neighbours) ?? [];
    const counts = uses.map(({ choices }) =>
      Math.max(
        0,
        ...choices.map(({ type, count }) => {
          const size = knownSize(subject.cloud as MachineCloud, type, machines);
          return families.test(size.family) ? count * needed("vcpus", size, { type, rule: "limits-service-quota" }) : 0;
        }),
      ),
    );
    return counts.reduce((total, count) => total + count, 0);
  };
}
