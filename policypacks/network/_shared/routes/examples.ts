import type { BadExample, Example, ExampleResource } from "../../../_kit/policy";
import { unknown, type WireObject } from "../../../_kit/wire";

const VPC: ExampleResource = { type: "aws:ec2/vpc:Vpc", name: "main", inputs: { cidrBlock: "10.0.0.0/16" } };
const NETWORK: ExampleResource = { type: "gcp:compute/network:Network", name: "main", inputs: { name: "main", autoCreateSubnetworks: false } };
const SUBNETWORK: ExampleResource = { type: "gcp:compute/subnetwork:Subnetwork", name: "apps", inputs: { network: "main", ipCidrRange: "10.8.0.0/20" } };

/** For `network-routes`. */
export const goodRoutes: readonly Example[] = [
  { title: "one default route, and one to a peer", resources: [VPC, table(), route("default", { destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }), route("peer", { destinationCidrBlock: "10.1.0.0/16", vpcPeeringConnectionId: "pcx-1" })] },
  { title: "a firewall between subnets", resources: [VPC, table({ routes: [{ cidrBlock: "10.0.1.0/24", vpcEndpointId: "vpce-1" }] })] },
  { title: "a blackhole that is meant", resources: [{ type: "aws:ec2transitgateway/route:Route", inputs: { transitGatewayRouteTableId: "tgw-rtb-1", destinationCidrBlock: "10.0.0.0/8", blackhole: true } }] },
  { title: "everything through an appliance", resources: [azureTable([{ name: "all", addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0.4" }])] },
  { title: "two tunnels that share the traffic", resources: [NETWORK, SUBNETWORK, gcpRoute("a", { destRange: "192.168.0.0/16", nextHopVpnTunnel: "one" }), gcpRoute("b", { destRange: "192.168.0.0/16", nextHopVpnTunnel: "two" })] },
  { title: "one entry for each destination", resources: [entry("a", { destinationCidrblock: "10.1.0.0/16", nexthopType: "Attachment", nexthopId: "tr-1" }), entry("b", { destinationCidrblock: "10.2.0.0/16", nexthopType: "Attachment", nexthopId: "tr-1" })] },
];

/** For `network-routes`. */
export const badRoutes: readonly BadExample[] = [
  {
    title: "two default routes",
    resources: [VPC, table(), route("a", { destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }), route("b", { destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" })],
    says: ['0.0.0.0/0 is the destination of "a", which leads there too, to another target.'],
  },
  { title: "a route to addresses of the VPC itself", resources: [VPC, table(), route("a", { destinationCidrBlock: "10.0.3.0/24", transitGatewayId: "tgw-1" })], says: ["10.0.3.0/24 is inside 10.0.0.0/16", "no other target"] },
  { title: "a table that states its routes, and one beside it", resources: [VPC, table({ routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] }), route("a", { destinationCidrBlock: "10.1.0.0/16", transitGatewayId: "tgw-1" })], says: ['"private" states its routes itself'] },
  { title: "a route without a target", resources: [VPC, table(), route("a", { destinationCidrBlock: "10.1.0.0/16" })], says: ["has no target"] },
  { title: "a route with two targets", resources: [VPC, table({ routes: [{ cidrBlock: "10.1.0.0/16", transitGatewayId: "tgw-1", natGatewayId: "nat-1", gatewayId: "" }] })], says: ["routes[0] has several targets: natGatewayId and transitGatewayId."] },
  { title: "one prefix twice", resources: [azureTable([{ name: "a", addressPrefix: "10.0.0.0/8", nextHopType: "VirtualNetworkGateway" }, { name: "b", addressPrefix: "10.0.0.0/8", nextHopType: "None" }])], says: ["routes[1]: 10.0.0.0/8 is the destination of routes[0]"] },
  { title: "an appliance without an address", resources: [azureTable([{ name: "a", addressPrefix: "10.0.0.0/8", nextHopType: "VirtualAppliance" }])], says: ["routes[0] has no target"] },
  { title: "a route beside a table that states its own", resources: [azureTable([{ name: "a", addressPrefix: "10.0.0.0/8", nextHopType: "None" }]), { type: "azure-native:network:Route", name: "b", inputs: { routeTableName: "main", addressPrefix: "10.9.0.0/16", nextHopType: "Internet" } }], says: ['"main" states its routes itself'] },
  { title: "a route to a subnetwork of the network", resources: [NETWORK, SUBNETWORK, gcpRoute("a", { destRange: "10.8.1.0/24", nextHopIp: "10.8.0.5" })], says: ["10.8.1.0/24 is inside 10.8.0.0/20"] },
  { title: "one route twice", resources: [NETWORK, gcpRoute("a", { destRange: "192.168.0.0/16", nextHopIp: "10.8.0.5" }), gcpRoute("b", { destRange: "192.168.0.0/16", nextHopIp: "10.8.0.5", priority: 1000 })], says: ["which is the same route"] },
  { title: "two next hops for one destination", resources: [entry("a", { destinationCidrblock: "10.1.0.0/16", nexthopType: "Attachment", nexthopId: "tr-1" }), entry("b", { destinationCidrblock: "10.1.0.0/16", nexthopType: "NatGateway", nexthopId: "ngw-1" })], says: ['the destination of "a"'] },
];

function table(inputs: WireObject = {}): ExampleResource {
  return { type: "aws:ec2/routeTable:RouteTable", name: "private", inputs: { vpcId: unknown, ...inputs }, uses: { vpcId: "main" } };
}

function route(name: string, inputs: WireObject): ExampleResource {
  return { type: "aws:ec2/route:Route", name, inputs: { routeTableId: unknown, ...inputs }, uses: { routeTableId: "private" } };
}

function azureTable(routes: WireObject[]): ExampleResource {
  return { type: "azure-native:network:RouteTable", name: "main", inputs: { routeTableName: "main", routes } };
}

function gcpRoute(name: string, inputs: WireObject): ExampleResource {
  return { type: "gcp:compute/route:Route", name, inputs: { network: "main", ...inputs } };
}

function entry(name: string, inputs: WireObject): ExampleResource {
  return { type: "alicloud:vpc/routeEntry:RouteEntry", name, inputs: { routeTableId: "vtb-1", ...inputs } };
}
