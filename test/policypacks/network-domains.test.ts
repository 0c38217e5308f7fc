import { describe, expect, test } from "vitest";
import { evaluate, judgeSubject } from "../../policypacks/_kit/evaluate.ts";
import { factsOf } from "../../policypacks/_kit/facts.ts";
import type { Finding } from "../../policypacks/_kit/finding.ts";
import { Neighbourhood } from "../../policypacks/_kit/neighbours.ts";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { RuleBook } from "../../policypacks/_kit/rule-book.ts";
import { defaultSettings } from "../../policypacks/_kit/settings.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "../../policypacks/_kit/snapshot.ts";
import { secret, unknown, type WireObject } from "../../policypacks/_kit/wire.ts";
import { policy as overlap } from "../../policypacks/network/network-cidr-overlap.ts";

const A = vpc("a", "10.0.0.0/16", "vpc-a");
const B = vpc("b", "10.0.0.0/16", "vpc-b");

describe("networks of one stack, where only connected ones must not overlap", () => {
  test.each<[string, Resource[]]>([
    ["VPC peering", [peering("vpc-a", "vpc-b")]],
    ["transit gateway", [transitGateway(), attachment("one", "vpc-a"), attachment("two", "vpc-b")]],
    ["core network", [resource("aws:networkmanager/vpcAttachment:VpcAttachment", "one", { coreNetworkId: "core-1", vpcArn: "arn:aws:ec2:eu-west-1:1:vpc/vpc-a" }), resource("aws:networkmanager/vpcAttachment:VpcAttachment", "two", { coreNetworkId: "core-1", vpcArn: "arn:aws:ec2:eu-west-1:1:vpc/vpc-b" })]],
    ["Direct Connect", ["vpc-a", "vpc-b"].flatMap((vpcId, i) => [resource("aws:ec2/vpnGateway:VpnGateway", `g${i}`, { vpcId }, `vgw-${i}`), resource("aws:directconnect/gatewayAssociation:GatewayAssociation", `d${i}`, { dxGatewayId: "dx-1", associatedGatewayId: `vgw-${i}` })])],
  ])("over %s", (_, connections) => {
    expect(told([A, B])).toEqual([]);
    expect(told([A, B, ...connections])).toEqual([expect.stringMatching(/^b violation mandatory .*is also the block of "a".*, which it is connected with through /)]);
  });

  test("a VPC that is peered with one that is peered with a third is connected with the third", () => {
    const middle = vpc("m", "10.9.0.0/16", "vpc-m");
    expect(told([A, B, middle, peering("vpc-a", "vpc-m", "first"), peering("vpc-m", "vpc-b", "second")])).toEqual([
      'b violation mandatory cidrBlock 10.0.0.0/16 is also the block of "a" (aws:ec2/vpc:Vpc), which it is connected with through VPC peering "second" and VPC peering "first".',
    ]);
  });

  test("what is connected with a gateway that no stack manages is connected, too", () => {
    expect(told([A, B, attachment("one", "vpc-a"), attachment("two", "vpc-b")])).toHaveLength(1);
  });

  test("over virtual networks and a virtual hub", () => {
    const id = (name: string) => `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/${name}`;
    const connect = (name: string) => resource("azure-native:network:HubVirtualNetworkConnection", name, { virtualHubName: "hub", resourceGroupName: "rg", remoteVirtualNetwork: { id: id(name).toUpperCase() } });
    const vnets = ["x", "y"].map(name => resource("azure-native:network:VirtualNetwork", name, { virtualNetworkName: name, resourceGroupName: "rg", addressSpace: { addressPrefixes: ["10.0.0.0/16"] } }, id(name)));
    expect(told(vnets)).toEqual([]);
    expect(told([...vnets, connect("x"), connect("y"), resource("azure-native:network:VirtualHub", "hub", { virtualHubName: "hub", resourceGroupName: "rg", addressPrefix: "10.7.0.0/23" })])).toHaveLength(1);
  });

  test("over a peering that is written inside a virtual network, and one of some subnets only", () => {
    const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/y";
    const vnet = (name: string, more: WireObject) => resource("azure-native:network:VirtualNetwork", name, { virtualNetworkName: name, addressSpace: { addressPrefixes: ["10.0.0.0/16"] }, ...more }, id.replace(/y$/, name));
    expect(told([vnet("x", { virtualNetworkPeerings: [{ remoteVirtualNetwork: { id } }] }), vnet("y", {})])).toHaveLength(1);
    const partial = resource("azure-native:network:VirtualNetworkPeering", "p", { virtualNetworkName: "x", remoteVirtualNetwork: { id }, peerCompleteVnets: false, localSubnetNames: ["a"], remoteSubnetNames: ["b"] });
    expect(told([vnet("x", {}), vnet("y", {}), { ...partial, dependencies: { virtualNetworkName: [urn("azure-native:network:VirtualNetwork", "x")] } }])).toHaveLength(1);
  });

  test("over network peering, where secondary ranges and the two names of a network count", () => {
    const subnetwork = (network: string, ipCidrRange: string, pods: string) => resource("gcp:compute/subnetwork:Subnetwork", network, { network, project: "p", ipCidrRange, secondaryIpRanges: [{ rangeName: "pods", ipCidrRange: pods }] });
    const peer = resource("gcp:compute/networkPeering:NetworkPeering", "peer", { network: "projects/p/global/networks/one", peerNetwork: "https://www.googleapis.com/compute/v1/projects/p/global/networks/two" });
    const both = [subnetwork("one", "10.0.0.0/20", "10.8.0.0/14"), subnetwork("two", "10.1.0.0/20", "10.9.0.0/16")];
    expect(told(both)).toEqual([]);
    expect(told([...both, peer])).toEqual([expect.stringMatching(/^two .*secondaryIpRanges\[0\]\.ipCidrRange 10\.9\.0\.0\/16 overlaps 10\.8\.0\.0\/14 of "one".*network peering "peer"/)]);
  });

  test("two networks in auto mode cannot be peered", () => {
    const auto = (name: string) => resource("gcp:compute/network:Network", name, { name, project: "p" });
    const peer = resource("gcp:compute/networkPeering:NetworkPeering", "peer", { network: "projects/p/global/networks/one", peerNetwork: "projects/p/global/networks/two" });
    expect(told([auto("one"), auto("two")])).toEqual([]);
    expect(told([auto("one"), auto("two"), peer])).toEqual([expect.stringContaining("Two networks in auto mode cannot be peered.")]);
  });

  test("over CEN, a peer connection and an Express Connect router", () => {
    const vpcs = ["one", "two"].map(name => resource("alicloud:vpc/network:Network", name, { cidrBlock: "172.16.0.0/16" }, `vpc-${name}`));
    const attach = (name: string) => resource("alicloud:cen/transitRouterVpcAttachment:TransitRouterVpcAttachment", name, { cenId: "cen-1", vpcId: `vpc-${name}` });
    expect(told(vpcs)).toEqual([]);
    expect(told([...vpcs, attach("one"), attach("two")])).toHaveLength(1);
    expect(told([...vpcs, resource("alicloud:vpc/peerConnection:PeerConnection", "p", { vpcId: "vpc-one", acceptingVpcId: "vpc-two" })])).toHaveLength(1);
    const associate = (name: string) => resource("alicloud:expressconnect/routerVpcAssociation:RouterVpcAssociation", name, { ecrId: "ecr-1", vpcId: `vpc-${name}` });
    expect(told([...vpcs, associate("one"), associate("two")])).toHaveLength(1);
  });

  test("networks that do not overlap may be connected", () => {
    expect(told([A, vpc("c", "10.1.0.0/16", "vpc-c"), peering("vpc-a", "vpc-c")])).toEqual([]);
  });
});

describe("networks that are not known to be connected", () => {
  test("are refused, or reported as advice, or left alone, as configured", () => {
    expect(told([A, B], { unconnected: "refuse" })).toEqual(['b violation mandatory cidrBlock 10.0.0.0/16 is also the block of "a" (aws:ec2/vpc:Vpc).']);
    expect(told([A, B], { unconnected: "advise" })).toEqual(['b violation advisory cidrBlock 10.0.0.0/16 is also the block of "a" (aws:ec2/vpc:Vpc), so the two can never be connected.']);
    expect(told([A, B], { unconnected: "allow" })).toEqual([]);
    expect(told([A, B, peering("vpc-a", "vpc-b")], { unconnected: "advise" })).toEqual([expect.stringMatching(/^b violation mandatory/)]);
  });

  test("are connected for all that is known when an end is not known, and that is said", () => {
    const open = resource("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "open", { vpcId: "vpc-a", peerVpcId: unknown });
    expect(told([A, B, open])).toEqual(["open undecided mandatory Could not be judged: peerVpcId is not known before the deployment."]);
    expect(told([A, open], { unconnected: "refuse" })).toEqual([]);
  });
});

describe("across stacks", () => {
  test("a peering that the other stack has connects with its VPC", () => {
    const theirs = stack("core/prod", [vpc("hub", "10.0.0.0/8", "vpc-hub"), peering("vpc-hub", "vpc-a")]);
    expect(told([A], ALLOW, theirs)).toEqual(['a violation mandatory cidrBlock 10.0.0.0/16 overlaps 10.0.0.0/8 of "hub" (aws:ec2/vpc:Vpc) of stack core/prod, which it is connected with through VPC peering "peering".']);
  });

  test("two stacks that attach to the transit gateway of a third are connected", () => {
    const hub = stack("core/prod", [transitGateway()]);
    const theirs = stack("data/prod", [vpc("lake", "10.0.0.0/8", "vpc-lake"), attachment("lake", "vpc-lake")]);
    expect(told([A, attachment("mine", "vpc-a")], ALLOW, joined(hub, theirs))).toEqual([expect.stringContaining('attachment "mine", transit gateway "tgw" and attachment "lake"')]);
  });

  test("accounts and partitions are told apart by nothing but the ids of what they share", () => {
    const china = { type: "pulumi:providers:aws", urn: "p", inputs: { region: "cn-north-1", allowedAccountIds: '["222222222222"]' } };
    const theirs = stack("china/prod", [{ ...vpc("cn", "10.0.0.0/16", "vpc-cn"), provider: china }]);
    expect(told([A], ALLOW, theirs)).toEqual([]);
    expect(told([A], { unconnected: "refuse" }, theirs)).toEqual([expect.stringContaining("of stack china/prod")]);
    const shared = stack("china/prod", [{ ...vpc("cn", "10.0.0.0/16", "vpc-cn"), provider: china }, { ...peering("vpc-cn", "vpc-a"), provider: china }]);
    expect(told([A], ALLOW, shared)).toHaveLength(1);
  });

  test("subnets that two stacks put into one VPC must not overlap", () => {
    const subnet = (name: string, cidrBlock: string) => resource("aws:ec2/subnet:Subnet", name, { vpcId: "vpc-shared", cidrBlock });
    const theirs = stack("apps/prod", [subnet("theirs", "10.0.0.0/23")]);
    expect(told([subnet("mine", "10.0.1.0/24")], ALLOW, theirs)).toEqual([expect.stringMatching(/^mine .*10\.0\.1\.0\/24 overlaps 10\.0\.0\.0\/23 of "theirs".*of stack apps\/prod/)]);
    expect(told([subnet("mine", "10.0.2.0/24")], ALLOW, theirs)).toEqual([]);
  });

  test("a VPC of this stack is known by its id of the last scan when the preview does not say it", () => {
    const theirs = stack("core/prod", [vpc("hub", "10.0.0.0/8", "vpc-hub"), peering("vpc-hub", "vpc-a")]);
    const before = stack("net/dev", [A]);
    const { id: _, ...unnamed } = A;
    expect(told([unnamed], ALLOW, joined(theirs, before))).toHaveLength(1);
  });
});

describe("across clouds", () => {
  const GATEWAY = "azure-native:network:LocalNetworkGateway";
  const vnet = resource("azure-native:network:VirtualNetwork", "vnet", { virtualNetworkName: "vnet", addressSpace: { addressPrefixes: ["10.0.0.0/16"] } }, "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet");
  const azureSide = (remote: string): Resource[] => [
    vnet,
    resource("azure-native:network:VirtualNetworkGateway", "gw", { ipConfigurations: [{ subnet: { id: `${vnet.id!}/subnets/GatewaySubnet` } }] }, "/subscriptions/s/gw"),
    resource(GATEWAY, "aws", { gatewayIpAddress: "52.1.2.3", localNetworkAddressSpace: { addressPrefixes: [remote] } }, "/subscriptions/s/aws"),
    resource("azure-native:network:VirtualNetworkGatewayConnection", "vpn", { virtualNetworkGateway1: { id: "/subscriptions/s/gw" }, localNetworkGateway2: { id: "/subscriptions/s/aws" } }),
  ];
  const awsSide = (cidr: string): Resource[] => [
    vpc("vpc", cidr, "vpc-1"),
    resource("aws:ec2/vpnGateway:VpnGateway", "vgw", { vpcId: "vpc-1" }, "vgw-1"),
    resource("aws:ec2/customerGateway:CustomerGateway", "azure", { ipAddress: "20.1.2.3" }, "cgw-1"),
    { ...resource("aws:ec2/vpnConnection:VpnConnection", "vpn", { vpnGatewayId: "vgw-1", customerGatewayId: "cgw-1" }, "vpn-1"), outputs: { tunnel1Address: "52.1.2.3" } },
  ];

  test("a VPC and a virtual network with one block are connected by VPN", () => {
    expect(told([...azureSide("10.8.0.0/16"), ...awsSide("10.0.0.0/16")])).toEqual([
      'vnet violation mandatory addressSpace.addressPrefixes[0] 10.0.0.0/16 is also the block of "vpc" (aws:ec2/vpc:Vpc), which it is connected with through gateway "gw", gateway connection "vpn", local network gateway "aws" and 2 more.',
    ]);
  });

  test("the two sides may be in different stacks: the addresses of their gateways are kept", () => {
    expect(told(azureSide("10.8.0.0/16"), ALLOW, stack("aws/prod", awsSide("10.0.0.0/16")))).toEqual([expect.stringMatching(/^vnet violation mandatory .*is also the block of "vpc" \(aws:ec2\/vpc:Vpc\) of stack aws\/prod/)]);
    expect(told(awsSide("10.0.0.0/16"), ALLOW, stack("azure/prod", azureSide("10.8.0.0/16")))).toHaveLength(1);
    expect(told(awsSide("10.8.0.0/16"), ALLOW, stack("azure/prod", azureSide("10.8.0.0/16")))).toEqual([]);
  });

  test("what a gateway says of the far side is only a description where the far side is in the estate", () => {
    expect(told([...azureSide("10.8.0.0/16"), ...awsSide("10.8.0.0/16")])).toEqual([]);
  });

  test("what a gateway says of a far side that nobody manages must not overlap", () => {
    expect(told(azureSide("10.0.128.0/17"))).toEqual([expect.stringMatching(/10\.0\.0\.0\/16 overlaps 10\.0\.128\.0\/17 of "aws" \(azure-native:network:LocalNetworkGateway\)/)]);
    expect(told(azureSide("10.8.0.0/16"))).toEqual([]);
  });

  test("a wide route to all that is behind a VPN is only advised against", () => {
    expect(told(azureSide("10.0.0.0/8"))).toEqual([expect.stringMatching(/^vnet violation advisory/)]);
  });

  test("the same place may be described by two gateways", () => {
    const again = resource(GATEWAY, "again", { gatewayIpAddress: "52.1.2.3", localNetworkAddressSpace: { addressPrefixes: ["10.8.0.0/16"] } });
    expect(told([...azureSide("10.8.0.0/16"), again])).toEqual([]);
  });

  test("clients of a VPN have no address of a network that they reach", () => {
    const clients = (clientCidrBlock: string) => resource("aws:ec2clientvpn/endpoint:Endpoint", "clients", { clientCidrBlock, vpcId: "vpc-a" });
    expect(told([A, clients("10.0.200.0/22")], { unconnected: "refuse" })).toHaveLength(1);
    expect(told([A, clients("10.200.0.0/22"), vpc("far", "10.200.0.0/16", "vpc-far")], { unconnected: "refuse" })).toEqual([]);
  });
});

describe("what is suggested instead", () => {
  test("is free in the whole routing domain, also of clusters there", () => {
    const cluster = resource("aws:eks/cluster:Cluster", "eks", { vpcConfig: { subnetIds: ["subnet-1"] }, kubernetesNetworkConfig: { serviceIpv4Cidr: "10.2.0.0/16" } });
    const subnet = resource("aws:ec2/subnet:Subnet", "s", { vpcId: "vpc-a", cidrBlock: "10.0.1.0/24" }, "subnet-1");
    const third = vpc("c", "10.1.0.0/16", "vpc-c");
    const [finding] = judged([A, B, third, subnet, cluster, peering("vpc-a", "vpc-b"), peering("vpc-b", "vpc-c", "two")], ALLOW);
    expect(finding).toMatchObject({ fix: "Use 10.3.0.0/16, the next free /16." });
  });

  test("is nothing where that would tell a secret block", () => {
    const hidden = vpc("h", "10.1.0.0/16", "vpc-h");
    const [finding] = judged([A, B, { ...hidden, inputs: { cidrBlock: secret("10.1.0.0/16") } }, peering("vpc-a", "vpc-b")], ALLOW);
    expect(finding).toMatchObject({ fix: "Take a block that no other network uses." });
  });
});

describe("while resources arrive one by one", () => {
  const arriving = (resources: readonly Resource[], { isPreview }: { isPreview: boolean }, snapshot: Snapshot = EMPTY_SNAPSHOT) => {
    const settings = { ...defaultSettings("2026-01-01"), rules: { [overlap.id]: { options: overlap.options!.parse(ALLOW) } } };
    const neighbours = new Neighbourhood({ knows: "arriving", leavesToEnd: isPreview, snapshot });
    const book = new RuleBook([overlap], settings);
    return resources.flatMap(one => neighbours.add([one]).flatMap(subject => judgeSubject(book, subject, neighbours))).map(({ urn: at, message }) => `${at.split("::").at(-1)} ${message}`);
  };

  test("the connection that would join networks with one block is refused before it is made", () => {
    expect(arriving([A, B, peering("vpc-a", "vpc-b")], { isPreview: false })).toEqual([
      'peering It connects "a" (aws:ec2/vpc:Vpc) with "b" (aws:ec2/vpc:Vpc), and 10.0.0.0/16 of the one is also the block of the other.',
    ]);
    const theirs = stack("core/prod", [vpc("hub", "10.0.0.0/8", "vpc-hub"), transitGateway(), attachment("hub", "vpc-hub")]);
    expect(arriving([A, attachment("mine", "vpc-a")], { isPreview: false }, theirs)).toEqual([expect.stringMatching(/^mine It connects "a".* with "hub" .* of stack core\/prod, and 10\.0\.0\.0\/16 of the one overlaps 10\.0\.0\.0\/8 of the other\.$/)]);
  });

  test("a network that arrives after what connects it is refused itself", () => {
    const theirs = stack("core/prod", [vpc("hub", "10.0.0.0/8", "vpc-hub"), peering("vpc-hub", "vpc-a")]);
    expect(arriving([A], { isPreview: false }, theirs)).toHaveLength(1);
  });

  test("a preview leaves it to the end, where the networks tell it", () => {
    expect(arriving([A, B, peering("vpc-a", "vpc-b")], { isPreview: true })).toEqual([]);
  });
});

test("one unknown block leaves all other pairs judged", () => {
  const open = vpc("open", unknown, "vpc-o");
  expect(told([A, B, open], { unconnected: "refuse" })).toEqual([expect.stringMatching(/^b violation/), "open undecided mandatory Could not be judged: cidrBlock is not known before the deployment."]);
});

test("two networks that share several blocks are one finding, which says so", () => {
  const vnet = (name: string) => resource("azure-native:network:VirtualNetwork", name, { virtualNetworkName: name, addressSpace: { addressPrefixes: ["10.0.0.0/16", "10.1.0.0/16"] } });
  expect(told([vnet("x"), vnet("y")], { unconnected: "refuse" })).toEqual([expect.stringMatching(/^y .*10\.0\.0\.0\/16 is also the block of "x".* 1 more of their blocks overlap\.$/)]);
});

test("the findings are the same whatever order the resources come in", () => {
  const resources = [A, B, vpc("c", "10.0.0.0/8", "vpc-c"), transitGateway(), attachment("one", "vpc-a"), attachment("two", "vpc-b"), peering("vpc-b", "vpc-c")];
  const forward = judged(resources, ALLOW);
  expect(forward).toHaveLength(3);
  expect(judged([...resources].reverse(), ALLOW)).toEqual(forward);
});

function told(resources: readonly Resource[], options: WireObject = ALLOW, snapshot: Snapshot = EMPTY_SNAPSHOT): string[] {
  return judged(resources, options, snapshot).map(({ urn: at, result, enforcement, message }) => `${at.split("::").at(-1)} ${result} ${enforcement} ${message}`);
}

function judged(resources: readonly Resource[], options: WireObject = ALLOW, snapshot: Snapshot = EMPTY_SNAPSHOT): Finding[] {
  const settings = { ...defaultSettings("2026-01-01"), rules: { [overlap.id]: { options: overlap.options!.parse(options) } } };
  return evaluate([overlap], resources, { settings, snapshot });
}

function stack(name: string, resources: readonly Resource[]): Snapshot {
  const [project, which] = name.split("/");
  const moved = resources.map(one => ({ ...one, urn: one.urn.replace("urn:pulumi:dev::net", `urn:pulumi:${which}::${project}`) }));
  const { blocks, names, resources: kept } = factsOf(moved);
  const of = <T>(rows: readonly T[]) => rows.map(row => ({ ...row, stack: name }));
  return { ...EMPTY_SNAPSHOT, blocks: of(blocks), names: of(names), resources: of(kept) };
}

function joined(...snapshots: Snapshot[]): Snapshot {
  return { blocks: snapshots.flatMap(({ blocks }) => blocks), names: snapshots.flatMap(({ names }) => names), resources: snapshots.flatMap(({ resources }) => resources), missing: [] };
}

function vpc(name: string, cidrBlock: string, id: string): Resource {
  return resource("aws:ec2/vpc:Vpc", name, { cidrBlock }, id);
}

function peering(vpcId: string, peerVpcId: string, name = "peering"): Resource {
  return resource("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", name, { vpcId, peerVpcId }, `pcx-${name}`);
}

function transitGateway(): Resource {
  return resource("aws:ec2transitgateway/transitGateway:TransitGateway", "tgw", {}, "tgw-1");
}

function attachment(name: string, vpcId: string): Resource {
  return resource("aws:ec2transitgateway/vpcAttachment:VpcAttachment", name, { vpcId, transitGatewayId: "tgw-1" }, `tgw-attach-${name}`);
}

function resource(type: string, name: string, inputs: WireObject, id?: string): Resource {
  return { urn: urn(type, name), type, inputs, ...(id === undefined ? {} : { id }) };
}

function urn(type: string, name: string): string {
  return `urn:pulumi:dev::net::${type}::${name}`;
}

const ALLOW = { unconnected: "allow" };
