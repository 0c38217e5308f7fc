import type { Neighbours } from "../../_kit/neighbours";
import { nameOf, type Subject } from "../../_kit/resource";
import type { Value } from "../../_kit/value";

/** Properties that name the pool that a network takes its block from, by type. */
export const POOL_PROPERTIES: Record<string, readonly string[]> = {
  "aws:ec2/vpc:Vpc": ["ipv4IpamPoolId", "ipv6IpamPoolId"],
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": ["ipv4IpamPoolId"],
  "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation": ["ipv6IpamPoolId"],
  "azure-native:network:VirtualNetwork": ["addressSpace.ipamPoolPrefixAllocations.*.id"],
  "gcp:compute/subnetwork:Subnetwork": ["reservedInternalRange", "secondaryIpRanges.*.reservedInternalRange"],
  "alicloud:vpc/network:Network": ["ipv4IpamPoolId"],
  "alicloud:vpc/ipv4CidrBlock:Ipv4CidrBlock": ["ipv4IpamPoolId"],
};

const POOL_TYPES = ["aws:ec2/vpcIpamPool:VpcIpamPool", "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr", "azure-native:network:IpamPool", "gcp:networkconnectivity/internalRange:InternalRange", "alicloud:vpc/ipamIpamPool:IpamIpamPool"];

/** A pool that a network names, and what it is called: by its id, the last part of that, and in the program. @throws {Undecided} where the id is not known and the pool is not of this stack */
export interface NamedPool {
  value: Value;
  names: readonly string[];
}

export function poolsNamedBy(subject: Subject, neighbours: Neighbours): NamedPool[] {
  return (POOL_PROPERTIES[subject.type] ?? []).flatMap(path => {
    const urns = (subject.resource.dependencies?.[path.split(".", 1)[0]!] ?? []).filter(urn => POOL_TYPES.includes(neighbours.subjectOf(urn)?.type ?? ""));
    return subject.props.find(path).map(value => ({ value, names: [...urns.map(nameOf), ...(value.isUnknown && urns.length > 0 ? [] : namesIn(value.text() ?? ""))] }));
  });
}

function namesIn(id: string): string[] {
  return [id, id.slice(id.lastIndexOf("/") + 1)];
}
