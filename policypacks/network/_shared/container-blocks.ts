import type { BlockIndex } from "../../_kit/cidr/block-index";
import { blocksOf } from "../../_kit/facts";
import type { BlockRole } from "../../_kit/facts/block-source";
import { BLOCK_SOURCES } from "../../_kit/facts/block-sources";
import type { IndexDefinition, Neighbours } from "../../_kit/neighbours";
import { ifKnown } from "../../_kit/undecided";
import { BlocksByNode, EstateBlocks, type OwnedBlock } from "./blocks";
import { containerOf, type Node } from "./domains/nodes";

/** Blocks that lie inside something: subnets in networks, reservations in subnets. */
export const INNER_ROLES: ReadonlySet<BlockRole> = new Set(["subnet", "reservation"]);

/** The blocks that lie in the same thing. */
export function siblingsIn(node: Node | undefined, neighbours: Neighbours): BlockIndex<OwnedBlock> | undefined {
  return read(SIBLINGS, node, neighbours);
}

/** The blocks that a network has for its subnets, its own and those added to it, or a subnet for its reservations. */
export function heldBy(node: Node, neighbours: Neighbours): BlockIndex<OwnedBlock> | undefined {
  return read(HELD, node, neighbours);
}

/** The path of a block that is not known, so that it is not known either what the network really has. */
export function unknownBlockOf(node: Node, neighbours: Neighbours): string | undefined {
  return neighbours.index(UNREAD).get(node);
}

interface Grouped {
  blocks: BlocksByNode;
  estate: EstateBlocks;
}

function read(definition: IndexDefinition<Grouped>, node: Node | undefined, neighbours: Neighbours): BlockIndex<OwnedBlock> | undefined {
  const { blocks, estate } = neighbours.index(definition);
  estate.settle(neighbours);
  return blocks.at(node);
}

const SIBLINGS = grouped(INNER_ROLES, ({ node }) => node);
// What is added to a network is the network's. A subnet has its block itself, but one that is part of its network's resource has no URN of its own.
const HELD = grouped(new Set(["network", "subnet"]), ({ source, urn, node }) => (source.role === "network" ? node : source.network === undefined ? undefined : urn));

function grouped(roles: ReadonlySet<BlockRole>, groupOf: (owner: OwnedBlock) => Node | undefined): IndexDefinition<Grouped> {
  return {
    types: Object.keys(BLOCK_SOURCES).filter(type => BLOCK_SOURCES[type]!.some(({ role }) => roles.has(role))),
    start(snapshot) {
      const blocks = new BlocksByNode();
      return { blocks, estate: new EstateBlocks(snapshot, roles, block => blocks.add(block, groupOf(block.owner))) };
    },
    add: ({ estate }, subject, neighbours) => estate.add(subject, neighbours),
  };
}

/** Networks whose cloud chooses their block: nothing is stated, and the outputs do not say. */
const CHOOSING = new Set(["aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet"]);

const UNREAD: IndexDefinition<Map<Node, string>> = {
  types: HELD.types!,
  start: () => new Map(),
  add(unread, subject, neighbours) {
    for (const block of blocksOf(subject)) {
      const holds = block.role === "network" || (block.role === "subnet" && block.network !== undefined);
      if (!holds || !block.value.isUnknown) continue;
      const node = block.role === "subnet" ? subject.urn : ifKnown(() => containerOf(subject, block.source, neighbours));
      if (node !== undefined) unread.set(node, block.value.path);
    }
    if (CHOOSING.has(subject.type) && !subject.isForeign && subject.props.at("cidrBlock").isMissing && subject.resource.outputs === undefined) unread.set(subject.urn, "cidrBlock");
  },
};
