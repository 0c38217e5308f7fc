import { cloudOf } from "../type-token";
import type { Value } from "../value";
import { ALICLOUD_BLOCKS } from "./blocks/alicloud";
import { AWS_BLOCKS } from "./blocks/aws";
import { AZURE_BLOCKS } from "./blocks/azure";
import { GCP_BLOCKS } from "./blocks/gcp";

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

/** Every property that gives something its addresses, by normalised type. The one table of them. */
export const BLOCK_SOURCES: Record<string, readonly BlockSource[]> = { ...AWS_BLOCKS, ...AZURE_BLOCKS, ...GCP_BLOCKS, ...ALICLOUD_BLOCKS };

/** Types that have subnets inside them. */
export const NETWORK_TYPES: readonly string[] = [
  "aws:ec2/vpc:Vpc",
  "aws:ec2/defaultVpc:DefaultVpc",
  "aws-native:ec2:VPC",
  "azure-native:network:VirtualNetwork",
  "gcp:compute/network:Network",
  "alicloud:vpc/network:Network",
];

/** The source of a block that is known by type and path only, as one in a snapshot. */
export function sourceOf(type: string, path: string): BlockSource | undefined {
  const pattern = path.replace(/\[\d+\]/g, ".*");
  return BLOCK_SOURCES[type]?.find(source => source.paths.includes(pattern) || source.implied?.path === pattern);
}

/** What the `network` property of a source refers to. */
export function networkTypesOf(type: string, { of }: BlockSource): readonly string[] {
  return of ?? NETWORKS_OF_CLOUD.get(cloudOf(type)) ?? [];
}

export function isSubnetType(type: string): boolean {
  return SUBNET_TYPES.has(type);
}

const SUBNET_TYPES: ReadonlySet<string> = new Set(["gcp:compute/subnetwork:Subnetwork", ...Object.keys(BLOCK_SOURCES).filter(type => BLOCK_SOURCES[type]!.some(({ role, network }) => role === "subnet" && network !== undefined))]);

const NETWORKS_OF_CLOUD = new Map([...new Set(NETWORK_TYPES.map(cloudOf))].map(cloud => [cloud, NETWORK_TYPES.filter(type => cloudOf(type) === cloud)]));

const CLUSTER_ROLES: ReadonlySet<BlockRole> = new Set<ClusterRole>(["pods", "services", "master", "nodes"]);

export function isClusterRole(role: BlockRole): role is ClusterRole {
  return CLUSTER_ROLES.has(role);
}

/** Types that have ranges of a cluster. */
export const CLUSTER_TYPES: readonly string[] = Object.keys(BLOCK_SOURCES).filter(type => BLOCK_SOURCES[type]!.some(({ role }) => isClusterRole(role)));
