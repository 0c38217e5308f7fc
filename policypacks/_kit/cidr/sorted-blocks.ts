import { type Cidr, compareCidr, contains } from "./cidr";

/** A block and whatever its owner wants to find again with it. */
export interface Placed<T> {
  cidr: Cidr;
  owner: T;
}

/**
 * Blocks in the order of their addresses, which do not change any more. Two CIDR blocks overlap only where one holds the other,
 * so the blocks that hold a block form a chain (`#holders`), and those it holds follow it directly in the order.
 */
export class SortedBlocks<T> {
  readonly blocks: readonly Placed<T>[];
  /** For each place: the rank of its block, for a search that touches no blocks. */
  readonly #ranks: Float64Array;
  /** For each place: that of the narrowest block before it that holds it, or -1. */
  readonly #holders: Int32Array;

  /** In any order. */
  static of<T>(blocks: readonly Placed<T>[]): SortedBlocks<T> {
    return new SortedBlocks(blocks.map(block => ({ block, rank: rankOf(block.cidr) })).sort(compareRanked));
  }

  private constructor(sorted: readonly Ranked<T>[]) {
    this.blocks = sorted.map(({ block }) => block);
    this.#ranks = Float64Array.from(sorted, ({ rank }) => rank);
    this.#holders = holdersOf(this.blocks);
  }

  with(others: SortedBlocks<T>): SortedBlocks<T> {
    return new SortedBlocks(merge(this.#ranked(), others.#ranked()));
  }

  /** All blocks that share an address with this one, also equal ones, in order. */
  overlapping(cidr: Cidr): Placed<T>[] {
    const start = this.firstNotBefore(cidr);
    const holders: Placed<T>[] = [];
    for (let at = this.#holderOf(cidr, start); at >= 0; at = this.#holders[at]!) holders.push(this.blocks[at]!);
    holders.reverse();
    for (let at = start; at < this.blocks.length && contains(cidr, this.blocks[at]!.cidr); at++) holders.push(this.blocks[at]!);
    return holders;
  }

  /** The place of the first block that does not come before this one. */
  firstNotBefore(cidr: Cidr): number {
    const rank = rankOf(cidr);
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const difference = this.#ranks[middle]! - rank || compareCidr(this.blocks[middle]!.cidr, cidr);
      if (difference < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #ranked(): Ranked<T>[] {
    return this.blocks.map((block, at) => ({ block, rank: this.#ranks[at]! }));
  }

  /** The place of the narrowest block before place `start` that holds this one: the block right before, or one of those that hold that. */
  #holderOf(cidr: Cidr, start: number): number {
    let at = start - 1;
    while (at >= 0 && !contains(this.blocks[at]!.cidr, cidr)) at = this.#holders[at]!;
    return at;
  }
}

interface Ranked<T> {
  block: Placed<T>;
  rank: number;
}

function compareRanked<T>(a: Ranked<T>, b: Ranked<T>): number {
  return a.rank - b.rank || compareCidr(a.block.cidr, b.block.cidr);
}

/** A number in the order of `compareCidr`, the same for blocks of one protocol whose first 52 bits are the same. */
function rankOf({ words }: Cidr): number {
  return words.length === 1 ? words[0]! : 2 ** 52 + words[0]! * 2 ** 20 + (words[1]! >>> 12);
}

function holdersOf(sorted: readonly Placed<unknown>[]): Int32Array {
  const holders = new Int32Array(sorted.length);
  const open: number[] = [];
  sorted.forEach(({ cidr }, at) => {
    while (open.length > 0 && !contains(sorted[open.at(-1)!]!.cidr, cidr)) open.pop();
    holders[at] = open.at(-1) ?? -1;
    open.push(at);
  });
  return holders;
}

function merge<T>(a: readonly Ranked<T>[], b: readonly Ranked<T>[]): Ranked<T>[] {
  const merged: Ranked<T>[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) merged.push(compareRanked(a[i]!, b[j]!) <= 0 ? a[i++]! : b[j++]!);
  return merged.concat(a.slice(i), b.slice(j));
}
