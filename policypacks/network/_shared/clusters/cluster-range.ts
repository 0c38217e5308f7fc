import type { BlockIndex } from "../../../_kit/cidr/block-index";
import { type Cidr, contains, formatCidr, isCidr, parseCidr } from "../../../_kit/cidr/cidr";
import { nextFreeBlock } from "../../../_kit/cidr/free-block";
import { type Block, blocksOf } from "../../../_kit/facts";
import { isClusterRole } from "../../../_kit/facts/block-sources";
import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import { ifKnown } from "../../../_kit/undecided";
import { type OwnedBlock, readBlock } from "../blocks";
import { isFarSideKnown, routingDomains } from "../domains/routing-domains";
import { clusterBlocks, networkBlocks } from "../network-blocks";

/** A range of a cluster that can be read. */
export interface ClusterRange {
  block: Block;
  cidr: Cidr;
}

export function rangesOf(subject: Subject): Block[] {
  return blocksOf(subject).filter(({ role }) => isClusterRole(role));
}

export function knownRanges(subject: Subject): ClusterRange[] {
  return rangesOf(subject).flatMap(block => {
    const cidr = ifKnown(() => readBlock(block));
    return cidr ? [{ block, cidr }] : [];
  });
}

/** `networkProfile.podCidr 10.244.0.0/16`, or what the cloud takes where nothing is said. */
export function describeRange({ value, role, isImplied }: Block): string {
  return isImplied ? `${value.path} is not set, so that ${role} are given ${value}, which` : `${value.path} ${value}`;
}

/** Whether a network, or what is behind a VPN, may not use the addresses of a range of a cluster that it is connected with. */
export function isBarred(range: Pick<OwnedBlock, "source" | "node">, network: OwnedBlock, neighbours: Neighbours): boolean {
  // Nodes and pods outside the cloud are behind a VPN themselves.
  if (network.source.role === "site") return range.source.role !== "nodes" && !isRemote(range) && !isFarSideKnown(network.node, neighbours);
  return !(network.source.holdsOwn && hasNetwork(range.node, network.node, neighbours));
}

/** A route to all that is behind a VPN may be wider than the range: for what runs in the cluster the range wins. */
export function isSummary(range: Cidr, network: { cidr: Cidr; owner: OwnedBlock }): boolean {
  return network.owner.source.role === "site" && contains(network.cidr, range) && network.cidr.prefix < range.prefix;
}

export function hasNetwork(cluster: string, network: string, neighbours: Neighbours): boolean {
  return [...neighbours.index(routingDomains).linksOf(cluster)].includes(network);
}

/** A free range for a cluster: of nothing that it is connected with, and of none of its own. */
export function freeRangeFix(subject: Subject, { block, cidr }: ClusterRange, neighbours: Neighbours): string {
  const networks = networkBlocks(neighbours);
  const clusters = clusterBlocks(neighbours);
  if (block.value.isSecret || networks.hasSecret || clusters.hasSecret) return `Take a range for ${block.role} that nothing uses that the cluster is connected with.`;
  const near = networks.around(subject.urn, neighbours);
  const others = clusters.around(subject.urn, neighbours);
  const free = firstFree(cidr, near, others);
  if (!free) return `No /${cidr.prefix} is free in the private ranges: use a smaller range.`;
  return block.isImplied ? `Set ${block.value.path}, for example to ${formatCidr(free)}, which is free.` : `Use ${formatCidr(free)}, the next free /${cidr.prefix}.`;
}

const MOST_TRIED = 256;

function firstFree(cidr: Cidr, near: BlockIndex<OwnedBlock>, others: BlockIndex<OwnedBlock>): Cidr | undefined {
  let instead = cidr;
  for (let i = 0; i < MOST_TRIED; i++) {
    const free = nextFreeBlock({ instead, taken: near });
    if (!free || ![DOCKER, ...others.overlapping(free).map(placed => placed.cidr)].some(other => contains(other, free) || contains(free, other))) return free;
    instead = free;
  }
  return undefined;
}

/** What Docker takes for its bridge on a host. */
const DOCKER = [parseCidr("172.17.0.0/16")].filter(isCidr)[0]!;

function isRemote({ source }: Pick<OwnedBlock, "source">): boolean {
  return source.role === "pods" && source.paths.some(path => path.startsWith("remoteNetworkConfig."));
}
