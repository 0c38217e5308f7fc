import * as z from "zod/mini";
import { contains, isCidr, parseCidr } from "../_kit/cidr/cidr";
import type { BlockRole } from "../_kit/facts/block-source";
import { BLOCK_SOURCES } from "../_kit/facts/block-sources";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { WireObject } from "../_kit/wire";
import { blocksIn, readBlock } from "./_shared/blocks";

const ULA = [parseCidr("fc00::/7")].filter(isCidr)[0]!;
/** The other half was never defined: https://www.rfc-editor.org/rfc/rfc4193#section-3.2 */
const UNDEFINED_ULA = [parseCidr("fc00::/8")].filter(isCidr)[0]!;

const options = z.strictObject({
  ula: z
    .prefault(z.enum(["allow", "require", "refuse"]), "allow")
    .register(z.globalRegistry, { description: "whether networks may have unique local addresses of IPv6 (fd00::/8): `allow`, `require` them and no others, or `refuse` them" }),
});

/** Properties that let the cloud choose a block, and whether that one is unique local. */
const CHOSEN: Record<string, { path: string; isLocal: boolean }> = {
  "aws:ec2/vpc:Vpc": { path: "assignGeneratedIpv6CidrBlock", isLocal: false },
  "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation": { path: "assignGeneratedIpv6CidrBlock", isLocal: false },
  "gcp:compute/network:Network": { path: "enableUlaInternalIpv6", isLocal: true },
  "alicloud:vpc/network:Network": { path: "enableIpv6", isLocal: false },
};

const ROLES: ReadonlySet<BlockRole> = new Set(["network"]);

export const policy = definePolicy({
  id: "network-ipv6",
  title: "IPv6 of networks is unique local, or is not, as agreed",
  severity: "medium",
  enforcement: "mandatory",
  why: "Unique local addresses are reached from inside only, and are one's own for ever; global ones need no translation and are reached as far as firewalls let them. A network of the other kind is neither reached nor closed off as the others are.",
  fix: "Take a block of the kind that is agreed.",
  types: Object.keys(BLOCK_SOURCES).filter(type => BLOCK_SOURCES[type]!.some(({ role }) => ROLES.has(role))),
  options,
  check(subject, report, { options: { ula } }) {
    if (ula === "allow") return;
    const fix = ula === "require" ? "Take a block of fd00::/8 whose next 40 bits are random (RFC 4193)." : "Take a block of global addresses.";
    report.each(blocksIn(subject).filter(({ block }) => ROLES.has(block.role) && !block.isImplied), ({ block, cidr = readBlock(block) }) => {
      if (cidr?.family !== 6) return;
      const isLocal = contains(ULA, cidr);
      if (isLocal !== (ula === "require")) report(`${block.value.path} ${block.value} is ${isLocal ? "" : "not "}a block of unique local addresses.`, { fix });
      else if (isLocal && contains(UNDEFINED_ULA, cidr)) report(`${block.value.path} ${block.value} is in fc00::/8, which nobody may assign.`, { fix });
    });
    report.each([CHOSEN[subject.type]], chosen => {
      if (!chosen || chosen.isLocal === (ula === "require") || !isChosen(subject, chosen.path)) return;
      report(`${chosen.path} lets the cloud choose a block, which is ${chosen.isLocal ? "" : "not "}one of unique local addresses.`, { fix });
    });
  },
  examples: {
    good: [
      { title: "anything where nothing is agreed", resources: [vpc({ ipv6CidrBlock: "fd12:3456:789a::/56" }), vpc({ ipv6CidrBlock: "2600:1f14::/56" }, "other")] },
      { title: "a VPC with unique local addresses", resources: [vpc({ ipv6CidrBlock: "fd12:3456:789a::/56" })], options: { ula: "require" } },
      { title: "a virtual network with global addresses", resources: [vnet("2603:1000::/48")], options: { ula: "refuse" } },
      { title: "a network with a unique local range", resources: [network({ enableUlaInternalIpv6: true, internalIpv6Range: "fd20:0:0::/48" })], options: { ula: "require" } },
      { title: "an Alicloud VPC with global addresses", resources: [alicloudVpc({ enableIpv6: true, ipv6CidrBlock: "2408:4000::/56" })], options: { ula: "refuse" } },
    ],
    bad: [
      { title: "a VPC with global addresses", resources: [vpc({ ipv6CidrBlock: "2600:1f14::/56" })], options: { ula: "require" }, says: ["2600:1f14::/56 is not a block of unique local"] },
      { title: "a block that Amazon chooses", resources: [vpc({ assignGeneratedIpv6CidrBlock: true })], options: { ula: "require" }, says: ["assignGeneratedIpv6CidrBlock"] },
      { title: "the half of the unique local addresses that was never defined", resources: [vpc({ ipv6CidrBlock: "fc00:1::/56" })], options: { ula: "require" }, says: ["fc00::/8"] },
      { title: "a virtual network with unique local addresses", resources: [vnet("fd00:db8::/48")], options: { ula: "refuse" }, says: ["fd00:db8::/48 is a block of unique local"] },
      { title: "a network with unique local addresses", resources: [network({ enableUlaInternalIpv6: true })], options: { ula: "refuse" }, says: ["enableUlaInternalIpv6"] },
      { title: "an Alicloud VPC with unique local addresses", resources: [alicloudVpc({ ipv6CidrBlock: "fd00:db8::/56" })], options: { ula: "refuse" }, says: ["fd00:db8::/56"] },
    ],
  },
});

function isChosen({ props }: Subject, path: string): boolean {
  return props.at(path).flag() === true;
}

function vpc(inputs: WireObject, name = "main"): ExampleResource {
  return { type: "aws:ec2/vpc:Vpc", name, inputs };
}

function vnet(prefix: string): ExampleResource {
  return { type: "azure-native:network:VirtualNetwork", inputs: { addressSpace: { addressPrefixes: ["10.0.0.0/16", prefix] } } };
}

function network(inputs: WireObject): ExampleResource {
  return { type: "gcp:compute/network:Network", inputs: { autoCreateSubnetworks: false, ...inputs } };
}

function alicloudVpc(inputs: WireObject): ExampleResource {
  return { type: "alicloud:vpc/network:Network", inputs: { cidrBlock: "10.0.0.0/8", ...inputs } };
}
