import { BITS, type Cidr, cidrAt, contains, parseCidr } from "./cidr";

/** Private ranges (RFC 1918, RFC 4193). */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fd00::/8"].map(text => parseCidr(text) as Cidr);

export interface FreeBlockRequest {
  /** The block that cannot be had: the free one is of its size, and is looked for behind it first. */
  instead: Cidr;
  /** What is taken; in any order, overlapping or not. */
  taken: readonly Cidr[];
  /** Where to look; default: the private range that `instead` is in, then the others. */
  within?: readonly Cidr[];
}

/** The next free block of the same size, or `undefined` where the pool has none. */
export function nextFreeBlock({ instead, taken, within }: FreeBlockRequest): Cidr | undefined {
  const pools = (within ?? poolsFor(instead)).filter(pool => pool.family === instead.family && pool.prefix <= instead.prefix);
  const busy = [...taken, instead].filter(block => block.family === instead.family).sort((a, b) => (a.first < b.first ? -1 : 1));
  for (const pool of pools) {
    const behind = contains(pool, instead) ? instead.last + 1n : pool.first;
    const found = firstFit(pool, instead.prefix, busy, behind) ?? firstFit(pool, instead.prefix, busy, pool.first);
    if (found) return found;
  }
  return undefined;
}

function poolsFor(block: Cidr): Cidr[] {
  const own = PRIVATE.filter(pool => contains(pool, block));
  return [...own, ...PRIVATE.filter(pool => !own.includes(pool))];
}

function firstFit(pool: Cidr, prefix: number, busy: readonly Cidr[], from: bigint): Cidr | undefined {
  const size = 1n << BigInt(BITS[pool.family] - prefix);
  let first = alignUp(from, size);
  for (const block of busy) {
    if (block.last < first) continue;
    if (block.first > first + size - 1n) break;
    first = alignUp(block.last + 1n, size);
  }
  return first + size - 1n <= pool.last ? cidrAt(pool.family, first, prefix) : undefined;
}

function alignUp(value: bigint, size: bigint): bigint {
  return ((value + size - 1n) / size) * size;
}
