import * as z from "zod/mini";
import { fileOption } from "../../../_kit/config/file-options";
import { Undecided } from "../../../_kit/undecided";
import type { Value } from "../../../_kit/value";
import { described } from "../options";
import type { MachineCloud, MachineSize } from "./machine";
import { machineSize } from "./machine-size";

const machine = z.strictObject({ vcpus: z.number().check(z.minimum(0)), memoryGiB: z.optional(z.number().check(z.minimum(0))), gpus: z.optional(z.number().check(z.minimum(0))) });

/** Sizes that an organisation names itself, because the tables do not have them. */
export const machines = described(
  z.prefault(fileOption(z.record(z.string(), machine)), {}),
  'sizes of machine types that are on no record here, as `{ "z9.huge": { vcpus: 2, memoryGiB: 16, gpus: 0 } }`, or the path of a file with that',
);
export type Machines = z.infer<typeof machines>;

/** What is known of a machine type, first from what the organisation says of it. @throws {Undecided} where the type itself is not known yet */
export function knownSize(cloud: MachineCloud, type: Value, named: Machines): MachineSize {
  const name = type.text() ?? "";
  const unknown = { family: name, vcpus: undefined, memoryGiB: undefined, gpus: undefined, isWhole: false, isPrevious: false };
  const size = machineSize(cloud, name) ?? unknown;
  const own = named[name] ?? named[name.slice(name.lastIndexOf("/") + 1)];
  return own ? { ...size, ...own, memoryGiB: own.memoryGiB ?? size.memoryGiB, gpus: own.gpus ?? size.gpus ?? 0 } : size;
}

const WORDS = { vcpus: "number of virtual CPUs", memoryGiB: "memory", gpus: "number of accelerators" };

/** A part of a size that a rule cannot do without. @throws {Undecided} saying how to name it */
export function needed(part: keyof typeof WORDS, size: MachineSize, { type, rule }: { type: Value; rule: string }): number {
  const amount = size[part];
  if (amount === undefined) throw new Undecided(`the ${WORDS[part]} of ${type.path} ${type}`, "on no record", `Name it in \`machines\` of ${rule}, as \`machines: { "${type}": { vcpus: 2, memoryGiB: 8 } }\`.`);
  return amount;
}
