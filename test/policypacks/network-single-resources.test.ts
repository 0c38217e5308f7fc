import { describe, expect, test } from "vitest";
import { evaluate } from "../../policypacks/_kit/evaluate.ts";
import type { Policy } from "../../policypacks/_kit/policy.ts";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { defaultSettings } from "../../policypacks/_kit/settings.ts";
import { secret, unknown, type WireObject } from "../../policypacks/_kit/wire.ts";
import { policy as blockSize } from "../../policypacks/network/network-block-size.ts";
import { policy as capacity } from "../../policypacks/network/network-capacity.ts";
import { policy as endpoints } from "../../policypacks/network/network-no-public-endpoints.ts";
import { policy as ingress } from "../../policypacks/network/network-no-public-ingress.ts";
import { policy as routes } from "../../policypacks/network/network-routes.ts";
import { policy as insideBlocks } from "../../policypacks/network/network-vpn-inside-blocks.ts";

describe("sizes of blocks", () => {
  test.each([
    ["10.0.0.0/15", true],
    ["10.0.0.0/16", false],
    ["10.0.0.0/28", false],
    ["10.0.0.0/29", true],
    ["2001:db8::/40", true],
    ["2001:db8::/44", false],
    ["2001:db8::/46", true],
    ["2001:db8::/60", false],
    ["2001:db8::/64", true],
  ])("a VPC of %s is refused: %s", (cidr, isRefused) => {
    const property = cidr.includes(":") ? "ipv6CidrBlock" : "cidrBlock";
    expect(messagesOf(blockSize, [resource("aws:ec2/vpc:Vpc", { [property]: cidr })])).toHaveLength(isRefused ? 1 : 0);
  });

  test("no other block is named in the place of a secret one, and the secret is not shown", () => {
    const [finding] = evaluate([blockSize], [resource("aws:ec2/vpc:Vpc", { cidrBlock: secret("10.64.0.0/10") })], { settings: defaultSettings("2026-01-01") });
    expect(`${finding?.message} ${finding?.fix}`).toContain("[secret]");
    expect(`${finding?.message} ${finding?.fix}`).not.toMatch(/10\.\d+\./);
  });

  test("a block that is not known is undecided, and hides no other", () => {
    const found = evaluate([blockSize], [resource("aws:ec2/vpc:Vpc", { cidrBlock: unknown, ipv6CidrBlock: "2001:db8::/64" })], { settings: defaultSettings("2026-01-01") });
    expect(found.map(({ result }) => result).sort()).toEqual(["undecided", "violation"]);
  });

  test("a subnet is held to the narrower of what its name and its delegation ask for, whatever case the name is in", () => {
    const subnet = { subnetName: "gatewaysubnet", virtualNetworkName: "main", addressPrefix: "10.0.0.0/28" };
    expect(messagesOf(blockSize, [resource("azure-native:network:Subnet", subnet)])).toEqual([expect.stringContaining("/27 or wider")]);
    expect(messagesOf(blockSize, [resource("azure-native:network:Subnet", { ...subnet, addressPrefix: "10.0.0.0/27" })])).toEqual([]);
  });
});

describe("tunnels", () => {
  test.each(["169.254.0.0/30", "169.254.5.0/30", "169.254.169.252/30"])("%s is the cloud's own", cidr => {
    expect(messagesOf(insideBlocks, [resource("aws:ec2/vpnConnection:VpnConnection", { tunnel1InsideCidr: cidr })])).toEqual([expect.stringContaining("kept by the cloud")]);
  });

  test("169.254.6.0/30 is taken by AWS, and kept by Alibaba Cloud", () => {
    expect(messagesOf(insideBlocks, [resource("aws:ec2/vpnConnection:VpnConnection", { tunnel1InsideCidr: "169.254.6.0/30" })])).toEqual([]);
    expect(messagesOf(insideBlocks, [resource("alicloud:vpn/connection:Connection", { bgpConfig: { tunnelCidr: "169.254.6.0/30" } })])).toHaveLength(1);
  });
});

describe("who may come in", () => {
  test("a deny of IPv4 closes no rule of IPv6, and one of TCP none of UDP", () => {
    const acl = (allow: WireObject) => [resource("aws:ec2/networkAcl:NetworkAcl", { ingress: [{ ruleNo: 1, action: "deny", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlock: "0.0.0.0/0" }, { ruleNo: 2, action: "allow", fromPort: 22, toPort: 22, ...allow }] })];
    expect(messagesOf(ingress, acl({ protocol: "tcp", cidrBlock: "0.0.0.0/0" }))).toEqual([]);
    expect(messagesOf(ingress, acl({ protocol: "tcp", ipv6CidrBlock: "::/0" }))).toHaveLength(1);
    expect(messagesOf(ingress, acl({ protocol: "udp", cidrBlock: "0.0.0.0/0" }))).toHaveLength(1);
  });

  test("a deny that comes later, or is for one target only, closes nothing", () => {
    const group = (deny: WireObject) => [resource("azure-native:network:NetworkSecurityGroup", { securityRules: [rule({ access: "Deny", ...deny }), rule({ access: "Allow", priority: 100 })] })];
    expect(messagesOf(ingress, group({ priority: 90 }))).toEqual([]);
    expect(messagesOf(ingress, group({ priority: 110 }))).toHaveLength(1);
    expect(messagesOf(ingress, group({ priority: 90, destinationAddressPrefix: "10.0.0.4" }))).toHaveLength(1);
  });

  test("a prefix list of which nothing is known is undecided only where the rule's own sources are not wide", () => {
    const rule = (inputs: WireObject) => evaluate([ingress], [resource("aws:ec2/securityGroup:SecurityGroup", { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, prefixListIds: unknown, ...inputs }] })], { settings: defaultSettings("2026-01-01") });
    expect(rule({ cidrBlocks: ["10.0.0.0/8"] }).map(({ result }) => result)).toEqual(["undecided"]);
    expect(rule({ cidrBlocks: ["0.0.0.0/0"] }).map(({ result }) => result)).toEqual(["violation"]);
  });

  function rule(inputs: WireObject): WireObject {
    return { name: "rule", direction: "Inbound", protocol: "Tcp", sourceAddressPrefix: "*", destinationAddressPrefix: "*", destinationPortRange: "22", ...inputs };
  }
});

describe("endpoints", () => {
  test.each([
    [{}, 1],
    [{ masterAuthorizedNetworksConfig: {} }, 0],
    [{ masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "0.0.0.0/0" }] } }, 1],
    [{ privateClusterConfig: { enablePrivateEndpoint: true } }, 0],
  ])("a cluster of Google Cloud with %j is told %i times", (inputs, times) => {
    expect(messagesOf(endpoints, [resource("gcp:container/cluster:Cluster", inputs)])).toHaveLength(times);
  });

  test("whether a cluster is public is undecided where that is not known", () => {
    const [finding] = evaluate([endpoints], [resource("aws:eks/cluster:Cluster", { vpcConfig: { endpointPublicAccess: unknown } })], { settings: defaultSettings("2026-01-01") });
    expect(finding).toMatchObject({ result: "undecided", message: expect.stringContaining("vpcConfig.endpointPublicAccess") });
  });

  test("the load balancer of the AWS controller is internal unless it is said otherwise", () => {
    const service = (annotations: WireObject) => [resource("kubernetes:core/v1:Service", { metadata: { annotations }, spec: { type: "LoadBalancer", loadBalancerClass: "service.k8s.aws/nlb", ports: [{ port: 5432 }] } })];
    expect(messagesOf(endpoints, service({}))).toEqual([]);
    expect(messagesOf(endpoints, service({ "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" }))).toHaveLength(1);
  });
});

describe("routes", () => {
  test("of two routes to one destination the later is told, once", () => {
    const route = (name: string, gatewayId: string) => ({ ...resource("aws:ec2/route:Route", { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", gatewayId }), urn: urnOf("aws:ec2/route:Route", name) });
    const found = evaluate([routes], [route("b", "igw-1"), route("a", "igw-2")], { settings: defaultSettings("2026-01-01") });
    expect(found.map(({ urn, related }) => [urn, related])).toEqual([[urnOf("aws:ec2/route:Route", "b"), [urnOf("aws:ec2/route:Route", "a")]]]);
  });

  test("the default table of a VPC and the table that the VPC names are one", () => {
    const vpc = { ...resource("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }), urn: urnOf("aws:ec2/vpc:Vpc", "main") };
    const table = { ...resource("aws:ec2/defaultRouteTable:DefaultRouteTable", { defaultRouteTableId: unknown, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] }), dependencies: { defaultRouteTableId: [vpc.urn] } };
    const route = { ...resource("aws:ec2/route:Route", { routeTableId: unknown, destinationCidrBlock: "10.1.0.0/16", transitGatewayId: "tgw-1" }), dependencies: { routeTableId: [vpc.urn] } };
    expect(messagesOf(routes, [vpc, table, route])).toEqual([expect.stringContaining("states its routes itself")]);
  });
});

describe("room in subnets", () => {
  test.each([
    ["aws:ec2/subnet:Subnet", { cidrBlock: "10.0.0.0/28" }, 11],
    ["azure-native:network:Subnet", { subnetName: "main", addressPrefixes: ["10.0.0.0/28", "fd00::/64"] }, 11],
    ["gcp:compute/subnetwork:Subnetwork", { ipCidrRange: "10.0.0.0/28" }, 12],
    ["alicloud:vpc/switch:Switch", { cidrBlock: "10.0.0.0/28" }, 12],
  ])("%s %j has %i usable addresses", (type, inputs, usable) => {
    const settings = (addresses: number) => ({ ...defaultSettings("2026-01-01"), rules: { [capacity.id]: { options: { wanted: [{ subnets: ["*"], addresses }], podsPerNode: 0 } } } });
    expect(evaluate([capacity], [resource(type, inputs)], { settings: settings(usable) })).toEqual([]);
    expect(evaluate([capacity], [resource(type, inputs)], { settings: settings(usable + 1) })).toEqual([expect.objectContaining({ message: expect.stringContaining(`has ${usable} usable addresses`) })]);
  });

  test("a group whose subnet another stack has is not judged", () => {
    expect(messagesOf(capacity, [resource("aws:autoscaling/group:Group", { vpcZoneIdentifiers: ["subnet-1"], maxSize: 1000 })])).toEqual([]);
  });
});

function messagesOf(policy: Policy, resources: readonly Resource[]): string[] {
  return evaluate([policy], resources, { settings: defaultSettings("2026-01-01") }).map(({ message }) => message);
}

function resource(type: string, inputs: WireObject): Resource {
  return { urn: urnOf(type, "main"), type, inputs };
}

function urnOf(type: string, name: string): string {
  return `urn:pulumi:prod::net::${type}::${name}`;
}
