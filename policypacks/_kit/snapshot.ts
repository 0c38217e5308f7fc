import type { Place } from "./place";
import { isWireObject, parseJson, type Wire, type WireObject } from "./wire";

/** Which resource of which stack a fact of the snapshot is of. */
interface SnapshotIdentity {
  /** `<project>/<stack>` */
  stack: string;
  urn: string;
  type: string;
  /** The cloud's own id, and where it has one besides, its ARN. */
  id?: string;
  arn?: string;
  place?: Place;
}

export interface SnapshotBlock extends SnapshotIdentity {
  path: string;
  cidr: string;
  /** The network that the block is in, as the resource names it; absent where it is the resource itself. */
  network?: string;
}

export interface SnapshotName extends SnapshotIdentity {
  name: string;
}

/** What rules may have to know of a resource of another stack. */
export interface SnapshotResource extends SnapshotIdentity {
  inputs: WireObject;
}

/** What the stacks of the estate use. */
export interface Snapshot {
  blocks: readonly SnapshotBlock[];
  names: readonly SnapshotName[];
  resources: readonly SnapshotResource[];
  /** Stacks of which it is not known what they use. */
  missing: readonly { stack: string; reason: string }[];
}

export const EMPTY_SNAPSHOT: Snapshot = { blocks: [], names: [], resources: [], missing: [] };

/** Reads a `trueup/estate/v1` document; a text says what is wrong with it. */
export function parseSnapshot(text: string): Snapshot | string {
  const document = parseJson(text);
  if (document === undefined) return "it is not JSON";
  if (!isWireObject(document)) return "it is not a JSON object";
  if (document["schema"] !== "trueup/estate/v1") return `its schema is ${JSON.stringify(document["schema"]) ?? "not given"}, not "trueup/estate/v1"`;
  const blocks = rows(document["blocks"], ["stack", "urn", "type", "path", "cidr"]);
  const names = rows(document["names"], ["stack", "urn", "type", "name"]);
  // A snapshot of an earlier version has none.
  const resources = rows(document["resources"] ?? [], ["stack", "urn", "type"]);
  const missing = rows(document["missing"] ?? [], ["stack", "reason"]);
  const wrong = [blocks, names, resources, missing].find(part => typeof part === "string");
  if (typeof wrong === "string") return wrong;
  return { blocks, names, resources, missing } as unknown as Snapshot;
}

/** What the snapshot says of all stacks but these. */
export function withoutStacks(snapshot: Snapshot, stacks: ReadonlySet<string>): Snapshot {
  return filterStacks(snapshot, stack => !stacks.has(stack));
}

/** What the snapshot says of these stacks. */
export function ofStacks(snapshot: Snapshot, stacks: ReadonlySet<string>): Snapshot {
  return filterStacks(snapshot, stack => stacks.has(stack));
}

function filterStacks({ blocks, names, resources, missing }: Snapshot, isWanted: (stack: string) => boolean): Snapshot {
  const has = ({ stack }: { stack: string }) => isWanted(stack);
  return { blocks: blocks.filter(has), names: names.filter(has), resources: resources.filter(has), missing: missing.filter(has) };
}

function rows(list: Wire | undefined, keys: readonly string[]): WireObject[] | string {
  if (!Array.isArray(list)) return `it has no list of things with ${keys.join(", ")}`;
  const wrong = list.findIndex(row => !isWireObject(row) || keys.some(key => typeof row[key] !== "string"));
  return wrong < 0 ? (list as WireObject[]) : `one entry lacks one of ${keys.join(", ")}: ${JSON.stringify(list[wrong])?.slice(0, 120)}`;
}
