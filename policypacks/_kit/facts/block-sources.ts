import { cloudOf } from "../type-token";
import type { BlockRole, BlockSource, ClusterRole } from "./block-source";
import { ALICLOUD_BLOCKS } from "./blocks/alicloud";
import { AWS_BLOCKS } from "./blocks/aws";
import { AZURE_BLOCKS } from "./blocks/azure";
import { GCP_BLOCKS } from "./blocks/gcp";

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
