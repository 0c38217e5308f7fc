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
  /** For each place: the ranks of the first and the last address of its block, for a search that touches no blocks but those it finds. */
  readonly #ranks: Float64Array;
  readonly #lastRanks: Float64Array;
  /** For each place: that of the narrowest block before it that holds it, or -1. */
  readonly #holders: Int32Array;

  /** In any order. */
  static of<T>(blocks: readonly Placed<T>[]): SortedBlocks<T> {
    return new SortedBlocks(blocks.map(block => ({ block, rank: rankOf(block.cidr) })).sort(compareRanked));
  }

  private constructor(sorted: readonly Ranked<T>[]) {
    this.blocks = sorted.map(({ block }) => block);
    this.#ranks = new Float64Array(sorted.length);
    this.#lastRanks = new Float64Array(sorted.length);
    sorted.forEach(({ block, rank }, at) => {
      this.#ranks[at] = rank;
      this.#lastRanks[at] = lastRankOf(block.cidr, rank);
    });
    this.#holders = this.#findHolders();
  }

  with(others: SortedBlocks<T>): SortedBlocks<T> {
    return new SortedBlocks(merge(this.#ranked(), others.#ranked()));
  }

  /** All blocks that share an address with this one, also equal ones, in order. */
  overlapping(cidr: Cidr): Placed<T>[] {
    const rank = rankOf(cidr);
    const last = lastRankOf(cidr, rank);
    const start = this.#firstNotBefore(cidr, rank);
    const found: Placed<T>[] = [];
    for (let at = this.#holderOf(cidr, rank, start - 1); at >= 0; at = this.#holders[at]!) found.push(this.blocks[at]!);
    found.reverse();
    for (let at = start; at < this.#ranks.length && this.#ranks[at]! <= last && contains(cidr, this.blocks[at]!.cidr); at++) found.push(this.blocks[at]!);
    return found;
  }

  /** The place of the first block that does not come before this one. */
  #firstNotBefore(cidr: Cidr, rank: number): number {
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

  /** The place of the narrowest block that holds this one: that at `before`, the place right before this one, or one of those that hold that. */
  #holderOf(cidr: Cidr, rank: number, before: number, holders: Int32Array = this.#holders): number {
    let at = before;
    while (at >= 0 && (this.#lastRanks[at]! < rank || !contains(this.blocks[at]!.cidr, cidr))) at = holders[at]!;
    return at;
  }

  #findHolders(): Int32Array {
    const holders = new Int32Array(this.blocks.length);
    this.blocks.forEach(({ cidr }, at) => (holders[at] = this.#holderOf(cidr, this.#ranks[at]!, at - 1, holders)));
    return holders;
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

/** The rank of the last address of a block, by that of the first. */
function lastRankOf({ words, prefix }: Cidr, rank: number): number {
  return rank + 2 ** Math.max(0, (words.length === 1 ? 32 : 52) - prefix) - 1;
}

function merge<T>(a: readonly Ranked<T>[], b: readonly Ranked<T>[]): Ranked<T>[] {
  const merged: Ranked<T>[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) merged.push(compareRanked(a[i]!, b[j]!) <= 0 ? a[i++]! : b[j++]!);
  return merged.concat(a.slice(i), b.slice(j));
}
