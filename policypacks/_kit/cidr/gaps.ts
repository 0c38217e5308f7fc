import { BITS, type Cidr } from "./cidr";

/** Addresses from the first to the last, both included. */
interface Span {
  first: bigint;
  last: bigint;
}

/** What lies between blocks: where new ones can be put. It is worked out once, and then asked for many sizes and places. */
export class Gaps {
  readonly #family: 4 | 6;
  readonly #spans: readonly Span[];
  readonly #aligned = new Map<number, readonly Span[]>();

  /** @param sorted in the order of their addresses; those of the other protocol are left out */
  constructor(family: 4 | 6, sorted: Iterable<Cidr>) {
    this.#family = family;
    this.#spans = spansBetween(family, sorted);
  }

  /** The first address of the first free block of this size that begins at `from` or behind, ends at `to` or before and is not at `except`. */
  firstFree(prefix: number, { from, to, except }: { from: bigint; to: bigint; except: bigint }): bigint | undefined {
    const size = this.#sizeOf(prefix);
    const spans = this.#alignedTo(prefix);
    for (let at = firstEndingBehind(spans, from); at < spans.length; at++) {
      const { first, last } = spans[at]!;
      let place = first > from ? first : alignUp(from, size);
      if (place === except) place += size;
      if (place + size - 1n > to) return undefined;
      if (place <= last) return place;
    }
    return undefined;
  }

  /** The parts of the gaps in which blocks of this size can lie, from the first of them to the end of the last. */
  #alignedTo(prefix: number): readonly Span[] {
    const known = this.#aligned.get(prefix);
    if (known) return known;
    const size = this.#sizeOf(prefix);
    const inner = this.#spans.map(({ first, last }) => ({ first: alignUp(first, size), last: ((last + 1n) / size) * size - 1n }));
    const aligned = inner.filter(({ first, last }) => first <= last);
    this.#aligned.set(prefix, aligned);
    return aligned;
  }

  #sizeOf(prefix: number): bigint {
    return 1n << BigInt(BITS[this.#family] - prefix);
  }
}

function spansBetween(family: 4 | 6, sorted: Iterable<Cidr>): Span[] {
  const spans: Span[] = [];
  let free = 0n;
  for (const cidr of sorted) {
    if (cidr.family !== family) continue;
    const { first, last } = cidr;
    if (first > free) spans.push({ first: free, last: first - 1n });
    if (last >= free) free = last + 1n;
  }
  const end = (1n << BigInt(BITS[family])) - 1n;
  return free > end ? spans : [...spans, { first: free, last: end }];
}

/** The place of the first span that does not end before an address. */
function firstEndingBehind(spans: readonly Span[], address: bigint): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (spans[middle]!.last < address) low = middle + 1;
    else high = middle;
  }
  return low;
}

function alignUp(value: bigint, size: bigint): bigint {
  return ((value + size - 1n) / size) * size;
}
