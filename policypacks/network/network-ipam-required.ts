import * as z from "zod/mini";
import { type Cidr, cidrAt, contains } from "../_kit/cidr/cidr";
import { cidrOption } from "../_kit/cidr/cidr-option";
import { fileOption } from "../_kit/config/file-options";
import type { Block } from "../_kit/facts";
import { BLOCK_SOURCES } from "../_kit/facts/block-sources";
import { matchesGlob } from "../_kit/glob";
import type { Neighbours } from "../_kit/neighbours";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import { unknown, type WireObject } from "../_kit/wire";
import { poolsNamedBy } from "./_shared/address-pools";
import { blocksIn, readBlock } from "./_shared/blocks";
import { freeNetwork } from "./_shared/free-network";

const pool = z.strictObject({
  name: z.string(),
  cidrs: z.prefault(z.array(cidrOption), []),
  ids: z.prefault(z.array(z.string()), []),
  stacks: z.prefault(z.array(z.string()), ["*"]),
  widest: z.optional(z.number().check(z.int(), z.minimum(0), z.maximum(128))),
});
const options = z.strictObject({
  pools: fileOption(z.prefault(z.array(pool), [])).register(z.globalRegistry, {
    description:
      "the pools that networks take their blocks from, each with a name, its ranges (cidrs), ids or names of pools of the cloud's IPAM (ids, globs), the stacks that may use it (globs) and the widest prefix length that one block may have; without pools nothing is judged",
  }),
});
type Pool = z.output<typeof pool>;

const NETWORK_TYPES = Object.keys(BLOCK_SOURCES).filter(type => BLOCK_SOURCES[type]!.some(isJudged));

export const policy = definePolicy({
  id: "network-ipam-required",
  title: "Networks take their blocks from the organisation's pools",
  severity: "medium",
  enforcement: "mandatory",
  why: "A block that was not given out by the plan is one that the plan gives to somebody else, in this cloud or another, and neither of the two can be moved then.",
  fix: "Take the block from one of the pools, or let the cloud take it from its IPAM pool.",
  types: NETWORK_TYPES,
  needs: "estate",
  options,
  check(subject, report, { options: { pools }, neighbours }) {
    const own = pools.filter(({ stacks }) => stacks.some(glob => matchesGlob(glob, subject.stack)));
    if (pools.length === 0) return;
    const named = poolsNamedBy(subject, neighbours);
    report.each(named, ({ value, names }) => {
      if (own.some(({ ids }) => ids.length === 0 || ids.some(glob => names.some(name => matchesGlob(glob, name))))) return;
      report(`${value.path} ${value} is none of the pools ${namesOf(own)}.`);
    });
    if (named.length > 0) return;
    report.each(blocksIn(subject).filter(({ block }) => isJudged(block.source)), ({ block, cidr = readBlock(block) }) => {
      const home = cidr && own.find(({ cidrs }) => cidrs.some(range => contains(range, cidr)));
      if (!cidr || (home && cidr.prefix >= (home.widest ?? 0))) return;
      const text = home ? `is wider than the pool "${home.name}" gives: /${home.widest}` : `is in none of the pools ${namesOf(own)}`;
      report(`${block.value.path} ${block.value} ${text}.`, { fix: fixFor({ block, cidr, neighbours }, home ? [home] : own) });
    });
  },
  examples: {
    good: [
      { title: "anything where no pools are named", resources: [vpc({ cidrBlock: "172.31.0.0/16" })] },
      { title: "a VPC in a pool", resources: [vpc({ cidrBlock: "10.4.0.0/16" })], options: { pools: [office()] } },
      { title: "a VPC that takes its block from a pool of the stack", resources: [awsPool(), vpc({ ipv4IpamPoolId: unknown, ipv4NetmaskLength: 20 }, { ipv4IpamPoolId: "apps" })], options: { pools: [{ name: "apps", ids: ["apps"] }] } },
      { title: "a virtual network in a pool", resources: [vnet("10.5.0.0/16")], options: { pools: [office()] } },
      { title: "subnetworks in a pool", resources: [subnetwork("10.6.0.0/20")], options: { pools: [office()] } },
      { title: "an Alicloud VPC in a pool", resources: [alicloudVpc("10.7.0.0/16")], options: { pools: [office()] } },
    ],
    bad: [
      { title: "a VPC of its own", resources: [vpc({ cidrBlock: "172.31.0.0/16" })], options: { pools: [office()] }, says: ['172.31.0.0/16 is in none of the pools "office"', "Use 10.0.0.0/16"] },
      { title: "a VPC wider than the pool gives", resources: [vpc({ cidrBlock: "10.0.0.0/10" })], options: { pools: [office()] }, says: ['wider than the pool "office" gives: /12', "/12"] },
      { title: "a VPC that takes its block from another pool", resources: [vpc({ ipv4IpamPoolId: "ipam-pool-9" })], options: { pools: [{ name: "apps", ids: ["ipam-pool-1*"] }] }, says: ['ipam-pool-9 is none of the pools "apps"'] },
      { title: "a pool that is for other stacks", resources: [vpc({ cidrBlock: "10.4.0.0/16" })], options: { pools: [{ ...office(), stacks: ["*/prod"] }] }, says: ["is in none of the pools"] },
      { title: "a virtual network of its own", resources: [vnet("192.168.0.0/16")], options: { pools: [office()] }, says: ["192.168.0.0/16"] },
      { title: "a network in auto mode", resources: [{ type: "gcp:compute/network:Network", inputs: {} }], options: { pools: [{ name: "office", cidrs: ["10.0.0.0/16"] }] }, says: ["10.128.0.0/9", "Set autoCreateSubnetworks to false"] },
      { title: "an Alicloud VPC of its own", resources: [alicloudVpc("172.16.0.0/12")], options: { pools: [office()] }, says: ["172.16.0.0/12", "Use 10.0.0.0/12"] },
    ],
  },
});

/** Networks; what VPN clients get and what is behind a VPN is not given out. */
function isJudged({ role, onlyConnected }: Block["source"]): boolean {
  return role === "network" && !onlyConnected;
}

function fixFor({ block, cidr, neighbours }: { block: Block; cidr: Cidr; neighbours: Neighbours }, pools: readonly Pool[]): string {
  if (block.isImplied) return `Set ${block.value.path} to false and make subnetworks with blocks of a pool.`;
  if (block.value.isSecret) return "Take the block from one of the pools.";
  for (const { name, cidrs, widest = 0 } of pools) {
    const instead = cidr.prefix < widest ? firstOfLength(cidr, widest) : cidr;
    const free = freeNetwork({ instead, neighbours, within: cidrs });
    if (free) return `Use ${free}, the next free /${instead.prefix} of "${name}".`;
  }
  return "Take a smaller block from one of the pools, or add a range to one.";
}

function firstOfLength({ family, first }: Cidr, prefix: number): Cidr {
  return cidrAt(family, first, prefix);
}

function namesOf(pools: readonly Pool[]): string {
  return pools.length === 0 ? "of this stack (it has none)" : pools.map(({ name }) => `"${name}"`).join(", ");
}

function office(): WireObject {
  return { name: "office", cidrs: ["10.0.0.0/8"], widest: 12 };
}

function awsPool(): ExampleResource {
  return { type: "aws:ec2/vpcIpamPool:VpcIpamPool", name: "apps", inputs: { addressFamily: "ipv4", ipamScopeId: "scope" } };
}

function vpc(inputs: WireObject, uses: Record<string, string> = {}): ExampleResource {
  return { type: "aws:ec2/vpc:Vpc", inputs, uses };
}

function vnet(prefix: string): ExampleResource {
  return { type: "azure-native:network:VirtualNetwork", inputs: { addressSpace: { addressPrefixes: [prefix] } } };
}

function subnetwork(ipCidrRange: string): ExampleResource {
  return { type: "gcp:compute/subnetwork:Subnetwork", inputs: { network: "main", ipCidrRange } };
}

function alicloudVpc(cidrBlock: string): ExampleResource {
  return { type: "alicloud:vpc/network:Network", inputs: { cidrBlock } };
}
