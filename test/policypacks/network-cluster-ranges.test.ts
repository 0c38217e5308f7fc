import { describe, expect, test } from "vitest";
import { evaluate } from "../../policypacks/_kit/evaluate.ts";
import { factsOf } from "../../policypacks/_kit/facts.ts";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { defaultSettings } from "../../policypacks/_kit/settings.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "../../policypacks/_kit/snapshot.ts";
import { unknown, type WireObject } from "../../policypacks/_kit/wire.ts";
import { policy } from "../../policypacks/network/network-cluster-ranges.ts";

describe("a cluster of EKS that says nothing of its services", () => {
  const inVpc = (cidrBlock: string) => [vpc("main", cidrBlock), resource("aws:ec2/subnet:Subnet", "s", { vpcId: "vpc-main", cidrBlock }, "subnet-1"), eks({})];

  test("takes what its VPC leaves of the two defaults", () => {
    expect(told(inVpc("10.0.0.0/8"))).toEqual([]);
    expect(told(inVpc("172.16.0.0/12"))).toEqual([]);
  });

  test("may clash with a VPC that its own is peered with, which is advice where the other default is free", () => {
    expect(told([...inVpc("10.0.0.0/16"), vpc("far", "10.100.0.0/16"), peering("main", "far")])).toEqual([expect.stringMatching(/^eks violation advisory .*10\.100\.0\.0\/16 shares addresses with "far"/)]);
  });

  test("does clash where its own VPC has the one and a connected one the other", () => {
    expect(told([...inVpc("10.0.0.0/8"), vpc("far", "172.20.0.0/16"), peering("main", "far")])).toEqual([expect.stringMatching(/^eks violation mandatory .*172\.20\.0\.0\/16 shares addresses with "far"/)]);
  });

  test("is undecided where the configuration is not known, and nothing is assumed where its services have IPv6", () => {
    const [main, subnet] = inVpc("10.0.0.0/8") as [Resource, Resource, Resource];
    expect(told([main, subnet, { ...eks({}), inputs: { ...eks({}).inputs, kubernetesNetworkConfig: unknown } }])).toEqual([expect.stringMatching(/^eks undecided/)]);
    expect(told([main, subnet, eks({ ipFamily: "ipv6" }), vpc("far", "172.20.0.0/16"), peering("main", "far")])).toEqual([]);
  });
});

describe("ranges of a cluster", () => {
  const net = (name: string, prefix: string) => resource("azure-native:network:VirtualNetwork", name, { virtualNetworkName: name, addressSpace: { addressPrefixes: [prefix] } }, vnetId(name));
  const aks = (networkProfile: WireObject) => resource("azure-native:containerservice:ManagedCluster", "aks", { networkProfile, agentPoolProfiles: [{ vnetSubnetID: `${vnetId("own")}/subnets/nodes` }] });
  const peer = (a: string, b: string) => ({
    ...resource("azure-native:network:VirtualNetworkPeering", "peer", { virtualNetworkName: a, remoteVirtualNetwork: { id: vnetId(b) } }),
    dependencies: { virtualNetworkName: [urn("azure-native:network:VirtualNetwork", a)] },
  });

  test("are held against networks that the cluster's own is peered with", () => {
    const both = [net("own", "10.1.0.0/16"), net("zone", "10.244.0.0/20"), aks({ networkPlugin: "kubenet" })];
    expect(told(both)).toEqual([]);
    expect(told([...both, peer("own", "zone")])).toEqual([expect.stringMatching(/^zone violation mandatory addressSpace\.addressPrefixes\[0\] 10\.244\.0\.0\/20 overlaps 10\.244\.0\.0\/16 for pods of "aks".*, whose networkProfile\.podCidr is not set, which the cluster is connected with through virtual network "own" and peering "peer"\.$/)]);
  });

  test("are no ranges of pods where pods have addresses of the subnet", () => {
    const both = [net("own", "10.1.0.0/16"), net("zone", "10.244.0.0/20"), peer("own", "zone")];
    expect(told([...both, aks({ networkPlugin: "azure" })])).toEqual([]);
    expect(told([...both, aks({ networkPlugin: "azure", networkPluginMode: "overlay" })])).toHaveLength(1);
    expect(told([...both, aks({ networkPlugin: unknown })])).toEqual(["aks undecided mandatory Could not be judged: networkProfile.networkPlugin is not known before the deployment."]);
  });

  test("are what the cloud says of a cluster that is there, rather than what it takes by default", () => {
    const there = { ...aks({}), outputs: { networkProfile: { serviceCidr: "10.9.0.0/16", podCidr: "10.8.0.0/16" } } };
    expect(told([net("own", "10.0.0.0/16"), there])).toEqual([]);
    expect(told([net("own", "10.9.0.0/16"), there])).toHaveLength(1);
  });

  test("of a cluster of another stack bar a network of this one", () => {
    const theirs = stack("core/prod", [net("own", "10.1.0.0/16"), aks({ serviceCidr: "10.50.0.0/16", dnsServiceIP: "10.50.0.10" })]);
    const mine = [net("mine", "10.50.0.0/20"), peer("mine", "own")];
    expect(told(mine, theirs)).toEqual([expect.stringMatching(/^mine violation mandatory .*10\.50\.0\.0\/20 overlaps 10\.50\.0\.0\/16 for services of "aks" .* of stack core\/prod/)]);
  });

  test("may be the same in two clusters that keep them to themselves, but not in two that the network routes to", () => {
    const own = net("own", "10.1.0.0/16");
    expect(told([own, aks({}), { ...aks({}), urn: `${aks({}).urn}-2` }])).toEqual([]);
    const gke = (name: string, pods: string) => resource("gcp:container/cluster:Cluster", name, { network: "main", ipAllocationPolicy: { clusterIpv4CidrBlock: pods } });
    const subnetwork = resource("gcp:compute/subnetwork:Subnetwork", "nodes", { network: "main", ipCidrRange: "10.0.0.0/20" });
    expect(told([subnetwork, gke("a", "10.4.0.0/14"), gke("b", "10.8.0.0/14")])).toEqual([]);
    expect(told([subnetwork, gke("a", "10.4.0.0/14"), gke("b", "10.5.0.0/16")])).toEqual([expect.stringMatching(/^b violation .*10\.5\.0\.0\/16 overlaps 10\.4\.0\.0\/14 of "a"/)]);
  });

  test("that are only a size or a name are none", () => {
    const gke = resource("gcp:container/cluster:Cluster", "gke", { network: "main", ipAllocationPolicy: { clusterIpv4CidrBlock: "/14", servicesIpv4CidrBlock: "" } });
    expect(told([resource("gcp:compute/subnetwork:Subnetwork", "nodes", { network: "main", ipCidrRange: "10.0.0.0/8" }), gke])).toEqual([]);
  });

  test("behind a wide route to an office are advised against, of nodes that are there themselves not", () => {
    const gateway = resource("aws:ec2/vpnGateway:VpnGateway", "gw", { vpcId: "vpc-main" }, "vgw-1");
    const vpn = resource("aws:ec2/vpnConnection:VpnConnection", "vpn", { vpnGatewayId: "vgw-1", customerGatewayId: "cgw-1" }, "vpn-1");
    const route = resource("aws:ec2/vpnConnectionRoute:VpnConnectionRoute", "office", { vpnConnectionId: "vpn-1", destinationCidrBlock: "172.16.0.0/12" });
    const cluster = resource("aws:eks/cluster:Cluster", "eks", { vpcConfig: { subnetIds: ["subnet-1"] }, kubernetesNetworkConfig: { serviceIpv4Cidr: "172.20.0.0/16" }, remoteNetworkConfig: { remoteNodeNetworks: { cidrs: ["172.18.0.0/16"] } } });
    const subnet = resource("aws:ec2/subnet:Subnet", "s", { vpcId: "vpc-main", cidrBlock: "10.0.0.0/24" }, "subnet-1");
    expect(told([vpc("main", "10.0.0.0/16"), subnet, gateway, vpn, route, cluster])).toEqual([expect.stringMatching(/^eks violation advisory kubernetesNetworkConfig\.serviceIpv4Cidr|^office violation advisory .*for services of "eks"/)]);
  });
});

function told(resources: readonly Resource[], snapshot: Snapshot = EMPTY_SNAPSHOT): string[] {
  return evaluate([policy], resources, { settings: defaultSettings("2026-01-01"), snapshot }).map(({ urn: at, result, enforcement, message }) => `${at.split("::").at(-1)} ${result} ${enforcement} ${message}`);
}

function stack(name: string, resources: readonly Resource[]): Snapshot {
  const [project, which] = name.split("/");
  const facts = factsOf(resources.map(one => ({ ...one, urn: one.urn.replace("urn:pulumi:dev::net", `urn:pulumi:${which}::${project}`) })));
  return { ...EMPTY_SNAPSHOT, blocks: facts.blocks.map(row => ({ ...row, stack: name })), resources: facts.resources.map(row => ({ ...row, stack: name })) };
}

function vpc(name: string, cidrBlock: string): Resource {
  return resource("aws:ec2/vpc:Vpc", name, { cidrBlock }, `vpc-${name}`);
}

function eks(kubernetesNetworkConfig: WireObject): Resource {
  return resource("aws:eks/cluster:Cluster", "eks", { vpcConfig: { subnetIds: ["subnet-1"] }, kubernetesNetworkConfig });
}

function peering(a: string, b: string): Resource {
  return resource("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "peer", { vpcId: `vpc-${a}`, peerVpcId: `vpc-${b}` });
}

function vnetId(name: string): string {
  return `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/${name}`;
}

function resource(type: string, name: string, inputs: WireObject, id?: string): Resource {
  return { urn: urn(type, name), type, inputs, ...(id === undefined ? {} : { id }) };
}

function urn(type: string, name: string): string {
  return `urn:pulumi:dev::net::${type}::${name}`;
}
