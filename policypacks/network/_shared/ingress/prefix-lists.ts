import type { IndexDefinition, Neighbours, Reference } from "../../../_kit/neighbours";
import { nameOf, type Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";

/** A list of blocks of addresses that rules name instead of the blocks. */
export interface PrefixList {
  urn: string;
  name: string;
  /** Its blocks; any may be unknown. */
  blocks: Value[];
}

export const AWS_LISTS = ["aws:ec2/managedPrefixList:ManagedPrefixList"];
export const ALICLOUD_LISTS = ["alicloud:ecs/ecsPrefixList:EcsPrefixList"];
/** One block of a list, as a resource of its own. */
const ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";

/** The blocks of each list of the stack, by the list. */
const blocksOfLists: IndexDefinition<Map<string, Value[]>> = {
  types: [...AWS_LISTS, ...ALICLOUD_LISTS, ENTRY],
  start: () => new Map(),
  add(lists, subject, neighbours) {
    const isEntry = subject.type === ENTRY;
    const list = isEntry ? urnOf(neighbours.referenceOf(subject, "prefixListId", AWS_LISTS)) : subject.urn;
    if (list === undefined) return;
    lists.set(list, [...(lists.get(list) ?? []), ...subject.props.find(isEntry ? "cidr" : "entries.*.cidr")]);
  },
};

/** The lists that the items at these values name. Lists that the cloud keeps, or another stack, are left out. @throws {Undecided} */
export function prefixListsAt(subject: Subject, values: readonly Value[], { neighbours, types }: { neighbours: Neighbours; types: readonly string[] }): PrefixList[] {
  const urns = new Set(values.flatMap(value => neighbours.referencesOf(subject, stepsTo(value), types)).map(urnOf));
  const lists = neighbours.index(blocksOfLists);
  return [...urns].flatMap(urn => (urn === undefined ? [] : [{ urn, name: nameOf(urn), blocks: lists.get(urn) ?? [] }]));
}

function urnOf(reference: Reference | undefined): string | undefined {
  return reference && "urn" in reference ? reference.urn : undefined;
}

/** `ingress[0].prefixListIds` as `ingress.0.prefixListIds`. */
function stepsTo({ path }: Value): string {
  return path.replace(/\[(\d+)\]/g, ".$1");
}
