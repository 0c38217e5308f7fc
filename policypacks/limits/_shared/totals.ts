import type { IndexDefinition, Neighbours } from "../../_kit/neighbours";
import type { Subject } from "../../_kit/resource";
import { ifKnown } from "../../_kit/undecided";
import type { Value } from "../../_kit/value";
import { knownSize, type Machines, needed } from "./machines/known-size";
import type { MachineUse } from "./machines/machine-use";
import { MACHINE_USES } from "./machines/machine-uses";
import type { MachineCloud } from "./machines/machine";
import { emptyBook, enrol, type RollBook } from "./roll";
import { databaseStorage, DATABASE_STORAGE } from "./storage/database-storage";
import { DISKS, disksOf } from "./storage/disks";

export const AMOUNTS = ["vcpus", "memoryGiB", "gpus", "storageGiB", "iops"] as const;
export type Amount = (typeof AMOUNTS)[number];

/** Types that are described once and made by others: they have nothing by themselves. */
const TEMPLATES = /[lL]aunchTemplate|launchConfiguration|nstanceTemplate/;

export const COUNTED_TYPES: readonly string[] = [...new Set([...Object.keys(MACHINE_USES), ...Object.keys(DISKS).filter(type => !TEMPLATES.test(type)), ...Object.keys(DATABASE_STORAGE)])];

/** The resources of each stack that have something to count. */
export const countedByStack: IndexDefinition<RollBook> = {
  types: COUNTED_TYPES,
  start: emptyBook,
  add: (book, subject) => void (subject.isForeign || enrol(book, subject.stack, subject)),
};

/** How much of something one resource has, at most. @throws {Undecided} where a part of it is not known */
export function amountOf(amount: Amount, subject: Subject, { neighbours, machines, rule }: { neighbours: Neighbours; machines: Machines; rule: string }): number {
  const uses = MACHINE_USES[subject.type]?.(subject, neighbours) ?? [];
  if (amount === "storageGiB" || amount === "iops") return storageOf(amount, subject, uses);
  return sum(uses.map(use => Math.max(0, ...use.choices.map(({ type, count }) => (count === 0 ? 0 : count * perMachine(amount, type, use))))));

  function perMachine(part: "vcpus" | "memoryGiB" | "gpus", type: Value, { accelerators = [] }: MachineUse): number {
    const own = needed(part, knownSize(subject.cloud as MachineCloud, type, machines), { type, rule });
    return part === "gpus" ? own + sum(accelerators.map(accelerator => accelerator.at("count").number() ?? 1)) : own;
  }
}

/** What of the amounts is known of a stack; resources of which it is not known are undecided by themselves. */
export function totalOf(amount: Amount, subjects: Iterable<Subject>, context: Parameters<typeof amountOf>[2]): number {
  return sum([...subjects].map(subject => ifKnown(() => amountOf(amount, subject, context)) ?? 0));
}

function storageOf(amount: "storageGiB" | "iops", subject: Subject, uses: readonly MachineUse[]): number {
  const disks = (holder: Subject) => sum(disksOf(holder).map(({ sizeGiB, iops }) => (amount === "iops" ? iops : sizeGiB).number() ?? 0));
  const database = databaseStorage(subject);
  const ofDatabase = amount === "iops" ? (database?.iops.number() ?? 0) : (database?.gib() ?? 0);
  if (uses.length === 0) return ofDatabase + disks(subject);
  // Each machine of a group has the disks that its template, or the group itself, describes.
  return ofDatabase + sum([...new Set(uses.map(({ template }) => template))].map(template => disks(template) * machinesFrom(template, uses)));
}

function machinesFrom(template: Subject, uses: readonly MachineUse[]): number {
  return sum(uses.filter(use => use.template === template).map(({ choices }) => Math.max(0, ...choices.map(({ count }) => count))));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
