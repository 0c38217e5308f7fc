import { BlockIndex, type Placed } from "../../_kit/cidr/block-index";
import { type Cidr, isCidr, parseCidr } from "../../_kit/cidr/cidr";
import { type Block, blocksOf } from "../../_kit/facts";
import type { BlockRole, BlockSource } from "../../_kit/facts/block-source";
import { sourceOf } from "../../_kit/facts/block-sources";
import type { Neighbours } from "../../_kit/neighbours";
import { nameOf, stackOf, type Subject, typeOf } from "../../_kit/resource";
import type { Snapshot, SnapshotBlock } from "../../_kit/snapshot";
import { normaliseType } from "../../_kit/type-token";
import { ifKnown } from "../../_kit/undecided";
import { containerOf, containerOfRow, type Node } from "./domains/nodes";

/** A block that was read, and how it is told of. */
export interface OwnedBlock {
  urn: string;
  path: string;
  /** As it stands in the program, or `[secret]`. */
  shown: string;
  /** What is made of a secret block (a free one next to it) tells it, too. */
  isSecret: boolean;
  /** `undefined` for a block of the stack that is judged. */
  stack: string | undefined;
  source: BlockSource;
  /** What the block is in, or is added to. */
  node: Node;
  /** The cloud gives it, because nothing is said. Of other stacks it is not known. */
  isImplied?: boolean;
}

export type PlacedBlock = Placed<OwnedBlock>;

/** `undefined` for a text that is no CIDR block, which is the business of network-cidr-syntax. @throws {Undecided} */
export function readBlock({ value }: Pick<Block, "value">): Cidr | undefined {
  const parsed = parseCidr(value.text() ?? "");
  return isCidr(parsed) ? parsed : undefined;
}

/** `"core" (aws:ec2/vpc:Vpc) of stack net/prod`; the stack only where it is another one than that of `seenFrom`. */
export function describeOwner({ urn }: OwnedBlock, seenFrom: Subject): string {
  const stack = stackOf(urn);
  return `"${nameOf(urn)}" (${typeOf(urn)})${stack === seenFrom.stack ? "" : ` of stack ${stack}`}`;
}

/** A block with what was read of it: nothing where it is no CIDR block or cannot be read. */
export interface ReadBlock {
  block: Block;
  cidr: Cidr | undefined;
}

/** All blocks of a resource. They are asked for by the indexes and by the rules, and read once. */
export function blocksIn(subject: Subject): readonly ReadBlock[] {
  return subject.once(readBlocks);
}

function readBlocks(subject: Subject): readonly ReadBlock[] {
  return blocksOf(subject).map(block => ({ block, cidr: block.value.isUnknown ? undefined : readBlock(block) }));
}

/** The blocks of a resource that can be read and of which it is known what they are in. */
export function ownedBlocks(subject: Subject, roles: ReadonlySet<BlockRole>, neighbours: Neighbours): PlacedBlock[] {
  const owned: PlacedBlock[] = [];
  const stack = subject.isForeign ? subject.stack : undefined;
  for (const { block, cidr } of blocksIn(subject)) {
    const node = cidr && roles.has(block.role) ? nodeOfBlock(subject, block, neighbours) : undefined;
    if (!cidr || node === undefined) continue;
    owned.push({ cidr, owner: new BlockOfSubject(subject.urn, block, stack, node) });
  }
  return owned;
}

/** Where it is and how it is shown is worked out for the few blocks that are told of. */
class BlockOfSubject implements OwnedBlock {
  readonly urn: string;
  readonly stack: string | undefined;
  readonly node: Node;
  readonly #block: Block;

  constructor(urn: string, block: Block, stack: string | undefined, node: Node) {
    this.urn = urn;
    this.stack = stack;
    this.node = node;
    this.#block = block;
  }

  get path(): string {
    return this.#block.value.path;
  }

  get shown(): string {
    return String(this.#block.value);
  }

  get isSecret(): boolean {
    return this.#block.value.isSecret;
  }

  get source(): BlockSource {
    return this.#block.source;
  }

  get isImplied(): boolean {
    return this.#block.isImplied;
  }
}

/** A block added to a network that is not known yet still is a block that others must not use. */
function nodeOfBlock(subject: Subject, { source, role }: Block, neighbours: Neighbours): Node | undefined {
  if (source.network === undefined) return subject.urn;
  return ifKnown(() => containerOf(subject, source, neighbours)) ?? (role === "network" ? subject.urn : undefined);
}

/**
 * Blocks of some roles in the whole estate. Those of other stacks come from the snapshot's rows; what they are in can be worked
 * out only when everything is there that their rows refer to, so at the first question.
 */
export class EstateBlocks {
  readonly #roles: ReadonlySet<BlockRole>;
  readonly #take: (block: PlacedBlock) => void;
  readonly #snapshot: Snapshot;
  #rows: readonly SnapshotBlock[];
  #urnsOfRows: ReadonlySet<string> | undefined;

  constructor(snapshot: Snapshot, roles: ReadonlySet<BlockRole>, take: (block: PlacedBlock) => void) {
    this.#roles = roles;
    this.#take = take;
    this.#snapshot = snapshot;
    this.#rows = snapshot.blocks;
  }

  add(subject: Subject, neighbours: Neighbours): void {
    if (subject.isForeign && (this.#urnsOfRows ??= new Set(this.#snapshot.blocks.map(({ urn }) => urn))).has(subject.urn)) return;
    for (const block of ownedBlocks(subject, this.#roles, neighbours)) this.#take(block);
  }

  /** Takes in what other stacks have. */
  settle(neighbours: Neighbours): void {
    const rows = this.#rows;
    this.#rows = [];
    for (const row of rows) {
      const block = blockOfRow(row, this.#roles, neighbours);
      if (block) this.#take(block);
    }
  }
}

function blockOfRow(row: SnapshotBlock, roles: ReadonlySet<BlockRole>, neighbours: Neighbours): PlacedBlock | undefined {
  const { urn, path, cidr: shown, stack, type } = row;
  const source = sourceOf(normaliseType(type), path);
  if (!source || !roles.has(source.role)) return undefined;
  const cidr = parseCidr(shown);
  const node = containerOfRow(row, source, neighbours) ?? (source.role === "network" ? urn : undefined);
  return isCidr(cidr) && node !== undefined ? { cidr, owner: { urn, path, shown, isSecret: false, stack, source, node } } : undefined;
}

/** Blocks in groups, as those of one network. */
export class BlocksByNode {
  readonly #indexes = new Map<Node, BlockIndex<OwnedBlock>>();

  add({ cidr, owner }: PlacedBlock, group: Node | undefined): void {
    if (group === undefined) return;
    const index = this.#indexes.get(group) ?? new BlockIndex<OwnedBlock>();
    index.add(cidr, owner);
    this.#indexes.set(group, index);
  }

  at(node: Node | undefined): BlockIndex<OwnedBlock> | undefined {
    return node === undefined ? undefined : this.#indexes.get(node);
  }
}
