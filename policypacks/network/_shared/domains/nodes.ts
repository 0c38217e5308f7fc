import type { BlockSource } from "../../../_kit/facts/block-source";
import { BLOCK_SOURCES, isSubnetType, NETWORK_TYPES, networkTypesOf, sourceOf } from "../../../_kit/facts/block-sources";
import type { ConnectionEnd } from "../../../_kit/facts/connection-source";
import type { IndexDefinition, Neighbours } from "../../../_kit/neighbours";
import type { Place } from "../../../_kit/place";
import { type Subject, typeOf } from "../../../_kit/resource";
import type { SnapshotBlock } from "../../../_kit/snapshot";
import { normaliseType } from "../../../_kit/type-token";
import { Undecided } from "../../../_kit/undecided";
import { directory, sourcesOf } from "./directory";
import { handleOf } from "./handle";

/**
 * What a network, a gateway or a connection is known by: its URN where a stack of the estate has it, otherwise its handle.
 * Two references to the same thing give the same node, whichever stacks they stand in.
 */
export type Node = string;

/** What a property refers to, each once; a subnet stands for the network that it is in. Empty where it is not set. @throws {Undecided} */
export function nodesOf(subject: Subject, end: ConnectionEnd, neighbours: Neighbours): Node[] {
  const nodes = referencedBy(subject, end, neighbours);
  const networks = end.to.some(isSubnetType) ? nodes.flatMap(node => networkOfSubnet(node, neighbours) ?? []) : nodes;
  return [...new Set(networks)];
}

/** What a block is in: the resource itself, or what its property refers to. `undefined` where that is not set. @throws {Undecided} */
export function containerOf(subject: Subject, source: BlockSource, neighbours: Neighbours): Node | undefined {
  if (source.network === undefined) return subject.urn;
  return referencedBy(subject, { path: source.network, to: networkTypesOf(subject.type, source) }, neighbours)[0];
}

/** The same of a block of another stack. `undefined` where the snapshot does not say. */
export function containerOfRow(row: SnapshotBlock, source: BlockSource, neighbours: Neighbours): Node | undefined {
  if (source.network === undefined) return row.urn;
  const type = networkTypesOf(normaliseType(row.type), source)[0]!;
  return row.network === undefined ? undefined : nodeNamed({ text: row.network, type, place: row.place ?? {} }, neighbours);
}

/** Blocks of subnets of other stacks, by the subnet's URN. */
const foreignSubnets: IndexDefinition<Map<string, SnapshotBlock>> = {
  types: [],
  start: snapshot => new Map(snapshot.blocks.filter(({ type }) => isSubnetType(normaliseType(type))).map(row => [row.urn, row])),
  add: () => undefined,
};

/** What a property refers to as it is, a subnet as the subnet. @throws {Undecided} */
export function referencedBy(subject: Subject, { path, to, fallback }: ConnectionEnd, neighbours: Neighbours): Node[] {
  const sources = sourcesOf(subject, path, to);
  const values = subject.props.find(path);
  const name = (text: string) => nodeNamed({ text, type: to[0]!, place: subject.place }, neighbours);
  if (values.length === 0) return fallback === undefined ? [] : [name(fallback)];
  if (values.length === 1 && sources.length === 1) return sources;
  const unread = values.find(value => value.isUnknown);
  // Which of several unknown values comes from which source is not told; together they are the same.
  if (unread && sources.length === 0) throw new Undecided(unread.path, "not known yet");
  const named = values.filter(value => !value.isUnknown).map(value => name(value.text() ?? ""));
  return unread ? [...sources, ...named] : named;
}

function nodeNamed(name: { text: string; type: string; place: Place }, neighbours: Neighbours): Node {
  const handle = handleOf(name);
  return neighbours.index(directory).get(handle) ?? handle;
}

function networkOfSubnet(subnet: Node, neighbours: Neighbours): Node | undefined {
  if (NETWORK_TYPES.includes(normaliseType(typeOf(subnet)))) return subnet;
  const subject = neighbours.subjectOf(subnet);
  const source = subject && BLOCK_SOURCES[subject.type]?.find(({ network }) => network !== undefined);
  if (subject && source && !subject.isForeign) return containerOf(subject, source, neighbours);
  // The id of a subnet of Azure begins with that of its network.
  const [, outer] = /^(.+\/virtualnetworks\/[^/]+)\/subnets\//.exec(subnet) ?? [];
  if (outer !== undefined) return neighbours.index(directory).get(outer) ?? outer;
  const row = neighbours.index(foreignSubnets).get(subnet);
  const rowSource = row && sourceOf(normaliseType(row.type), row.path);
  return row && rowSource && containerOfRow(row, rowSource, neighbours);
}
