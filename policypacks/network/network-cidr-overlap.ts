import * as z from "zod/mini";
import { contains } from "../_kit/cidr/cidr";
import { cidrOption } from "../_kit/cidr/cidr-option";
import type { Block } from "../_kit/facts";
import { BLOCK_SOURCES, CLUSTER_TYPES } from "../_kit/facts/block-sources";
import { CONNECTION_SOURCES } from "../_kit/facts/connection-sources";
import { definePolicy, type ExampleResource, type PolicyContext, type Report } from "../_kit/policy";
import type { Neighbours } from "../_kit/neighbours";
import type { Subject } from "../_kit/resource";
import type { SnapshotBlock } from "../_kit/snapshot";
import { ifKnown } from "../_kit/undecided";
import { unknown } from "../_kit/wire";
import { blocksIn, readBlock } from "./_shared/blocks";
import { INNER_ROLES } from "./_shared/container-blocks";
import { containerOf, type Node } from "./_shared/domains/nodes";
import { clashesOf } from "./_shared/overlap/clashes";
import { judgeConnection } from "./_shared/overlap/judge-connection";
import { type Found, reportClashes } from "./_shared/overlap/report-clashes";

const options = z.strictObject({
  reusable: z.prefault(z.array(cidrOption), []).register(z.globalRegistry, { description: "ranges that several networks may use, because nothing is routed between them" }),
  unconnected: z
    .prefault(z.enum(["refuse", "advise", "allow"]), "refuse")
    .register(z.globalRegistry, { description: "what becomes of networks that overlap and are not known to be connected (peering, transit gateways, hubs, VPN): `refuse`, `advise` or `allow`" }),
});

const TYPES = new Set([...Object.keys(BLOCK_SOURCES), ...Object.keys(CONNECTION_SOURCES)]);

export const policy = definePolicy({
  id: "network-cidr-overlap",
  title: "Networks of the estate, and subnets of one network, share no addresses",
  severity: "high",
  enforcement: "mandatory",
  why: "Networks that overlap can never be peered, attached to one transit gateway or joined by VPN, and neither can be renumbered while it is in use. Clouds do not check it: it is found out on the day they are to be connected.",
  fix: "Take a block that no other network uses.",
  types: [...TYPES].filter(type => !CLUSTER_TYPES.includes(type)),
  needs: "estate",
  options,
  check(subject, report, context) {
    reportClashes(clashesIn(subject, report, context), report);
    if (context.options.unconnected !== "refuse") judgeConnection(subject, report, context.neighbours);
  },
  examples: {
    good: [
      { title: "VPCs next to each other", resources: [vpc("a", "10.0.0.0/16"), vpc("b", "10.1.0.0/16")] },
      { title: "a VPC next to one of another stack", resources: [vpc("a", "10.0.0.0/16")], estate: { blocks: [usedElsewhere("10.1.0.0/16")] } },
      { title: "a subnet inside its own VPC", resources: [vpc("a", "10.0.0.0/16"), subnet("s1", "10.0.1.0/24"), subnet("s2", "10.0.2.0/24")] },
      { title: "VPCs in a range that is declared reusable", resources: [vpc("a", "100.64.0.0/16"), vpc("b", "100.64.0.0/16")], options: { reusable: ["100.64.0.0/10"] } },
      { title: "VPCs that nothing connects, where that is allowed", resources: [vpc("a", "10.0.0.0/16"), vpc("b", "10.0.0.0/16")], options: { unconnected: "allow" } },
      { title: "virtual networks next to each other", resources: [vnet("a", ["10.0.0.0/16", "10.1.0.0/16"]), vnet("b", ["10.2.0.0/16"])] },
      { title: "ranges of subnetworks next to each other", resources: [subnetwork("a", "10.0.0.0/20", "10.4.0.0/14"), subnetwork("b", "10.0.16.0/20", "10.8.0.0/14")] },
      { title: "Alicloud VPCs next to each other", resources: [alicloudVpc("a", "172.16.0.0/16"), alicloudVpc("b", "172.17.0.0/16")] },
    ],
    bad: [
      { title: "two VPCs with one block", resources: [vpc("a", "10.0.0.0/16"), vpc("b", "10.0.0.0/16")], says: ["10.0.0.0/16 is also the block", '"a"', "10.1.0.0/16"] },
      {
        title: "a VPC inside one of another stack",
        resources: [vpc("a", "10.0.0.0/16")],
        estate: { blocks: [usedElsewhere("10.0.0.0/14")] },
        says: ["10.0.0.0/16 overlaps 10.0.0.0/14", "of stack core/prod", "10.4.0.0/16"],
      },
      {
        title: "VPCs with one block that are peered, where only such are refused",
        resources: [vpc("a", "10.0.0.0/16"), vpc("b", "10.0.0.0/16"), { type: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection", name: "ab", inputs: { vpcId: unknown, peerVpcId: unknown }, uses: { vpcId: "a", peerVpcId: "b" } }],
        options: { unconnected: "allow" },
        says: ['which it is connected with through VPC peering "ab"'],
      },
      { title: "sibling subnets that overlap", resources: [vpc("a", "10.0.0.0/16"), subnet("s1", "10.0.0.0/23"), subnet("s2", "10.0.1.0/24")], says: ["10.0.1.0/24", "10.0.2.0/24"] },
      { title: "a virtual network with a prefix of another", resources: [vnet("a", ["10.0.0.0/16"]), vnet("b", ["10.9.0.0/16", "10.0.128.0/17"])], says: ["addressSpace.addressPrefixes[1] 10.0.128.0/17"] },
      { title: "a secondary range inside another subnetwork's", resources: [subnetwork("a", "10.0.0.0/20", "10.4.0.0/14"), subnetwork("b", "10.5.0.0/20", "10.8.0.0/14")], says: ["10.4.0.0/14"] },
      {
        title: "an auto-mode network over a subnetwork of another stack",
        resources: [{ type: "gcp:compute/network:Network", inputs: {} }],
        estate: { blocks: [usedElsewhere("10.132.0.0/20")] },
        says: ["10.128.0.0/9", "10.132.0.0/20", "Set autoCreateSubnetworks to false"],
      },
      { title: "Alicloud VPCs with one block", resources: [alicloudVpc("a", "172.16.0.0/12"), alicloudVpc("b", "172.16.0.0/12")], says: ["172.16.0.0/12"] },
    ],
  },
});

function clashesIn(subject: Subject, report: Report, { options: { reusable, unconnected }, neighbours }: PolicyContext<z.infer<typeof options>>): Found[] {
  const found: Found[] = [];
  report.each(blocksIn(subject), ({ block, cidr = readBlock(block) }) => {
    if (!cidr || reusable.some(range => contains(range, cidr))) return;
    const node = nodeToJudge(subject, block, neighbours);
    if (node === undefined) return;
    const judged = { subject, block, cidr, node, neighbours, unconnected };
    for (const clash of clashesOf(judged)) found.push({ judged, clash });
  });
  return found;
}

/** A block added to a network that is not known yet still is a block that others must not use. @throws {Undecided} for a subnet */
function nodeToJudge(subject: Subject, { source, role }: Block, neighbours: Neighbours): Node | undefined {
  if (source.network === undefined) return subject.urn;
  return INNER_ROLES.has(role) ? containerOf(subject, source, neighbours) : (ifKnown(() => containerOf(subject, source, neighbours)) ?? subject.urn);
}

function vpc(name: string, cidrBlock: string): ExampleResource {
  return { type: "aws:ec2/vpc:Vpc", name, inputs: { cidrBlock } };
}

function subnet(name: string, cidrBlock: string): ExampleResource {
  return { type: "aws:ec2/subnet:Subnet", name, inputs: { vpcId: unknown, cidrBlock }, uses: { vpcId: "a" } };
}

function vnet(name: string, addressPrefixes: string[]): ExampleResource {
  return { type: "azure-native:network/v20240101:VirtualNetwork", name, inputs: { addressSpace: { addressPrefixes } } };
}

function subnetwork(name: string, ipCidrRange: string, pods: string): ExampleResource {
  return { type: "gcp:compute/subnetwork:Subnetwork", name, inputs: { network: "main", ipCidrRange, secondaryIpRanges: [{ rangeName: "pods", ipCidrRange: pods }] } };
}

function alicloudVpc(name: string, cidrBlock: string): ExampleResource {
  return { type: "alicloud:vpc/network:Network", name, inputs: { cidrBlock } };
}

function usedElsewhere(cidr: string): SnapshotBlock {
  return { stack: "core/prod", urn: "urn:pulumi:prod::core::aws:ec2/vpc:Vpc::core", type: "aws:ec2/vpc:Vpc", path: "cidrBlock", cidr };
}
