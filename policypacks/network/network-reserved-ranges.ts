import * as z from "zod/mini";
import { type Cidr, contains, formatCidr, isCidr, parseCidr } from "../_kit/cidr/cidr";
import { cidrOption } from "../_kit/cidr/cidr-option";
import { fileOption } from "../_kit/config/file-options";
import type { Block } from "../_kit/facts";
import type { BlockRole } from "../_kit/facts/block-source";
import { BLOCK_SOURCES } from "../_kit/facts/block-sources";
import { definePolicy, type ExampleResource, type PolicyContext } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { unknown, type WireObject } from "../_kit/wire";
import { blocksIn, readBlock } from "./_shared/blocks";
import { freeNetwork } from "./_shared/free-network";
import { BUILT_IN_IDS, BUILT_IN_RANGES, type BuiltInRange, type RangeLevel } from "./_shared/reserved/built-in-ranges";
import { DOCKER_HOSTS, judgeDockerHost } from "./_shared/reserved/judge-docker-host";

const level = z.enum(["refuse", "advise", "allow"]);
const range = z.strictObject({ name: z.string(), cidr: cidrOption, level: z.prefault(level, "refuse") });
const options = z.strictObject({
  ranges: fileOption(z.prefault(z.array(range), [])).register(z.globalRegistry, {
    description: "ranges that no network may use, each with a name and a cidr, as those of offices and data centres; `level` is `refuse`, `advise` or `allow`; the list or a file that holds it",
  }),
  builtIn: z.prefault(z.strictObject(Object.fromEntries(BUILT_IN_IDS.map(id => [id, z.optional(level)]))), {}).register(z.globalRegistry, {
    description: "another level for ranges that are known: by default those that work nowhere are refused, and what is a matter of taste (docker, shared-address-space, eks-services, aks-services, aks-pods) is allowed",
  }),
});
type Context = PolicyContext<z.output<typeof options>>;

/** Subnets are in a network that is judged, and what is behind a VPN is where such ranges are. */
const ROLES: ReadonlySet<BlockRole> = new Set(["network", "client", "pods", "services", "master"]);
const TYPES = Object.keys(BLOCK_SOURCES).filter(type => BLOCK_SOURCES[type]!.some(({ role }) => ROLES.has(role)));

interface Reserved {
  cidr: Cidr;
  /** After the range. */
  meaning: string;
  level: RangeLevel;
}

export const policy = definePolicy({
  id: "network-reserved-ranges",
  title: "Networks use no addresses that are reserved",
  severity: "high",
  enforcement: "mandatory",
  why: "Addresses of an office or a data centre cannot be reached from a network that has the same, and some ranges mean something else to every host: what is given one of their addresses is never reached.",
  fix: "Take a block that is not reserved.",
  types: [...TYPES, ...Object.keys(DOCKER_HOSTS)],
  needs: "estate",
  options,
  check(subject, report, context) {
    if (DOCKER_HOSTS[subject.type]) judgeDockerHost(subject, report, context.neighbours);
    const reserved = reservedFor(subject, context);
    report.each(blocksIn(subject).filter(({ block }) => ROLES.has(block.role)), ({ block, cidr = readBlock(block) }) => {
      const found = cidr && reserved.filter(one => contains(one.cidr, cidr) || contains(cidr, one.cidr)).sort((a, b) => Number(a.level === "advise") - Number(b.level === "advise"))[0];
      if (!cidr || !found) return;
      report(`${block.value.path} ${block.value} shares addresses with ${formatCidr(found.cidr)}, which is ${found.meaning}.`, {
        fix: fixFor(block, cidr, reserved, context),
        ...(found.level === "advise" ? { level: "advisory" as const } : {}),
      });
    });
  },
  examples: {
    good: [
      { title: "ordinary networks", resources: [vpc("10.0.0.0/16"), vnet("172.16.0.0/16"), subnetwork("192.168.0.0/20"), alicloudVpc("172.16.0.0/12")] },
      { title: "a VPC with the addresses of carriers, as EKS documents it for pods", resources: [vpc("100.64.0.0/16")] },
      { title: "a network next to that of the office", resources: [vpc("10.1.0.0/16")], options: { ranges: [office()] } },
      { title: "a notebook outside what Docker takes", resources: [vpc("10.0.0.0/16"), subnet("10.0.0.0/24"), notebook()] },
    ],
    bad: [
      { title: "a VPC in the range of the office", resources: [vpc("10.200.8.0/21")], options: { ranges: [office()] }, says: ["10.200.8.0/21", "10.200.0.0/16, which is reserved for office Berlin", "10.201.0.0/21"] },
      { title: "a virtual network around the range of the office", resources: [vnet("10.0.0.0/8")], options: { ranges: [office()] }, says: ["office Berlin"] },
      { title: "a subnetwork in a range for documentation", resources: [subnetwork("203.0.113.0/24")], says: ["documentation"] },
      { title: "a VPC in a range for benchmarks", resources: [alicloudVpc("198.18.0.0/16")], says: ["benchmarks"] },
      { title: "a VPC in the addresses of carriers where these are refused", resources: [vpc("100.64.0.0/16")], options: { builtIn: { "shared-address-space": "refuse" } }, says: ["carriers"] },
      { title: "a virtual network where no host is", resources: [vnet("0.1.0.0/16")], says: ["hosts that have no address"] },
      { title: "link-local addresses of IPv6", resources: [vnet("fe80::/64")], says: ["link-local"] },
      { title: "link-local addresses", resources: [vpc("169.254.0.0/24")], says: ["link-local"] },
      { title: "pods in the range of the office", resources: [{ type: "azure-native:containerservice:ManagedCluster", inputs: { networkProfile: { podCidr: "10.200.0.0/16" } } }], options: { ranges: [office()] }, says: ["podCidr 10.200.0.0/16"] },
      { title: "a notebook in what Docker takes", resources: [vpc("172.17.0.0/16"), subnet("172.17.4.0/24"), notebook()], says: ["172.17.4.0/24", "SageMaker"] },
    ],
  },
});

function reservedFor({ cloud }: Subject, { options: { ranges, builtIn } }: Context): Reserved[] {
  const own = ranges.map(({ name, cidr, level: of }) => ({ cidr, meaning: `reserved for ${name}`, level: of }));
  const known = BUILT_IN.filter(({ saidOf, cidr }) => !cloud || cidr.family === 6 || !saidOf.includes(cloud)).map(one => ({ ...one, level: builtIn[one.id] ?? one.level }));
  return [...own, ...known].filter(one => one.level !== "allow");
}

const BUILT_IN = BUILT_IN_IDS.flatMap(id => {
  const { cidrs, meaning, level: of, saidOf = [] }: BuiltInRange = BUILT_IN_RANGES[id];
  return cidrs.map(text => parseCidr(text)).filter(isCidr).map(cidr => ({ id, cidr, meaning, level: of, saidOf }));
});

function fixFor(block: Block, cidr: Cidr, reserved: readonly Reserved[], { neighbours }: Context): string {
  const free = block.value.isSecret ? undefined : freeNetwork({ instead: cidr, neighbours, barred: reserved.map(one => one.cidr) });
  return free ? `Use ${free}, the next /${cidr.prefix} that is free and not reserved.` : "Take a block that is not reserved.";
}

function office(): { name: string; cidr: string } {
  return { name: "office Berlin", cidr: "10.200.0.0/16" };
}

function vpc(cidrBlock: string): ExampleResource {
  return { type: "aws:ec2/vpc:Vpc", inputs: { cidrBlock } };
}

function subnet(cidrBlock: string): ExampleResource {
  return { type: "aws:ec2/subnet:Subnet", name: "data", inputs: { vpcId: unknown, cidrBlock }, uses: { vpcId: "main" } };
}

function notebook(): ExampleResource {
  return { type: "aws:sagemaker/notebookInstance:NotebookInstance", name: "lab", inputs: { subnetId: unknown }, uses: { subnetId: "data" } };
}

function vnet(prefix: string): ExampleResource {
  return { type: "azure-native:network:VirtualNetwork", inputs: { addressSpace: { addressPrefixes: [prefix] } } };
}

function subnetwork(ipCidrRange: string): ExampleResource {
  return { type: "gcp:compute/subnetwork:Subnetwork", inputs: { network: "main", ipCidrRange } satisfies WireObject };
}

function alicloudVpc(cidrBlock: string): ExampleResource {
  return { type: "alicloud:vpc/network:Network", inputs: { cidrBlock } };
}
