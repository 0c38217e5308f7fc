/**
 * What a block is for. `network`: it is a network of its own, and no other network of the estate should use its addresses.
 * `subnet`: it lies inside a network and shares nothing with its siblings there.
 */
export type BlockRole = "network" | "subnet";

export interface BlockSource {
  role: BlockRole;
  /** Patterns for `Value.find`. */
  paths: readonly string[];
  /** A block that the cloud gives unless the property at this path is `false`. */
  implied?: { path: string; cidr: string };
  /** The property that says which network a subnet, or an added block of a network, belongs to. Without one it is the resource itself. */
  network?: string;
}

/** Types that are networks: what `BlockSource.network` refers to. */
export const NETWORK_TYPES: readonly string[] = [
  "aws:ec2/vpc:Vpc",
  "aws-native:ec2:VPC",
  "azure-native:network:VirtualNetwork",
  "gcp:compute/network:Network",
  "alicloud:vpc/network:Network",
];

/** Every property that gives a network or a subnet its addresses, by normalised type. The one table of them. */
export const BLOCK_SOURCES: Record<string, readonly BlockSource[]> = {
  "aws:ec2/vpc:Vpc": [{ role: "network", paths: ["cidrBlock", "ipv6CidrBlock"] }],
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": [{ role: "network", paths: ["cidrBlock"], network: "vpcId" }],
  "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation": [{ role: "network", paths: ["ipv6CidrBlock"], network: "vpcId" }],
  "aws:ec2/subnet:Subnet": [{ role: "subnet", paths: ["cidrBlock", "ipv6CidrBlock"], network: "vpcId" }],
  "aws-native:ec2:VPC": [{ role: "network", paths: ["cidrBlock"] }],
  "aws-native:ec2:VPCCidrBlock": [{ role: "network", paths: ["cidrBlock", "ipv6CidrBlock"], network: "vpcId" }],
  "aws-native:ec2:VpcCidrBlock": [{ role: "network", paths: ["cidrBlock", "ipv6CidrBlock"], network: "vpcId" }],
  "aws-native:ec2:Subnet": [{ role: "subnet", paths: ["cidrBlock", "ipv6CidrBlock"], network: "vpcId" }],
  "azure-native:network:VirtualNetwork": [
    { role: "network", paths: ["addressSpace.addressPrefixes.*"] },
    { role: "subnet", paths: ["subnets.*.addressPrefix", "subnets.*.addressPrefixes.*"] },
  ],
  "azure-native:network:Subnet": [{ role: "subnet", paths: ["addressPrefix", "addressPrefixes.*"], network: "virtualNetworkName" }],
  "azure-native:network:VirtualHub": [{ role: "network", paths: ["addressPrefix"] }],
  // In auto mode, the default, every region gets a subnetwork of this range: https://cloud.google.com/vpc/docs/subnets#ip-ranges
  "gcp:compute/network:Network": [{ role: "network", paths: [], implied: { path: "autoCreateSubnetworks", cidr: "10.128.0.0/9" } }],
  // Otherwise a network of Google Cloud has no addresses of its own: what its subnetworks have is what the network has.
  "gcp:compute/subnetwork:Subnetwork": [{ role: "network", paths: ["ipCidrRange", "secondaryIpRanges.*.ipCidrRange"] }],
  "alicloud:vpc/network:Network": [{ role: "network", paths: ["cidrBlock", "secondaryCidrBlocks.*"] }],
  "alicloud:vpc/ipv4CidrBlock:Ipv4CidrBlock": [{ role: "network", paths: ["secondaryCidrBlock"], network: "vpcId" }],
  "alicloud:vpc/switch:Switch": [{ role: "subnet", paths: ["cidrBlock"], network: "vpcId" }],
  "alicloud:vpc/subnet:Subnet": [{ role: "subnet", paths: ["cidrBlock"], network: "vpcId" }],
};

/** The role of a block that is known by type and path only, as one in a snapshot. */
export function roleOf(type: string, path: string): BlockRole | undefined {
  const pattern = path.replace(/\[\d+\]/g, ".*");
  return BLOCK_SOURCES[type]?.find(source => source.paths.includes(pattern) || source.implied?.path === pattern)?.role;
}
