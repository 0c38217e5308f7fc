import { type Cidr, isCidr, parseCidr } from "../../../_kit/cidr/cidr";
import type { Neighbours, Reference } from "../../../_kit/neighbours";
import { nameOf, type Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";

/** A subnet, or a subnet that a network states itself, and how many addresses it has for those who live in it. */
export interface Room {
  urn: string;
  name: string;
  /** Of IPv4; `Infinity` where it has only IPv6, which nobody uses up. */
  usable: number;
}

/** Where subnets keep their blocks. */
const BLOCKS: Record<string, readonly string[]> = {
  "aws:ec2/subnet:Subnet": ["cidrBlock"],
  "aws:ec2/defaultSubnet:DefaultSubnet": [],
  "azure-native:network:Subnet": ["addressPrefix", "addressPrefixes.*"],
  "gcp:compute/subnetwork:Subnetwork": ["ipCidrRange"],
  "alicloud:vpc/switch:Switch": ["cidrBlock"],
  "alicloud:vpc/subnet:Subnet": ["cidrBlock"],
};

/**
 * Addresses of each block that the cloud keeps for itself:
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html, https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq,
 * https://cloud.google.com/vpc/docs/subnets#unusable-ip-addresses-in-every-subnet, https://www.alibabacloud.com/help/en/vpc/user-guide/create-and-manage-vswitch
 */
const RESERVED: Partial<Record<NonNullable<Subject["cloud"]>, number>> = { aws: 5, "azure-native": 5, gcp: 4, alicloud: 4 };

export const SUBNET_TYPES: readonly string[] = Object.keys(BLOCKS);

/** The subnets that a resource is or states. @throws {Undecided} where a block is not known */
export function roomsIn(subject: Subject): Room[] {
  if (subject.type !== "azure-native:network:VirtualNetwork") return [{ urn: subject.urn, name: subject.name, usable: usableOf(subject, (BLOCKS[subject.type] ?? []).flatMap(path => subject.props.find(path))) }];
  return subject.props.find("subnets.*").map(subnet => ({
    urn: subject.urn,
    name: subnet.at("name").text() ?? subnet.path,
    usable: usableOf(subject, ["addressPrefix", "addressPrefixes.*"].flatMap(path => subnet.find(path))),
  }));
}

/** The subnets that references name; `undefined` where one of them is not known here. @throws {Undecided} */
export function roomsOf(references: readonly Reference[], neighbours: Neighbours): Room[] | undefined {
  const subjects = references.map(reference => ("urn" in reference ? neighbours.subjectOf(reference.urn) : undefined));
  const rooms = subjects.flatMap(subject => (subject && (BLOCKS[subject.type]?.length ?? 0) > 0 ? roomsIn(subject) : []));
  return rooms.length > 0 && rooms.length === references.length ? rooms : undefined;
}

export function describeRooms(rooms: readonly Room[]): string {
  return rooms.map(({ urn, name }) => `"${name || nameOf(urn)}"`).join(" and ");
}

function usableOf({ cloud }: Subject, values: readonly Value[]): number {
  const blocks = values.map(value => parseCidr(value.text() ?? "")).filter((parsed): parsed is Cidr => isCidr(parsed) && parsed.family === 4);
  if (blocks.length === 0) return Infinity;
  return blocks.reduce((sum, { prefix }) => sum + Math.max(0, 2 ** (32 - prefix) - (RESERVED[cloud ?? "aws"] ?? 0)), 0);
}
