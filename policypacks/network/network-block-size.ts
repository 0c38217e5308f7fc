import * as z from "zod/mini";
import { formatCidr } from "../_kit/cidr/cidr";
import { cidrOption } from "../_kit/cidr/cidr-option";
import { matchesGlob } from "../_kit/glob";
import type { IndexDefinition, Neighbours } from "../_kit/neighbours";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Wire, WireObject } from "../_kit/wire";
import { unknown } from "../_kit/wire";
import { alicloudLimits } from "./_shared/block-limits/alicloud";
import { awsLimits } from "./_shared/block-limits/aws";
import { azureLimits } from "./_shared/block-limits/azure";
import type { LimitedValue, Sizes } from "./_shared/block-limits/block-limit";
import { gcpLimits } from "./_shared/block-limits/gcp";
import { judgeBlockSize } from "./_shared/block-limits/judge-block-size";

const LIMITS: Record<string, (subject: Subject) => LimitedValue[]> = { ...awsLimits, ...azureLimits, ...gcpLimits, ...alicloudLimits };

const ADDED_BLOCK = "alicloud:vpc/ipv4CidrBlock:Ipv4CidrBlock";
/** https://www.alibabacloud.com/help/en/vpc/user-guide/add-or-delete-a-secondary-cidr-block */
const MOST_ADDED_BLOCKS = 5;

const prefix = z.number().check(z.int(), z.minimum(0), z.maximum(128));
const sizes = z.strictObject({ widest: z.prefault(prefix, 0), narrowest: z.prefault(prefix, 128) });
const options = z.strictObject({
  own: z
    .prefault(z.array(z.strictObject({ types: z.array(z.string()), ipv4: z.optional(sizes), ipv6: z.optional(sizes), within: z.optional(z.array(cidrOption)) })), [])
    .register(z.globalRegistry, { description: "limits of one's own for the blocks of some types (globs over type tokens): prefix lengths, and ranges to take them from, as private ones only for IPv6" }),
});
type OwnLimit = z.output<typeof options>["own"][number];

export const policy = definePolicy({
  id: "network-block-size",
  title: "Blocks have a size, and are at a place, that the cloud takes",
  severity: "medium",
  enforcement: "mandatory",
  why: "The cloud refuses others, but only in the middle of an update. A subnet that is too small for its service is found out when the service is to be installed, and subnets cannot grow while they are in use.",
  fix: "Use a block of a size that the cloud takes.",
  types: Object.keys(LIMITS),
  options,
  check(subject, report, { options: { own }, neighbours }) {
    const values = LIMITS[subject.type]!(subject);
    report.each([...values, ...ownLimits(subject, values, own)], limited => {
      const found = judgeBlockSize(limited);
      if (found) report(`${limited.value.path} ${limited.value} ${found.message}.`, { fix: found.fix, ...(found.level ? { level: found.level } : {}) });
    });
    const tooMany = addedBeyondLimit(subject, neighbours);
    if (tooMany) report(tooMany, { fix: "Plan a wider first block, or use another VPC." });
  },
  examples: {
    good: [
      { title: "a VPC of /16 and a subnet of /28", resources: [vpc({ cidrBlock: "10.0.0.0/16", ipv6CidrBlock: "2001:db8:0:10::/56" }), { type: "aws:ec2/subnet:Subnet", inputs: { cidrBlock: "10.0.0.0/28" } }] },
      { title: "a gateway subnet of /27", resources: [vnet({ name: "GatewaySubnet", addressPrefix: "10.0.255.0/27" })] },
      { title: "a control plane of /28", resources: [gke({ masterIpv4CidrBlock: "172.16.0.0/28" })] },
      { title: "a VPC of /8", resources: [alicloudVpc({ cidrBlock: "10.0.0.0/8" })] },
      { title: "a VPC of a size that is one's own rule", resources: [vpc({ cidrBlock: "10.0.0.0/20" })], options: { own: [{ types: ["aws:ec2/vpc:*"], ipv4: { widest: 20, narrowest: 24 }, within: ["10.0.0.0/8"] }] } },
    ],
    bad: [
      { title: "a VPC of /8", resources: [vpc({ cidrBlock: "10.0.0.0/8" })], says: ["cidrBlock 10.0.0.0/8 is wider than a VPC may be: /16 to /28.", "10.0.0.0/16"] },
      { title: "a VPC of an odd size of IPv6", resources: [vpc({ ipv6CidrBlock: "2001:db8::/50" })], says: ["is not a size that a VPC may have: /44 to /60 in steps of 4.", "2001:db8::/52"] },
      { title: "a subnet of /29", resources: [{ type: "aws:ec2/subnet:Subnet", inputs: { cidrBlock: "10.0.0.8/29" } }], says: ["narrower than a subnet", "10.0.0.0/28"] },
      { title: "a length that an address pool is asked for", resources: [vpc({ ipv4NetmaskLength: 12 })], says: ["ipv4NetmaskLength 12"] },
      { title: "services of EKS at public addresses", resources: [eks({ serviceIpv4Cidr: "11.0.0.0/16" })], says: ["outside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16"] },
      { title: "a bastion subnet of /27", resources: [vnet({ name: "AzureBastionSubnet", addressPrefix: "10.0.1.0/27" })], says: ["narrower than AzureBastionSubnet may be: /26 or wider.", "10.0.1.0/26"] },
      { title: "a gateway subnet that is large enough for the smallest gateway only", resources: [vnet({ name: "GatewaySubnet", addressPrefix: "10.0.255.0/28" })], says: ["GatewaySubnet without a gateway of the Basic SKU may be: /27 or wider."] },
      { title: "a route server's subnet of the size that was enough once", resources: [vnet({ name: "RouteServerSubnet", addressPrefix: "10.0.2.0/27" })], says: ["of a new route server may be: /26 or wider."] },
      { title: "a subnet that is too small for its service", resources: [vnet({ name: "db", addressPrefix: "10.0.1.0/29", delegations: [{ serviceName: "Microsoft.DBforPostgreSQL/flexibleServers" }] })], says: ["/28 or wider"] },
      { title: "a subnet of /120", resources: [vnet({ name: "apps", addressPrefixes: ["10.0.1.0/24", "fd00::/120"] })], says: ["addressPrefixes[1] fd00::/120", "/64"] },
      { title: "a control plane of /24", resources: [gke({ masterIpv4CidrBlock: "172.16.0.0/24" })], says: ["wider than the control plane of a GKE cluster may be: /28."] },
      { title: "a proxy-only subnetwork of /28", resources: [{ type: "gcp:compute/subnetwork:Subnetwork", inputs: { purpose: "REGIONAL_MANAGED_PROXY", ipCidrRange: "10.9.0.0/28" } }], says: ["/26 or wider"] },
      { title: "a VPC in shared addresses", resources: [alicloudVpc({ cidrBlock: "100.64.0.0/16" })], says: ["touches 100.64.0.0/10"] },
      { title: "a vSwitch of /30", resources: [{ type: "alicloud:vpc/switch:Switch", inputs: { cidrBlock: "10.0.0.0/30" } }], says: ["/16 to /29"] },
      { title: "a sixth block", resources: [alicloudVpc({ cidrBlock: "10.0.0.0/16" }), ...[1, 2, 3, 4, 5, 6].map(addedBlock)], says: ["sixth"] },
      { title: "a VPC outside of one's own ranges", resources: [vpc({ cidrBlock: "172.20.0.0/16" })], options: { own: [{ types: ["*"], within: ["10.0.0.0/8"] }] }, says: ["outside 10.0.0.0/8"] },
    ],
  },
});

function ownLimits({ type }: Subject, values: readonly LimitedValue[], own: readonly OwnLimit[]): LimitedValue[] {
  return own
    .filter(({ types }) => types.some(glob => matchesGlob(glob, type)))
    .flatMap(({ ipv4, ipv6, within }) => {
      const limit = { of: "a block of this organisation", source: "`own` in the configuration of network-block-size", ...given({ ipv4, ipv6, within: within?.map(formatCidr) }) };
      return values.map(value => ({ ...value, limit }));
    });
}

function given({ ipv4, ipv6, within }: { ipv4: Sizes | undefined; ipv6: Sizes | undefined; within: string[] | undefined }): { ipv4?: Sizes; ipv6?: Sizes; within?: string[] } {
  const narrowest = (most: number, said: Sizes): Sizes => ({ ...said, narrowest: Math.min(said.narrowest, most) });
  return { ...(ipv4 && { ipv4: narrowest(32, ipv4) }), ...(ipv6 && { ipv6: narrowest(128, ipv6) }), ...(within && { within }) };
}

/** The blocks that resources of their own add to each VPC of Alibaba Cloud, by the VPC. */
const addedBlocks: IndexDefinition<Map<string, string[]>> = {
  types: [ADDED_BLOCK],
  start: () => new Map(),
  add(added, subject, neighbours) {
    const key = vpcOf(subject, neighbours);
    if (key !== undefined) added.set(key, [...(added.get(key) ?? []), subject.urn]);
  },
};

function addedBeyondLimit(subject: Subject, neighbours: Neighbours): string | undefined {
  if (subject.type === "alicloud:vpc/network:Network" && subject.props.find("secondaryCidrBlocks.*").length > MOST_ADDED_BLOCKS) return "secondaryCidrBlocks has more than five blocks, which is all that a VPC may have.";
  if (subject.type !== ADDED_BLOCK) return undefined;
  const others = neighbours.index(addedBlocks).get(vpcOf(subject, neighbours) ?? "") ?? [];
  // Of all of them those beyond the fifth are told, in the order of their names.
  const before = others.filter(urn => urn !== subject.urn && (!neighbours.knowsAll || urn < subject.urn));
  return before.length >= MOST_ADDED_BLOCKS ? "It is the sixth secondary block of its VPC or a later one, and a VPC may have five." : undefined;
}

function vpcOf(subject: Subject, neighbours: Neighbours): string | undefined {
  const vpc = neighbours.referenceOf(subject, "vpcId", ["alicloud:vpc/network:Network"]);
  return vpc && ("urn" in vpc ? vpc.urn : vpc.outside);
}

function vpc(inputs: WireObject): ExampleResource {
  return { type: "aws:ec2/vpc:Vpc", inputs };
}

function eks(kubernetesNetworkConfig: Wire): ExampleResource {
  return { type: "aws:eks/cluster:Cluster", inputs: { kubernetesNetworkConfig } };
}

function vnet(...subnets: WireObject[]): ExampleResource {
  return { type: "azure-native:network:VirtualNetwork", inputs: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] }, subnets } };
}

function gke(privateClusterConfig: Wire): ExampleResource {
  return { type: "gcp:container/cluster:Cluster", inputs: { privateClusterConfig } };
}

function alicloudVpc(inputs: WireObject): ExampleResource {
  return { type: "alicloud:vpc/network:Network", inputs };
}

function addedBlock(number: number): ExampleResource {
  return { type: ADDED_BLOCK, name: `more-${number}`, inputs: { vpcId: unknown, secondaryCidrBlock: `10.${number}.0.0/16` }, uses: { vpcId: "main" } };
}
