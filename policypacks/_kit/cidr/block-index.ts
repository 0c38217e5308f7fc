import type { Cidr } from "./cidr";

/** A block and whatever its owner wants to find again with it. */
export interface Placed<T> {
  cidr: Cidr;
  owner: T;
}

/**
 * Which blocks overlap, kept sorted as blocks arrive. Two CIDR blocks overlap only where one holds the other, so the blocks
 * that hold a block form a chain (`#holders`), and those it holds follow it directly in the order.
 * 100,000 blocks are sorted and linked once; each arrival after a query links again in one pass.
 */
export class BlockIndex<T> {
  #sorted: Placed<T>[] = [];
  #added: Placed<T>[] = [];
  /** For each place in the order: the place of the narrowest block before it that holds it, or -1. */
  #holders: Int32Array = new Int32Array(0);

  add(cidr: Cidr, owner: T): void {
    this.#added.push({ cidr, owner });
  }

  /** All blocks that share an address with this one, also equal ones, in the order of their addresses. The block itself need not be in the index. */
  overlapping(cidr: Cidr): Placed<T>[] {
    this.#settle();
    const start = this.#firstNotBefore(cidr);
    const holders: Placed<T>[] = [];
    for (let at = this.#holderOf(cidr, start); at >= 0; at = this.#holders[at]!) holders.push(this.#sorted[at]!);
    const held: Placed<T>[] = [];
    for (let at = start; at < this.#sorted.length && isWithin(this.#sorted[at]!.cidr, cidr); at++) held.push(this.#sorted[at]!);
    return [...holders.reverse(), ...held];
  }

  /** All blocks in the order of their addresses. */
  all(): readonly Placed<T>[] {
    this.#settle();
    return this.#sorted;
  }

  #settle(): void {
    if (this.#added.length === 0) return;
    this.#sorted = merge(this.#sorted, this.#added.sort(compare));
    this.#added = [];
    this.#link();
  }

  #link(): void {
    const holders = new Int32Array(this.#sorted.length);
    const open: number[] = [];
    this.#sorted.forEach(({ cidr }, at) => {
      while (open.length > 0 && !isWithin(cidr, this.#sorted[open.at(-1)!]!.cidr)) open.pop();
      holders[at] = open.at(-1) ?? -1;
      open.push(at);
    });
    this.#holders = holders;
  }

  /** The place of the first block that does not come before this one in the order. */
  #firstNotBefore(cidr: Cidr): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareCidr(this.#sorted[middle]!.cidr, cidr) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The narrowest block before place `start` that holds this one: the block right before, or one of those that hold that. */
  #holderOf(cidr: Cidr, start: number): number {
    let at = start - 1;
    while (at >= 0 && !isWithin(cidr, this.#sorted[at]!.cidr)) at = this.#holders[at]!;
    return at;
  }
}

/** By protocol, then first address, then the wider one first: so a block comes right before what it holds. */
export function compareCidr(a: Cidr, b: Cidr): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.prefix - b.prefix;
}

function compare<T>(a: Placed<T>, b: Placed<T>): number {
  return compareCidr(a.cidr, b.cidr);
}

function isWithin(inner: Cidr, outer: Cidr): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

function merge<T>(a: Placed<T>[], b: Placed<T>[]): Placed<T>[] {
  if (a.length === 0) return b;
  const merged: Placed<T>[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) merged.push(compare(a[i]!, b[j]!) <= 0 ? a[i++]! : b[j++]!);
  return merged.concat(a.slice(i), b.slice(j));
}
