import { BlockIndex } from "./block-index";
import { type Cidr, cidrAt, compareCidr, contains, parseCidr } from "./cidr";
import { Gaps } from "./gaps";

/** Private ranges (RFC 1918, RFC 4193). */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fd00::/8"].map(text => parseCidr(text) as Cidr);

export interface FreeBlockRequest {
  /** The block that cannot be had: the free one is of its size, and is looked for behind it first. */
  instead: Cidr;
  /** What is taken. Blocks may come in any order, overlapping or not; an index is asked many times at the price of once. */
  taken: BlockIndex<unknown> | readonly Cidr[];
  /** Where to look; default: the private range that `instead` is in, then the others. */
  within?: readonly Cidr[];
}

/** The next free block of the same size, or `undefined` where the pool has none. */
export function nextFreeBlock({ instead, taken, within }: FreeBlockRequest): Cidr | undefined {
  const { family, prefix, first: except } = instead;
  const gaps = taken instanceof BlockIndex ? taken.gaps(family) : new Gaps(family, [...taken].sort(compareCidr));
  const pools = (within ?? poolsFor(instead)).filter(pool => pool.family === family && pool.prefix <= prefix);
  for (const { first, last } of pools) {
    const behind = first <= except && except <= last ? instead.last + 1n : first;
    const found = gaps.firstFree(prefix, { from: behind, to: last, except }) ?? gaps.firstFree(prefix, { from: first, to: last, except });
    if (found !== undefined) return cidrAt(family, found, prefix);
  }
  return undefined;
}

function poolsFor(block: Cidr): Cidr[] {
  const own = PRIVATE.filter(pool => contains(pool, block));
  return [...own, ...PRIVATE.filter(pool => !own.includes(pool))];
}
