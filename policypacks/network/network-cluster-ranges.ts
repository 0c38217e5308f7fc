import { BLOCK_SOURCES, CLUSTER_TYPES } from "../_kit/facts/block-sources";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import { unknown, type WireObject } from "../_kit/wire";
import { ownedBlocks } from "./_shared/blocks";
import { judgeAround, judgeDns, judgeInside, judgeNetwork } from "./_shared/clusters/judge-cluster";
import { judgeEksDefault } from "./_shared/clusters/judge-eks-default";
import { NETWORK_ROLES } from "./_shared/network-blocks";

const EKS = "aws:eks/cluster:Cluster";
const NETWORKS = Object.keys(BLOCK_SOURCES).filter(type => BLOCK_SOURCES[type]!.some(({ role }) => NETWORK_ROLES.has(role)));

export const policy = definePolicy({
  id: "network-cluster-ranges",
  title: "Pods, services and masters of a cluster have addresses that nothing else has",
  severity: "high",
  enforcement: "mandatory",
  why: "What runs in a cluster cannot reach anything that has an address of the cluster's own ranges, and the ranges cannot be changed later. Where nothing is said clouds take the same ranges for every cluster, which are often those of a network already.",
  fix: "Give the cluster ranges that nothing uses that it is connected with.",
  types: [...new Set([...CLUSTER_TYPES, ...NETWORKS])],
  needs: "estate",
  check(subject, report, { neighbours }) {
    const isCluster = CLUSTER_TYPES.includes(subject.type);
    report.each(isCluster ? [judgeInside, judgeAround, judgeDns] : [], judge => judge(subject, report, neighbours));
    if (subject.type === EKS) report.each([judgeEksDefault], judge => judge(subject, report, neighbours));
    if (!isCluster) judgeNetwork(subject, ownedBlocks(subject, NETWORK_ROLES, neighbours), report, neighbours);
  },
  examples: {
    good: [
      { title: "services outside the VPC", resources: [vpc("10.0.0.0/16"), subnet("10.0.0.0/24"), eks({ serviceIpv4Cidr: "172.20.0.0/16" })] },
      { title: "defaults of EKS that are free", resources: [vpc("10.0.0.0/16"), subnet("10.0.0.0/24"), eks({})] },
      { title: "ranges of AKS next to the virtual network", resources: [vnet("10.1.0.0/16"), aks({ networkPlugin: "azure", networkPluginMode: "overlay", serviceCidr: "10.2.0.0/16", dnsServiceIP: "10.2.0.10", podCidr: "10.3.0.0/16" })] },
      { title: "defaults of AKS that are free", resources: [vnet("10.1.0.0/16"), aks({})] },
      { title: "ranges of GKE next to the subnetwork", resources: [subnetwork("10.0.0.0/20"), gke("10.4.0.0/14", "172.16.0.0/28")] },
      { title: "ranges of ACK outside the VPC", resources: [alicloudVpc("10.0.0.0/8"), vswitch("10.1.0.0/24"), ack("ack", { podCidr: "172.20.0.0/16", serviceCidr: "172.21.0.0/20" })] },
    ],
    bad: [
      { title: "services inside the VPC", resources: [vpc("10.0.0.0/16"), subnet("10.0.0.0/24"), eks({ serviceIpv4Cidr: "10.0.128.0/20" })], says: ["10.0.128.0/20", "10.0.0.0/16"] },
      { title: "a VPC over both defaults of EKS", resources: [vpc("10.0.0.0/8"), more("172.16.0.0/12"), subnet("10.0.0.0/24"), eks({})], says: ["10.100.0.0/16 or 172.20.0.0/16", "serviceIpv4Cidr"] },
      { title: "services where AKS takes them, inside the virtual network", resources: [vnet("10.0.0.0/16"), aks({})], says: ["whose networkProfile.serviceCidr is not set", "10.0.0.0/16", 'In "aks": Set networkProfile.serviceCidr'] },
      { title: "pods and services of AKS in one range", resources: [vnet("10.1.0.0/16"), aks({ serviceCidr: "10.2.0.0/16", podCidr: "10.2.128.0/17" })], says: ["networkProfile.serviceCidr 10.2.0.0/16 overlaps networkProfile.podCidr 10.2.128.0/17"] },
      { title: "DNS at the first address of the services", resources: [aks({ serviceCidr: "10.2.0.0/16", dnsServiceIP: "10.2.0.1" })], says: ["10.2.0.1 is the first address"] },
      { title: "DNS outside the services", resources: [aks({ serviceCidr: "10.2.0.0/16", dnsServiceIP: "10.3.0.10" })], says: ["10.3.0.10 is outside"] },
      { title: "pods of GKE over another subnetwork", resources: [subnetwork("10.4.0.0/20"), gke("10.4.0.0/14", "172.16.0.0/28")], says: ["10.4.0.0/14", "10.4.0.0/20"] },
      { title: "a master of GKE in the range of the pods", resources: [subnetwork("10.0.0.0/20"), gke("10.4.0.0/14", "10.4.0.16/28")], says: ["10.4.0.16/28"] },
      { title: "two clusters of ACK with the same default", resources: [alicloudVpc("10.0.0.0/8"), vswitch("10.1.0.0/24"), ack("a", {}), ack("b", {})], says: ["serviceCidr is not set", "172.19.0.0/20"] },
    ],
  },
});

function vpc(cidrBlock: string): ExampleResource {
  return { type: "aws:ec2/vpc:Vpc", name: "main", inputs: { cidrBlock } };
}

function more(cidrBlock: string): ExampleResource {
  return { type: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", name: "more", inputs: { vpcId: unknown, cidrBlock }, uses: { vpcId: "main" } };
}

function subnet(cidrBlock: string): ExampleResource {
  return { type: "aws:ec2/subnet:Subnet", name: "nodes", inputs: { vpcId: unknown, cidrBlock }, uses: { vpcId: "main" } };
}

function eks(kubernetesNetworkConfig: WireObject): ExampleResource {
  return { type: EKS, name: "eks", inputs: { vpcConfig: { subnetIds: [unknown] }, kubernetesNetworkConfig }, uses: { vpcConfig: "nodes" } };
}

function vnet(prefix: string): ExampleResource {
  return { type: "azure-native:network:VirtualNetwork", name: "vnet", inputs: { virtualNetworkName: "vnet", addressSpace: { addressPrefixes: [prefix] } } };
}

function aks(networkProfile: WireObject): ExampleResource {
  return { type: "azure-native:containerservice:ManagedCluster", name: "aks", inputs: { networkProfile, agentPoolProfiles: [{ name: "system", vnetSubnetID: unknown }] }, uses: { agentPoolProfiles: "vnet" } };
}

function subnetwork(ipCidrRange: string): ExampleResource {
  return { type: "gcp:compute/subnetwork:Subnetwork", name: "nodes", inputs: { network: "main", ipCidrRange } };
}

function gke(clusterIpv4CidrBlock: string, masterIpv4CidrBlock: string): ExampleResource {
  return { type: "gcp:container/cluster:Cluster", name: "gke", inputs: { network: "main", ipAllocationPolicy: { clusterIpv4CidrBlock }, privateClusterConfig: { masterIpv4CidrBlock } } };
}

function alicloudVpc(cidrBlock: string): ExampleResource {
  return { type: "alicloud:vpc/network:Network", name: "vpc", inputs: { cidrBlock } };
}

function vswitch(cidrBlock: string): ExampleResource {
  return { type: "alicloud:vpc/switch:Switch", name: "nodes", inputs: { vpcId: unknown, cidrBlock }, uses: { vpcId: "vpc" } };
}

function ack(name: string, inputs: WireObject): ExampleResource {
  return { type: "alicloud:cs/managedKubernetes:ManagedKubernetes", name, inputs: { workerVswitchIds: [unknown], ...inputs }, uses: { workerVswitchIds: "nodes" } };
}
