import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { unknown, type WireObject } from "../_kit/wire";
import { roomsIn, SUBNET_TYPES } from "./_shared/capacity/rooms";
import { prefixFor } from "./_shared/capacity/shortage";
import { WANTS } from "./_shared/capacity/wants";

const WITH_SUBNETS = [...SUBNET_TYPES, "azure-native:network:VirtualNetwork"];

const options = z.strictObject({
  wanted: z
    .prefault(z.array(z.strictObject({ subnets: z.array(z.string()), addresses: z.number().check(z.int(), z.positive()) })), [])
    .register(z.globalRegistry, { description: "usable addresses that subnets must have: globs over the names or URNs of subnets, and how many" }),
  podsPerNode: z.prefault(z.number().check(z.int(), z.minimum(0)), 0).register(z.globalRegistry, { description: "addresses that each node of EKS takes for its pods, besides its own" }),
});
type Wanted = z.output<typeof options>["wanted"];

export const policy = definePolicy({
  id: "network-capacity",
  title: "Subnets have addresses for what is to live in them",
  severity: "medium",
  enforcement: "mandatory",
  why: "A group that may grow to more machines than its subnets have addresses for does not grow on the day it must. Clouds keep four or five addresses of each subnet for themselves, and clusters take a block for each node.",
  fix: "Use wider subnets, or more of them.",
  types: [...WITH_SUBNETS, ...Object.keys(WANTS)],
  needs: "stack",
  options,
  check(subject, report, { options: { wanted, podsPerNode }, neighbours }) {
    if (WITH_SUBNETS.includes(subject.type)) judgeSubnets(subject, wanted, report);
    report.each(WANTS[subject.type]?.(subject, { neighbours, options: { podsPerNode } }) ?? [], question => {
      const short = question();
      if (short) report(short.message, short);
    });
  },
  examples: {
    good: [
      { title: "a group that fits", resources: [subnet("a", "10.0.0.0/24"), group(200)] },
      { title: "a pool that fits with its pods", resources: [azureSubnet("10.1.0.0/20"), aks({ networkPlugin: "azure" }, { count: 100 })] },
      { title: "a pool whose pods have a range of their own", resources: [gke({ clusterIpv4CidrBlock: "10.4.0.0/14" }), pool({ nodeCount: 3 })] },
      { title: "a group over two vSwitches", resources: [vswitch("a", "10.0.0.0/28"), vswitch("b", "10.0.0.16/28"), scalingGroup(20)] },
    ],
    bad: [
      { title: "a group that outgrows its subnet", resources: [subnet("a", "10.0.0.0/28"), group(12)], says: ['The group may have 12 machines, but "a" has 11 usable addresses.', "/27"] },
      { title: "nodes with pods in a narrow subnet", resources: [subnet("a", "10.0.0.0/24"), { type: "aws:eks/nodeGroup:NodeGroup", inputs: { subnetIds: [unknown], scalingConfig: { maxSize: 10 } }, uses: { subnetIds: "a" } }], options: { podsPerNode: 29 }, says: ["take 300 addresses", "251"] },
      { title: "a load balancer in a /28", resources: [subnet("a", "10.0.0.0/28"), { type: "aws:lb/loadBalancer:LoadBalancer", inputs: { subnets: [unknown] }, uses: { subnets: "a" } }], says: ["wants a /27"] },
      { title: "a subnet with less than is wanted", resources: [subnet("apps-a", "10.0.0.0/26")], options: { wanted: [{ subnets: ["apps-*"], addresses: 100 }] }, says: ["59 usable addresses", "100 are wanted", "/25"] },
      { title: "pods of Azure CNI in a narrow subnet", resources: [azureSubnet("10.1.0.0/24"), aks({ networkPlugin: "azure" }, { count: 10 })], says: ["10 nodes and one more", "30 pods", "251"] },
      { title: "more nodes than the overlay has blocks for", resources: [azureSubnet("10.1.0.0/24"), aks({ networkPlugin: "azure", networkPluginMode: "overlay", podCidr: "10.244.0.0/20" }, { enableAutoScaling: true, maxCount: 20 })], says: ["has room for 16"] },
      { title: "more nodes than the range of the pods has blocks for", resources: [gke({ clusterIpv4CidrBlock: "10.4.0.0/21" }), pool({ autoscaling: { maxNodeCount: 4 } })], says: ["12 nodes", "has room for 8", "/24"] },
      { title: "a group that outgrows its vSwitches", resources: [vswitch("a", "10.0.0.0/28"), vswitch("b", "10.0.0.16/28"), scalingGroup(40)], says: ['"a" and "b" have 24 usable addresses'] },
    ],
  },
});

function judgeSubnets(subject: Subject, wanted: Wanted, report: Report): void {
  const about = wanted.filter(({ subnets }) => subnets.length > 0);
  if (about.length === 0) return;
  for (const room of roomsIn(subject)) {
    const most = Math.max(0, ...about.filter(({ subnets }) => subnets.some(glob => matchesGlob(glob, room.name) || matchesGlob(glob, room.urn))).map(({ addresses }) => addresses));
    if (room.usable < most) report(`"${room.name}" has ${room.usable} usable addresses, and ${most} are wanted there.`, { fix: `Use a /${prefixFor(most)} or wider.` });
  }
}

function subnet(name: string, cidrBlock: string): ExampleResource {
  return { type: "aws:ec2/subnet:Subnet", name, inputs: { cidrBlock } };
}

function group(maxSize: number): ExampleResource {
  return { type: "aws:autoscaling/group:Group", inputs: { vpcZoneIdentifiers: [unknown], maxSize }, uses: { vpcZoneIdentifiers: "a" } };
}

function azureSubnet(addressPrefix: string): ExampleResource {
  return { type: "azure-native:network:Subnet", name: "nodes", inputs: { subnetName: "nodes", virtualNetworkName: "main", addressPrefix } };
}

function aks(networkProfile: WireObject, pool: WireObject): ExampleResource {
  return { type: "azure-native:containerservice:ManagedCluster", inputs: { networkProfile, agentPoolProfiles: [{ name: "main", vnetSubnetID: unknown, ...pool }] }, uses: { agentPoolProfiles: "nodes" } };
}

function gke(ipAllocationPolicy: WireObject): ExampleResource {
  return { type: "gcp:container/cluster:Cluster", name: "gke", inputs: { name: "gke", location: "europe-west1", ipAllocationPolicy } };
}

function pool(inputs: WireObject): ExampleResource {
  return { type: "gcp:container/nodePool:NodePool", inputs: { cluster: "gke", location: "europe-west1", ...inputs } };
}

function vswitch(name: string, cidrBlock: string): ExampleResource {
  return { type: "alicloud:vpc/switch:Switch", name, inputs: { cidrBlock } };
}

function scalingGroup(maxSize: number): ExampleResource {
  return { type: "alicloud:ess/scalingGroup:ScalingGroup", inputs: { vswitchIds: [unknown, unknown], maxSize }, uses: { vswitchIds: ["a", "b"] } };
}
