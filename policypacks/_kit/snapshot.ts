import { isWireObject, parseJson, type Wire } from "./wire";

export interface SnapshotBlock {
  stack: string;
  urn: string;
  type: string;
  path: string;
  cidr: string;
}

export interface SnapshotName {
  stack: string;
  urn: string;
  type: string;
  name: string;
}

/** What other stacks of the estate use. */
export interface Snapshot {
  blocks: readonly SnapshotBlock[];
  names: readonly SnapshotName[];
  /** Stacks of which it is not known what they use. */
  missing: readonly { stack: string; reason: string }[];
}

export const EMPTY_SNAPSHOT: Snapshot = { blocks: [], names: [], missing: [] };

/** Reads a `trueup/estate/v1` document; a text says what is wrong with it. */
export function parseSnapshot(text: string): Snapshot | string {
  const document = parseJson(text);
  if (document === undefined) return "it is not JSON";
  if (!isWireObject(document)) return "it is not a JSON object";
  if (document["schema"] !== "trueup/estate/v1") return `its schema is ${JSON.stringify(document["schema"]) ?? "not given"}, not "trueup/estate/v1"`;
  const blocks = rows(document["blocks"], ["stack", "urn", "type", "path", "cidr"]);
  const names = rows(document["names"], ["stack", "urn", "type", "name"]);
  const missing = rows(document["missing"] ?? [], ["stack", "reason"]);
  const wrong = [blocks, names, missing].find(part => typeof part === "string");
  if (typeof wrong === "string") return wrong;
  return { blocks, names, missing } as unknown as Snapshot;
}

/** What the snapshot says of all stacks but these. */
export function withoutStacks(snapshot: Snapshot, stacks: ReadonlySet<string>): Snapshot {
  const isOther = ({ stack }: { stack: string }) => !stacks.has(stack);
  return { blocks: snapshot.blocks.filter(isOther), names: snapshot.names.filter(isOther), missing: snapshot.missing.filter(isOther) };
}

function rows(list: Wire | undefined, keys: readonly string[]): Record<string, string>[] | string {
  if (!Array.isArray(list)) return `it has no list of things with ${keys.join(", ")}`;
  const wrong = list.findIndex(row => !isWireObject(row) || keys.some(key => typeof row[key] !== "string"));
  return wrong < 0 ? (list as Record<string, string>[]) : `one entry lacks one of ${keys.join(", ")}: ${JSON.stringify(list[wrong])?.slice(0, 120)}`;
}
