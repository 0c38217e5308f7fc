import { type Cidr, contains, formatCidr } from "../../../_kit/cidr/cidr";
import { nextFreeBlock } from "../../../_kit/cidr/free-block";
import type { PlacedBlock } from "../blocks";
import { heldBy, INNER_ROLES } from "../container-blocks";
import { clusterBlocks, networkBlocks } from "../network-blocks";
import { type Judged, takenFor } from "./clashes";

/** So many blocks that only the domain has are stepped over before it is said that none is free. */
const MOST_TRIED = 256;

/** What to do about a block that overlaps others: the next free one of its size, unless that would tell a secret one. */
export function freeBlockFix(judged: Judged): string {
  const { block, cidr, node, neighbours } = judged;
  if (block.role === "site") return "Renumber the network, or translate addresses on the way and describe the translated ones.";
  if (block.isImplied) return impliedFix(judged);
  const held = INNER_ROLES.has(block.role) ? (heldBy(node, neighbours)?.all() ?? []) : undefined;
  if (wouldTellSecret(judged, held)) return ASK;
  const free = freeBlock(judged, held);
  if (free) return `Use ${formatCidr(free)}, the next free /${cidr.prefix}.`;
  return `No /${cidr.prefix} is free ${held ? "in its network" : "in the private ranges"}: use a smaller block, or give one back.`;
}

const ASK = "Take a block that no other network uses.";

function impliedFix({ subject, block }: Judged): string {
  if (subject.type === "gcp:compute/network:Network") return `Set ${block.value.path} to false and make subnetworks with blocks of their own.`;
  return "Connect a VPC with a block of its own instead of the default VPC.";
}

function wouldTellSecret({ block, neighbours }: Judged, held: readonly PlacedBlock[] | undefined): boolean {
  if (block.value.isSecret) return true;
  return held ? held.some(({ owner }) => owner.isSecret) : networkBlocks(neighbours).hasSecret || clusterBlocks(neighbours).hasSecret;
}

function freeBlock(judged: Judged, held: readonly PlacedBlock[] | undefined): Cidr | undefined {
  const { cidr, node, neighbours } = judged;
  const taken = takenFor(judged) ?? [];
  const within = held && held.length > 0 ? { within: held.map(placed => placed.cidr) } : {};
  if (held) return nextFreeBlock({ instead: cidr, taken, ...within });
  const near = [networkBlocks(neighbours).onlyConnectedWith(node, neighbours), clusterBlocks(neighbours).around(node, neighbours)];
  let instead = cidr;
  for (let i = 0; i < MOST_TRIED; i++) {
    const free = nextFreeBlock({ instead, taken });
    // A route to all that is behind a VPN holds every block, also the ones that are fine.
    const isInTheWay = free && near.some(index => index?.overlapping(free).some(({ cidr: other }) => !contains(other, cidr)));
    if (!free || !isInTheWay) return free;
    instead = free;
  }
  return undefined;
}
