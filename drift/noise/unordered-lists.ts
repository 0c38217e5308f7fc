import type { NoiseRule } from "../noise-rule.ts";
import { isSameSet, listsAround, meaningful } from "./_shared/lists.ts";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
/** Lists whose order says nothing to the cloud, by provider. */
const SETS: Record<string, ReadonlySet<string>> = {
  aws: new Set(["availabilityZones", "cidrBlocks", "egress", "ingress", "ipv6CidrBlocks", "managedPolicyArns", "prefixListIds", "securityGroupIds", "securityGroups", "subnetIds", "subnets", "targetGroupArns", "vpcSecurityGroupIds", "vpcZoneIdentifiers"]),
  "aws-native": new Set(["availabilityZones", "securityGroupEgress", "securityGroupIds", "securityGroupIngress", "subnetIds", "tags", "targetGroupArns", "vpcSecurityGroupIds", "vpcZoneIdentifier"]),
  azure: new Set(["addressPrefixes", "addressSpaces", "zones"]),
  "azure-native": new Set(["addressPrefixes", "addressSpace", "availabilityZones", "securityRules", "subnets", "zones"]),
  gcp: new Set(["destinationRanges", "members", "oauthScopes", "sourceRanges", "sourceTags", "targetTags", "zones"]),
  alicloud: new Set(["securityGroupIds", "securityIps", "vswitchIds", "zoneIds"]),
};

export const rule: NoiseRule = {
  id: "unordered-lists",
  title: "Lists whose order says nothing",
  why: "Clouds return subnets, groups, zones and addresses in any order.",
  issue: "https://github.com/hashicorp/terraform/pull/5208",
  types: Object.keys(SETS).map(name => `${name}:*`),
  isNoise(place) {
    const sets = SETS[place.type.slice(0, place.type.indexOf(":"))];
    return listsAround(place).some(({ key, recorded, found }) => sets?.has(key) && isSameSet(recorded.map(meaningful), found.map(meaningful)));
  },
  examples: {
    noise: [
      { shows: "subnets come in another order", type: BALANCER, recorded: { subnets: ["subnet-a", "subnet-b"] }, found: { subnets: ["subnet-b", "subnet-a"] } },
      { shows: "so do rules, and the addresses in them", type: GROUP, recorded: { ingress: [{ fromPort: 1, cidrBlocks: ["10.0.0.0/8"] }, { fromPort: 2, cidrBlocks: [] }] }, found: { ingress: [{ fromPort: 2, cidrBlocks: [] }, { fromPort: 1, cidrBlocks: ["10.0.0.0/8"] }] } },
    ],
    drift: [
      { shows: "an address was exchanged", type: GROUP, recorded: { ingress: [{ cidrBlocks: ["10.0.0.0/8", "10.1.0.0/16"] }] }, found: { ingress: [{ cidrBlocks: ["10.1.0.0/16", "0.0.0.0/0"] }] } },
      { shows: "a rule was doubled in the place of another", type: GROUP, recorded: { ingress: [{ fromPort: 1 }, { fromPort: 2 }] }, found: { ingress: [{ fromPort: 1 }, { fromPort: 1 }] } },
      { shows: "the order of a command changed", type: "aws:lambda/function:Function", recorded: { imageConfig: { commands: ["a", "b"] } }, found: { imageConfig: { commands: ["b", "a"] } } },
    ],
  },
};
