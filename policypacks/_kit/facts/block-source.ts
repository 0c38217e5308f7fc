import type { Value } from "../value";

/**
 * What a block is for.
 * `network`: addresses of a network; nothing that the network is connected with may use them.
 * `subnet`: it lies inside a network and shares nothing with its siblings there. `reservation`: the same inside a subnet.
 * `site`: addresses behind a VPN or a leased line, as the program describes them. `client`: addresses that VPN clients are given.
 * `pods`, `services`, `master`, `nodes`: ranges of a cluster, besides the network that it is in.
 */
export type BlockRole = "network" | "subnet" | "reservation" | "site" | "client" | ClusterRole;
export type ClusterRole = "pods" | "services" | "master" | "nodes";

export interface BlockSource {
  role: BlockRole;
  /** Patterns for `Value.find`. */
  paths: readonly string[];
  /** How the blocks are read where `paths` do not hold them as they are; each has one of `paths` for its path. */
  read?(props: Value): Value[];
  /** A block that the cloud gives by itself. @throws {Undecided} */
  implied?: { path: string; cidr: string; unless(props: Value): boolean };
  /** The property that says what the block is in, or is added to. Without one it is the resource itself. */
  network?: string;
  /** What that property refers to. Default: a network. */
  of?: readonly string[];
  /** The properties also take what is no block: a size (`/14`), a name. Only blocks count. */
  alsoTakesOther?: boolean;
  /** Where nothing is stated the cloud chooses, and its outputs say what. */
  isChosenByCloud?: boolean;
  /** Compared only with what it is connected with: several may have the same, as VPN clients of networks that know nothing of one another. */
  onlyConnected?: boolean;
  /** A range of a cluster that the network routes, so that no other cluster there can have it. */
  isRouted?: boolean;
  /** A range held for blocks of its own network, which may therefore lie inside it. */
  holdsOwn?: boolean;
}
