import { BlockIndex } from "../../_kit/cidr/block-index";
import type { BlockRole } from "../../_kit/facts/block-source";
import { BLOCK_SOURCES } from "../../_kit/facts/block-sources";
import type { IndexDefinition, Neighbours } from "../../_kit/neighbours";
import type { Snapshot } from "../../_kit/snapshot";
import { EstateBlocks, type OwnedBlock, type PlacedBlock } from "./blocks";
import type { Domains } from "./domains/domains";
import type { Node } from "./domains/nodes";
import { routingDomains } from "./domains/routing-domains";

/** What has addresses of a network: the networks themselves, what is behind VPNs, and clients of VPNs. */
export const NETWORK_ROLES: ReadonlySet<BlockRole> = new Set(["network", "site", "client"]);
const CLUSTER_ROLES: ReadonlySet<BlockRole> = new Set(["pods", "services", "master", "nodes"]);

export function networkBlocks(neighbours: Neighbours): DomainBlocks {
  return neighbours.index(NETWORKS).settled(neighbours);
}

/** Ranges of clusters, in the routing domains of the networks that the clusters are in. */
export function clusterBlocks(neighbours: Neighbours): DomainBlocks {
  return neighbours.index(CLUSTERS).settled(neighbours);
}

/** Blocks of the estate: all of them, and those of each routing domain. */
export class DomainBlocks {
  /** Those that are compared with all others, connected or not. */
  readonly everywhere = new BlockIndex<OwnedBlock>();
  readonly estate: EstateBlocks;
  readonly #all = new Grouped();
  readonly #onlyConnected = new Grouped();
  #hasSecret = false;

  constructor(snapshot: Snapshot, roles: ReadonlySet<BlockRole>) {
    this.estate = new EstateBlocks(snapshot, roles, block => this.#take(block));
  }

  /** Whether a free block would tell a secret one, by being next to it. */
  get hasSecret(): boolean {
    return this.#hasSecret;
  }

  settled(neighbours: Neighbours): this {
    this.estate.settle(neighbours);
    return this;
  }

  /** Those in the domain of a node, with those of the node itself. */
  around(node: Node, neighbours: Neighbours): BlockIndex<OwnedBlock> {
    return this.#all.around(node, neighbours.index(routingDomains)) ?? new BlockIndex();
  }

  /** Of these the ones that are compared only with what they are connected with. */
  onlyConnectedWith(node: Node, neighbours: Neighbours): BlockIndex<OwnedBlock> | undefined {
    return this.#onlyConnected.isEmpty ? undefined : this.#onlyConnected.around(node, neighbours.index(routingDomains));
  }

  #take(block: PlacedBlock): void {
    this.#all.add(block);
    if (block.owner.source.onlyConnected) this.#onlyConnected.add(block);
    else this.everywhere.add(block.cidr, block.owner);
    if (block.owner.isSecret) this.#hasSecret = true;
  }
}

/** Blocks by routing domain, grouped at the first question. */
class Grouped {
  readonly #blocks: PlacedBlock[] = [];
  #byDomain = new Map<Node, Group>();
  #version = -1;
  #count = 0;

  get isEmpty(): boolean {
    return this.#blocks.length === 0;
  }

  add(block: PlacedBlock): void {
    this.#blocks.push(block);
  }

  around(node: Node, domains: Domains): BlockIndex<OwnedBlock> | undefined {
    this.#group(domains);
    const group = this.#byDomain.get(domains.domainOf(node));
    if (!group) return undefined;
    const index = (group.index ??= new BlockIndex<OwnedBlock>());
    for (; group.indexed < group.blocks.length; group.indexed++) index.add(group.blocks[group.indexed]!.cidr, group.blocks[group.indexed]!.owner);
    return index;
  }

  /** Anew when something was connected, which may have joined domains; otherwise only what came since is added. */
  #group(domains: Domains): void {
    if (this.#version === domains.version && this.#count === this.#blocks.length) return;
    if (this.#version !== domains.version) this.#byDomain = new Map();
    for (let i = this.#version === domains.version ? this.#count : 0; i < this.#blocks.length; i++) {
      const block = this.#blocks[i]!;
      const domain = domains.domainOf(block.owner.node);
      const group = this.#byDomain.get(domain);
      if (group) group.blocks.push(block);
      else this.#byDomain.set(domain, { blocks: [block], index: undefined, indexed: 0 });
    }
    this.#version = domains.version;
    this.#count = this.#blocks.length;
  }
}

/** Blocks of one domain; those up to `indexed` are in the index, which is made when it is asked for. */
interface Group {
  blocks: PlacedBlock[];
  index: BlockIndex<OwnedBlock> | undefined;
  indexed: number;
}

const NETWORKS = definitionFor(NETWORK_ROLES);
const CLUSTERS = definitionFor(CLUSTER_ROLES);

function definitionFor(roles: ReadonlySet<BlockRole>): IndexDefinition<DomainBlocks> {
  return {
    types: Object.keys(BLOCK_SOURCES).filter(type => BLOCK_SOURCES[type]!.some(({ role }) => roles.has(role))),
    start: snapshot => new DomainBlocks(snapshot, roles),
    add: ({ estate }, subject, neighbours) => estate.add(subject, neighbours),
  };
}
