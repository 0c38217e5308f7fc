import type { BlockIndex } from "../../../_kit/cidr/block-index";
import { type Cidr, contains } from "../../../_kit/cidr/cidr";
import type { Block } from "../../../_kit/facts";
import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import type { OwnedBlock, PlacedBlock } from "../blocks";
import { INNER_ROLES, siblingsIn } from "../container-blocks";
import type { Node } from "../domains/nodes";
import { isFarSideKnown, routingDomains } from "../domains/routing-domains";
import { networkBlocks } from "../network-blocks";

/** What becomes of two networks that share addresses and are not known to be connected. */
export type Unconnected = "refuse" | "advise" | "allow";

/** A block as it is judged. */
export interface Judged {
  subject: Subject;
  block: Block;
  cidr: Cidr;
  /** What it is in. */
  node: Node;
  neighbours: Neighbours;
  unconnected: Unconnected;
}

/** How two blocks that overlap belong together: in one network or subnet, in networks that are connected, or not as far as is known. */
export type Relation = "in one" | "connected" | "apart";

export interface Clash {
  other: PlacedBlock;
  relation: Relation;
}

/** What a block overlaps though it should not, each pair only where it is told. */
export function clashesOf(judged: Judged): Clash[] {
  return candidates(judged).flatMap(other => {
    if (!isTold(other.owner, judged)) return [];
    const relation = relationOf(judged, other.owner);
    return relation && !isMeant(judged, other, relation) ? [{ other, relation }] : [];
  });
}

/** What a free block must not overlap. */
export function takenFor({ block, node, neighbours, unconnected }: Judged): BlockIndex<OwnedBlock> | undefined {
  if (INNER_ROLES.has(block.role)) return siblingsIn(node, neighbours);
  const blocks = networkBlocks(neighbours);
  return unconnected === "allow" || block.source.onlyConnected ? blocks.around(node, neighbours) : blocks.everywhere;
}

function candidates({ block, cidr, node, neighbours, unconnected }: Judged): PlacedBlock[] {
  if (INNER_ROLES.has(block.role)) return siblingsIn(node, neighbours)?.overlapping(cidr) ?? [];
  const blocks = networkBlocks(neighbours);
  if (unconnected === "allow" || block.source.onlyConnected) return blocks.around(node, neighbours).overlapping(cidr);
  const found = blocks.everywhere.overlapping(cidr);
  const near = blocks.onlyConnectedWith(node, neighbours)?.overlapping(cidr) ?? [];
  return near.length > 0 ? [...found, ...near] : found;
}

/** Each pair once: inside a resource at the later path, inside a stack at the later resource, across stacks always here. */
function isTold(owner: OwnedBlock, { subject, block, neighbours }: Judged): boolean {
  if (owner.urn === subject.urn) return owner.path < block.value.path;
  return owner.stack !== undefined || neighbours.tellsPair(subject.urn, owner.urn);
}

function relationOf({ block, node, neighbours, unconnected }: Judged, other: OwnedBlock): Relation | undefined {
  if (other.node === node) return block.source.holdsOwn || other.source.holdsOwn ? undefined : "in one";
  if (neighbours.index(routingDomains).areConnected(node, other.node)) return "connected";
  return unconnected === "allow" || block.source.onlyConnected || other.source.onlyConnected ? undefined : "apart";
}

/** Two descriptions of what is behind VPNs may be of the same place, and one of a place whose networks are known is only a description of these. */
function isMeant({ block, cidr, node, neighbours }: Judged, { cidr: otherCidr, owner }: PlacedBlock, relation: Relation): boolean {
  const sites = [...(block.role === "site" ? [{ cidr, node }] : []), ...(owner.source.role === "site" ? [{ cidr: otherCidr, node: owner.node }] : [])];
  if (sites.length === 0 || relation === "in one") return sites.length > 0;
  return sites.length === 2 || sites.some(site => site.cidr.prefix === 0 || isFarSideKnown(site.node, neighbours));
}

/** A route to all that is behind a VPN may be wider than the network that it starts from: the narrower route wins there. */
export function isSummary({ block, cidr }: Judged, { other }: Clash): boolean {
  if (other.owner.source.role === "site") return contains(other.cidr, cidr) && other.cidr.prefix < cidr.prefix;
  return block.role === "site" && contains(cidr, other.cidr) && cidr.prefix < other.cidr.prefix;
}
