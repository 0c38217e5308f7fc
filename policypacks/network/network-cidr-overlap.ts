import * as z from "zod/mini";
import type { BlockIndex, Placed } from "../_kit/cidr/block-index";
import { type Cidr, contains, formatCidr } from "../_kit/cidr/cidr";
import { cidrOption } from "../_kit/cidr/cidr-option";
import { nextFreeBlock } from "../_kit/cidr/free-block";
import { type Block, blocksOf } from "../_kit/facts";
import { BLOCK_SOURCES } from "../_kit/facts/block-sources";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Neighbours } from "../_kit/neighbours";
import type { Subject } from "../_kit/resource";
import type { SnapshotBlock } from "../_kit/snapshot";
import { unknown } from "../_kit/wire";
import { blocksOfNetworks, describeOwner, networkBlocks, networkKey, networkOf, type OwnedBlock, readBlock, siblingBlocks } from "./_shared/blocks";

const options = z.strictObject({
  reusable: z.prefault(z.array(cidrOption), []).register(z.globalRegistry, { description: "ranges that several networks may use, because nothing is routed between them" }),
});

/** A block as it is judged, and what it is compared with. */
interface Judged {
  subject: Subject;
  block: Block;
  cidr: Cidr;
  index: BlockIndex<OwnedBlock>;
  neighbours: Neighbours;
}

export const policy = definePolicy({
  id: "network-cidr-overlap",
  title: "Networks of the estate, and subnets of one network, share no addresses",
  severity: "high",
  enforcement: "mandatory",
  why: "Networks that overlap can never be peered, attached to one transit gateway or joined by VPN, and neither can be renumbered while it is in use. Clouds do not check it: it is found out on the day they are to be connected.",
  fix: "Take a block that no other network uses.",
  types: Object.keys(BLOCK_SOURCES),
  needs: "estate",
  options,
  check(subject, report, { options: { reusable }, neighbours }) {
    report.each(blocksOf(subject), block => {
      const cidr = readBlock(block);
      if (!cidr || reusable.some(range => contains(range, cidr))) return;
      const index = comparedWith(block, subject, neighbours);
      if (!index) return;
      const judged = { subject, block, cidr, index, neighbours };
      for (const clash of index.overlapping(cidr)) {
        if (!isTold(clash, judged)) continue;
        report(messageOf(clash, judged), { fix: fixFor(judged), related: clash.owner.urn === subject.urn ? [] : [clash.owner.urn] });
      }
    });
  },
  examples: {
    good: [
      { title: "VPCs next to each other", resources: [vpc("a", "10.0.0.0/16"), vpc("b", "10.1.0.0/16")] },
      { title: "a VPC next to one of another stack", resources: [vpc("a", "10.0.0.0/16")], estate: { blocks: [usedElsewhere("10.1.0.0/16")] } },
      { title: "a subnet inside its own VPC", resources: [vpc("a", "10.0.0.0/16"), subnet("s1", "10.0.1.0/24"), subnet("s2", "10.0.2.0/24")] },
      { title: "VPCs in a range that is declared reusable", resources: [vpc("a", "100.64.0.0/16"), vpc("b", "100.64.0.0/16")], options: { reusable: ["100.64.0.0/10"] } },
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

/** Networks are compared with networks, subnets with the other subnets of their network. @throws {Undecided} where the network is not known */
function comparedWith(block: Block, subject: Subject, neighbours: Neighbours): BlockIndex<OwnedBlock> | undefined {
  if (block.role === "network") return neighbours.index(networkBlocks);
  return neighbours.index(siblingBlocks).get(networkKey(networkOf(subject, block, neighbours)) ?? "");
}

/** Each pair once: inside a resource at the later path, inside a stack at the later resource, across stacks always here. */
function isTold({ owner }: Placed<OwnedBlock>, { subject, block, neighbours }: Judged): boolean {
  if (owner.urn === subject.urn) return owner.path < block.value.path;
  return owner.stack !== undefined || neighbours.tellsPair(subject.urn, owner.urn);
}

function messageOf({ cidr: other, owner }: Placed<OwnedBlock>, { block, cidr }: Judged): string {
  const isSame = formatCidr(other) === formatCidr(cidr);
  return `${block.value.path} ${block.value} ${isSame ? "is also the block" : `overlaps ${owner.shown}`} of ${describeOwner(owner)}.`;
}

function fixFor({ subject, block, cidr, index, neighbours }: Judged): string {
  if (block.isImplied) return `Set ${block.value.path} to false and make subnetworks with blocks of their own.`;
  const own = block.role === "subnet" ? networkKey(networkOf(subject, block, neighbours)) : undefined;
  const held = own === undefined ? undefined : neighbours.index(blocksOfNetworks).get(own)?.all();
  // The next free block would tell what the secret one is.
  if (block.value.isSecret || held?.some(({ owner }) => owner.isSecret)) return "Take a block that no other network uses.";
  const pools = held?.map(placed => placed.cidr);
  const taken = index.all().map(placed => placed.cidr);
  const free = nextFreeBlock({ instead: cidr, taken, ...(pools ? { within: pools } : {}) });
  if (free) return `Use ${formatCidr(free)}, the next free /${cidr.prefix}.`;
  return `No /${cidr.prefix} is free ${pools ? "in its network" : "in the private ranges"}: use a smaller block, or give one back.`;
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
