import { type Cidr, cidrAt, contains, formatCidr } from "../../_kit/cidr/cidr";
import { nextFreeBlock } from "../../_kit/cidr/free-block";
import type { Neighbours } from "../../_kit/neighbours";
import { clusterBlocks, networkBlocks } from "./network-blocks";

const MOST_TRIED = 256;

export interface FreeNetworkRequest {
  /** The block that cannot be had: the free one is of its size. */
  instead: Cidr;
  neighbours: Neighbours;
  /** Ranges that the free one must not touch. */
  barred?: readonly Cidr[];
  /** Where to look; default: the private ranges. */
  within?: readonly Cidr[];
}

/** A block that no network and no cluster of the estate has, in words; `undefined` where there is none, or where it would tell a secret one. */
export function freeNetwork({ instead, neighbours, barred = [], within }: FreeNetworkRequest): string | undefined {
  const networks = networkBlocks(neighbours);
  const clusters = clusterBlocks(neighbours);
  if (networks.hasSecret || clusters.hasSecret) return undefined;
  let last = instead;
  for (let i = 0; i < MOST_TRIED; i++) {
    const free = nextFreeBlock({ instead: last, taken: networks.everywhere, ...(within ? { within } : {}) });
    if (!free) return undefined;
    const inTheWay = [...barred, ...clusters.everywhere.overlapping(free).map(({ cidr }) => cidr)].find(other => contains(other, free) || contains(free, other));
    if (!inTheWay) return formatCidr(free);
    last = contains(inTheWay, free) ? lastOfSize(inTheWay, free) : free;
  }
  return undefined;
}

/** The last block of a size in a range: what is looked for next comes behind it. */
function lastOfSize(range: Cidr, { family, prefix }: Cidr): Cidr {
  const size = 1n << BigInt((family === 4 ? 32 : 128) - prefix);
  return cidrAt(family, range.last - size + 1n, prefix);
}
