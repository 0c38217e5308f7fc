import { contains, formatCidr } from "../_kit/cidr/cidr";
import { nextFreeBlock } from "../_kit/cidr/free-block";
import type { Block } from "../_kit/facts";
import { BLOCK_SOURCES } from "../_kit/facts/block-sources";
import type { Neighbours } from "../_kit/neighbours";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import { nameOf } from "../_kit/resource";
import type { SnapshotBlock } from "../_kit/snapshot";
import { Undecided } from "../_kit/undecided";
import { unknown } from "../_kit/wire";
import { blocksIn, type PlacedBlock, readBlock } from "./_shared/blocks";
import { heldBy, INNER_ROLES, siblingsIn, unknownBlockOf } from "./_shared/container-blocks";
import { containerOf, type Node } from "./_shared/domains/nodes";

const INNER_TYPES = Object.keys(BLOCK_SOURCES).filter(type => BLOCK_SOURCES[type]!.some(({ role }) => INNER_ROLES.has(role)));

export const policy = definePolicy({
  id: "network-subnet-outside-vpc",
  title: "A subnet lies inside its network",
  severity: "high",
  enforcement: "mandatory",
  why: "The cloud refuses such a subnet, but only in the middle of an update, when the network and what came before are created already.",
  fix: "Take a block out of those of the network, or add a block to the network.",
  types: INNER_TYPES,
  needs: "estate",
  check(subject, report, { neighbours }) {
    report.each(blocksIn(subject).filter(({ block }) => INNER_ROLES.has(block.role)), ({ block, cidr = readBlock(block) }) => {
      const outer = cidr && containerOf(subject, block.source, neighbours);
      if (!cidr || outer === undefined) return;
      const held = heldBy(outer, neighbours);
      if (held?.overlapping(cidr).some(placed => contains(placed.cidr, cidr))) return;
      const missing = unknownBlockOf(outer, neighbours);
      if (missing) throw new Undecided(`${missing} of "${nameOf(outer)}"`, "not known yet");
      // What nobody in the estate manages: what it has is not known here.
      const blocks = held?.all().filter(placed => placed.cidr.family === cidr.family) ?? [];
      if (blocks.length === 0) return;
      const what = block.role === "reservation" ? "subnet" : "network";
      report(`${block.value.path} ${block.value} is outside its ${what} "${nameOf(outer)}"${stackText(blocks)}, which has ${blocks.map(({ owner }) => owner.shown).join(" and ")}.`, {
        fix: fixFor({ block, outer, neighbours }, blocks),
        related: outer === subject.urn ? [] : [outer],
      });
    });
  },
  examples: {
    good: [
      { title: "a subnet inside its VPC", resources: [vpc("10.0.0.0/16"), subnet("10.0.1.0/24")] },
      { title: "a subnet inside an added block", resources: [vpc("10.0.0.0/16"), addedBlock("10.7.0.0/16"), subnet("10.7.1.0/24")] },
      { title: "inline subnets inside the address space", resources: [vnet(["10.0.0.0/16"], ["10.0.0.0/24", "10.0.1.0/24"])] },
      { title: "a subnet of a VPC that another stack has", resources: [subnetOf("vpc-1", "10.0.1.0/24")], estate: { blocks: [sharedVpc("10.0.0.0/16")] } },
      { title: "a reservation inside its subnet", resources: [vpc("10.0.0.0/16"), subnet("10.0.1.0/24"), reservation("10.0.1.64/26")] },
      { title: "a vSwitch inside its VPC", resources: [alicloudVpc("172.16.0.0/12"), vswitch("172.16.4.0/24")] },
    ],
    bad: [
      { title: "a subnet of another VPC's addresses", resources: [vpc("10.0.0.0/16"), subnet("10.1.1.0/24")], says: ["10.1.1.0/24 is outside", "10.0.0.0/16", "10.0.0.0/24"] },
      { title: "a subnet outside a VPC that another stack has", resources: [subnetOf("vpc-1", "10.1.1.0/24")], estate: { blocks: [sharedVpc("10.0.0.0/16")] }, says: ['outside its network "shared" of stack core/prod, which has 10.0.0.0/16', "10.0.0.0/24"] },
      { title: "a reservation outside its subnet", resources: [vpc("10.0.0.0/16"), subnet("10.0.1.0/24"), reservation("10.0.2.64/26")], says: ['10.0.2.64/26 is outside its subnet "apps", which has 10.0.1.0/24'] },
      { title: "a subnet wider than its VPC", resources: [vpc("10.0.0.0/24"), subnet("10.0.0.0/16")], says: ["10.0.0.0/16 is outside"] },
      { title: "an inline subnet outside the address space", resources: [vnet(["10.0.0.0/16"], ["10.0.0.0/24", "10.1.0.0/24"])], says: ["subnets[1].addressPrefix 10.1.0.0/24"] },
      { title: "a subnet outside the virtual network it names", resources: [vnet(["10.0.0.0/16"], []), azureSubnet("10.5.0.0/24")], says: ["10.5.0.0/24 is outside"] },
      { title: "a vSwitch outside its VPC", resources: [alicloudVpc("172.16.0.0/16"), vswitch("172.17.4.0/24")], says: ["172.17.4.0/24 is outside"] },
    ],
  },
});

function stackText([first]: readonly PlacedBlock[]): string {
  return first?.owner.stack === undefined ? "" : ` of stack ${first.owner.stack}`;
}

function fixFor({ block, outer, neighbours }: { block: Block; outer: Node; neighbours: Neighbours }, held: readonly PlacedBlock[]): string {
  if (block.role === "reservation") return "Reserve a block out of that of the subnet.";
  const cidr = readBlock(block);
  if (!cidr || block.value.isSecret || held.some(({ owner }) => owner.isSecret)) return "Take a block out of those of the network, or add a block to the network.";
  const free = nextFreeBlock({ instead: cidr, taken: siblingsIn(outer, neighbours) ?? [], within: held.map(placed => placed.cidr) });
  return free ? `Use ${formatCidr(free)}, which is free there, or add a block to the network.` : `No /${cidr.prefix} is free there: add a block to the network, or use a smaller subnet.`;
}

function vpc(cidrBlock: string): ExampleResource {
  return { type: "aws:ec2/vpc:Vpc", name: "main", inputs: { cidrBlock } };
}

function addedBlock(cidrBlock: string): ExampleResource {
  return { type: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", name: "more", inputs: { vpcId: unknown, cidrBlock }, uses: { vpcId: "main" } };
}

function subnet(cidrBlock: string): ExampleResource {
  return { type: "aws:ec2/subnet:Subnet", name: "apps", inputs: { vpcId: unknown, cidrBlock }, uses: { vpcId: "main" } };
}

function subnetOf(vpcId: string, cidrBlock: string): ExampleResource {
  return { type: "aws:ec2/subnet:Subnet", name: "apps", inputs: { vpcId, cidrBlock } };
}

function reservation(cidrBlock: string): ExampleResource {
  return { type: "aws:ec2/subnetCidrReservation:SubnetCidrReservation", name: "kept", inputs: { subnetId: unknown, cidrBlock, reservationType: "prefix" }, uses: { subnetId: "apps" } };
}

function sharedVpc(cidr: string): SnapshotBlock {
  return { stack: "core/prod", urn: "urn:pulumi:prod::core::aws:ec2/vpc:Vpc::shared", type: "aws:ec2/vpc:Vpc", id: "vpc-1", path: "cidrBlock", cidr };
}

function vnet(addressPrefixes: string[], subnets: string[]): ExampleResource {
  const inline = subnets.map((addressPrefix, i) => ({ name: `s${i}`, addressPrefix }));
  return { type: "azure-native:network:VirtualNetwork", inputs: { virtualNetworkName: "main", addressSpace: { addressPrefixes }, subnets: inline } };
}

function azureSubnet(addressPrefix: string): ExampleResource {
  return { type: "azure-native:network:Subnet", name: "apps", inputs: { virtualNetworkName: "main", addressPrefix } };
}

function alicloudVpc(cidrBlock: string): ExampleResource {
  return { type: "alicloud:vpc/network:Network", inputs: { cidrBlock } };
}

function vswitch(cidrBlock: string): ExampleResource {
  return { type: "alicloud:vpc/switch:Switch", name: "apps", inputs: { vpcId: unknown, cidrBlock }, uses: { vpcId: "main" } };
}
