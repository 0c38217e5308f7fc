import { type Cidr, compareCidr } from "./cidr";
import { Gaps } from "./gaps";
import { type Placed, SortedBlocks } from "./sorted-blocks";

export type { Placed } from "./sorted-blocks";

/**
 * Which blocks overlap, and what is free between them. Blocks may be added all at once or with questions in between: what
 * arrives is sorted by itself, and joined with what was there only when it has become as much as that, so no question sorts all anew.
 */
export class BlockIndex<T> {
  /** The longest first. */
  readonly #runs: SortedBlocks<T>[] = [];
  #added: Placed<T>[] = [];
  readonly #gaps = new Map<4 | 6, Gaps>();

  add(cidr: Cidr, owner: T): void {
    this.#added.push({ cidr, owner });
  }

  /** All blocks that share an address with this one, also equal ones, in the order of their addresses. The block itself need not be in the index. */
  overlapping(cidr: Cidr): Placed<T>[] {
    this.#settle();
    if (this.#runs.length === 1) return this.#runs[0]!.overlapping(cidr);
    return this.#runs.flatMap(run => run.overlapping(cidr)).sort((a, b) => compareCidr(a.cidr, b.cidr));
  }

  /** All blocks in the order of their addresses. */
  all(): readonly Placed<T>[] {
    return this.#whole().blocks;
  }

  /** What is free between the blocks of a protocol. */
  gaps(family: 4 | 6): Gaps {
    this.#settle();
    const gaps = this.#gaps.get(family) ?? new Gaps(family, this.all().map(({ cidr }) => cidr));
    this.#gaps.set(family, gaps);
    return gaps;
  }

  #whole(): SortedBlocks<T> {
    this.#settle();
    while (this.#runs.length > 1) this.#joinLast();
    return this.#runs[0] ?? SortedBlocks.of([]);
  }

  #settle(): void {
    if (this.#added.length === 0) return;
    this.#gaps.clear();
    this.#runs.push(SortedBlocks.of(this.#added));
    this.#added = [];
    while (this.#runs.length > 1 && this.#runs.at(-1)!.blocks.length >= this.#runs.at(-2)!.blocks.length) this.#joinLast();
  }

  #joinLast(): void {
    const last = this.#runs.pop()!;
    this.#runs.push(this.#runs.pop()!.with(last));
  }
}
