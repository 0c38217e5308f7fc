import { BlockIndex, type Placed } from "../../_kit/cidr/block-index";
import { type Cidr, isCidr, parseCidr } from "../../_kit/cidr/cidr";
import { type Block, blocksOf } from "../../_kit/facts";
import { type BlockRole, type BlockSource, sourceOf } from "../../_kit/facts/block-sources";
import type { Neighbours } from "../../_kit/neighbours";
import { nameOf, type Subject, typeOf } from "../../_kit/resource";
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

/** `"core" (aws:ec2/vpc:Vpc) of stack net/prod` */
export function describeOwner({ urn, stack }: OwnedBlock): string {
  return `"${nameOf(urn)}" (${typeOf(urn)})${stack === undefined ? "" : ` of stack ${stack}`}`;
}

/** The blocks of a resource that can be read and of which it is known what they are in. */
export function ownedBlocks(subject: Subject, roles: ReadonlySet<BlockRole>, neighbours: Neighbours): PlacedBlock[] {
  return blocksOf(subject).flatMap(block => {
    const cidr = roles.has(block.role) ? ifKnown(() => readBlock(block)) : undefined;
    const node = cidr && (ifKnown(() => containerOf(subject, block.source, neighbours)) ?? (block.role === "network" ? subject.urn : undefined));
    if (!cidr || node === undefined) return [];
    const stack = subject.isForeign ? subject.stack : undefined;
    return [{ cidr, owner: { urn: subject.urn, path: block.value.path, shown: String(block.value), isSecret: block.value.isSecret, stack, source: block.source, node, isImplied: block.isImplied } }];
  });
}

/**
 * Blocks of some roles in the whole estate. Those of other stacks come from the snapshot's rows; what they are in can be worked
 * out only when everything is there that their rows refer to, so at the first question.
 */
export class EstateBlocks {
  readonly #roles: ReadonlySet<BlockRole>;
  readonly #take: (block: PlacedBlock) => void;
  readonly #rowsOf: ReadonlySet<string>;
  #rows: readonly SnapshotBlock[];

  constructor(snapshot: Snapshot, roles: ReadonlySet<BlockRole>, take: (block: PlacedBlock) => void) {
    this.#roles = roles;
    this.#take = take;
    this.#rows = snapshot.blocks;
    this.#rowsOf = new Set(this.#rows.map(({ urn }) => urn));
  }

  add(subject: Subject, neighbours: Neighbours): void {
    if (subject.isForeign && this.#rowsOf.has(subject.urn)) return;
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
