import { BlockIndex } from "../../_kit/cidr/block-index";
import { type Cidr, isCidr, parseCidr } from "../../_kit/cidr/cidr";
import { type Block, blocksOf } from "../../_kit/facts";
import { type BlockRole, NETWORK_TYPES, roleOf } from "../../_kit/facts/block-sources";
import type { IndexDefinition, Neighbours, Reference } from "../../_kit/neighbours";
import { nameOf, type Subject, typeOf } from "../../_kit/resource";
import { normaliseType } from "../../_kit/type-token";
import { ifKnown } from "../../_kit/undecided";

/** A block that was read, and how it is told of. */
export interface OwnedBlock {
  urn: string;
  path: string;
  /** As it stands in the program, or `[secret]`. */
  shown: string;
  /** What is made of a secret block (a free one next to it) tells it, too. */
  isSecret: boolean;
  /** `undefined` for a block of the stack that is judged. */
  stack: string | undefined;
}

/** `undefined` for a text that is no CIDR block, which is the business of network-cidr-syntax. @throws {Undecided} */
export function readBlock({ value }: Pick<Block, "value">): Cidr | undefined {
  const parsed = parseCidr(value.text() ?? "");
  return isCidr(parsed) ? parsed : undefined;
}

/** Blocks of all networks of the estate: no two of them should overlap. */
export const networkBlocks: IndexDefinition<BlockIndex<OwnedBlock>> = {
  start(snapshot) {
    const index = new BlockIndex<OwnedBlock>();
    for (const { urn, type, path, cidr, stack } of snapshot.blocks) {
      const parsed = parseCidr(cidr);
      if (isCidr(parsed) && roleOf(normaliseType(type), path) === "network") index.add(parsed, { urn, path, shown: cidr, isSecret: false, stack });
    }
    return index;
  },
  add: (index, subject) => addBlocks(subject, "network", () => index),
};

/** The subnets of each network, by the network. */
export const siblingBlocks: IndexDefinition<Map<string, BlockIndex<OwnedBlock>>> = {
  start: () => new Map(),
  add: (indexes, subject, neighbours) => addBlocks(subject, "subnet", block => entryOf(indexes, networkKey(networkOf(subject, block, neighbours)))),
};

/** The blocks that each network of the stack has, its own and those added to it, by the network. */
export const blocksOfNetworks: IndexDefinition<Map<string, BlockIndex<OwnedBlock>>> = {
  start: () => new Map(),
  add: (indexes, subject, neighbours) => addBlocks(subject, "network", block => entryOf(indexes, networkKey(networkOf(subject, block, neighbours)))),
};

/** Paths of blocks that cannot be read, by the network that has them: what a network really has is not known then. */
const unreadBlocks: IndexDefinition<Map<string, string>> = {
  start: () => new Map(),
  add(unread, subject, neighbours) {
    for (const block of blocksOf(subject)) {
      if (block.role !== "network" || !block.value.isUnknown) continue;
      const key = networkKey(networkOf(subject, block, neighbours));
      if (key !== undefined) unread.set(key, block.value.path);
    }
  },
};

export function unknownBlockOf(network: string, neighbours: Neighbours): string | undefined {
  return neighbours.index(unreadBlocks).get(network);
}

/** The network that a block is in: the resource itself, or what its property refers to. `undefined` where that is not set. @throws {Undecided} */
export function networkOf(subject: Subject, { network }: Block, neighbours: Neighbours): Reference | undefined {
  return network === undefined ? { urn: subject.urn } : neighbours.referenceOf(subject, network, NETWORK_TYPES);
}

export function networkKey(network: Reference | undefined): string | undefined {
  return network && ("urn" in network ? network.urn : `outside ${network.outside}`);
}

/** `"core" (aws:ec2/vpc:Vpc) of stack net/prod` */
export function describeOwner({ urn, stack }: OwnedBlock): string {
  return `"${nameOf(urn)}" (${typeOf(urn)})${stack === undefined ? "" : ` of stack ${stack}`}`;
}

function addBlocks(subject: Subject, role: BlockRole, indexFor: (block: Block) => BlockIndex<OwnedBlock> | undefined): void {
  for (const block of blocksOf(subject)) {
    if (block.role !== role) continue;
    const cidr = ifKnown(() => readBlock(block));
    const index = cidr && ifKnown(() => indexFor(block));
    if (cidr && index) index.add(cidr, { urn: subject.urn, path: block.value.path, shown: String(block.value), isSecret: block.value.isSecret, stack: undefined });
  }
}

function entryOf(indexes: Map<string, BlockIndex<OwnedBlock>>, key: string | undefined): BlockIndex<OwnedBlock> | undefined {
  if (key === undefined) return undefined;
  const index = indexes.get(key) ?? new BlockIndex<OwnedBlock>();
  indexes.set(key, index);
  return index;
}
