import { BlockIndex } from "../../_kit/cidr/block-index";
import { BLOCK_SOURCES, type BlockRole } from "../../_kit/facts/block-sources";
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
  /** Whether a free block would tell a secret one, by being next to it. */
  hasSecret = false;
  readonly estate: EstateBlocks;
  readonly #blocks: PlacedBlock[] = [];
  #byDomain = new Map<Node, BlockIndex<OwnedBlock>>();
  #builtWith: { version: number; count: number } | undefined;

  constructor(snapshot: Snapshot, roles: ReadonlySet<BlockRole>) {
    this.estate = new EstateBlocks(snapshot, roles, block => this.#take(block));
  }

  settled(neighbours: Neighbours): this {
    this.estate.settle(neighbours);
    return this;
  }

  /** Those in the domain of a node, with those of the node itself. */
  around(node: Node, neighbours: Neighbours): BlockIndex<OwnedBlock> {
    const domains = neighbours.index(routingDomains);
    this.#group(domains);
    return this.#byDomain.get(domains.domainOf(node)) ?? new BlockIndex();
  }

  #take(block: PlacedBlock): void {
    this.#blocks.push(block);
    if (!block.owner.source.onlyConnected) this.everywhere.add(block.cidr, block.owner);
    if (block.owner.isSecret) this.hasSecret = true;
  }

  /** Anew when something was connected, which may have joined domains; otherwise only what came since is added. */
  #group(domains: Domains): void {
    if (this.#builtWith?.version !== domains.version) this.#byDomain = new Map();
    const from = this.#builtWith?.version === domains.version ? this.#builtWith.count : 0;
    for (const { cidr, owner } of this.#blocks.slice(from)) {
      const domain = domains.domainOf(owner.node);
      const index = this.#byDomain.get(domain) ?? new BlockIndex<OwnedBlock>();
      index.add(cidr, owner);
      this.#byDomain.set(domain, index);
    }
    this.#builtWith = { version: domains.version, count: this.#blocks.length };
  }
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
