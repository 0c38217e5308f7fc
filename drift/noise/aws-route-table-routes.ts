import { isJsonObject, type Json, type JsonObject } from "../../model/index.ts";
import type { NoiseRule } from "../noise-rule.ts";
import { textAt } from "./_shared/amounts.ts";
import { addedTo } from "./_shared/lists.ts";
import { isThis } from "./_shared/names.ts";

const TABLE = "aws:ec2/routeTable:RouteTable";
const ROUTE = "aws:ec2/route:Route";
/** Property of a route in a table → property of a route by itself. */
const DESTINATIONS: Record<string, string> = { cidrBlock: "destinationCidrBlock", ipv6CidrBlock: "destinationIpv6CidrBlock", destinationPrefixListId: "destinationPrefixListId" };
const TARGETS = ["gatewayId", "natGatewayId", "transitGatewayId", "vpcPeeringConnectionId", "networkInterfaceId", "egressOnlyGatewayId", "vpcEndpointId", "localGatewayId", "carrierGatewayId", "coreNetworkArn"];
const internet = { type: ROUTE, inputs: { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" } };

export const rule: NoiseRule = {
  id: "aws-route-table-routes",
  title: "Routes of a table that are resources of their own",
  why: "A route table lists every route in it, also those that a Route in the same stack is for. The Route is read by itself.",
  issue: "https://github.com/pulumi/pulumi-aws/issues/2561",
  types: [TABLE, "aws:ec2/defaultRouteTable:DefaultRouteTable"],
  isNoise(place) {
    const added = addedTo(place, "routes");
    const own = place.neighbours.filter(({ type, inputs, isRead }) => type === ROUTE && isRead && isThis(place, textAt(inputs, "routeTableId")));
    return added !== undefined && added.every(route => own.some(({ inputs }) => isRoute(route, inputs)));
  },
  examples: {
    noise: [{ shows: "a Route in the stack made what was added", type: TABLE, outputs: { id: "rtb-1" }, recorded: { routes: [] }, found: { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1", natGatewayId: "" }] }, neighbours: [internet] }],
    drift: [
      { shows: "the route leads elsewhere", type: TABLE, outputs: { id: "rtb-1" }, recorded: { routes: [] }, found: { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-evil" }] }, neighbours: [internet] },
      { shows: "one more route was added by hand", type: TABLE, outputs: { id: "rtb-1" }, recorded: { routes: [] }, found: { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }, { cidrBlock: "10.9.0.0/16", vpcPeeringConnectionId: "pcx-1" }] }, neighbours: [internet] },
    ],
  },
};

function isRoute(listed: Json, own: JsonObject): boolean {
  if (!isJsonObject(listed)) return false;
  const goesThere = Object.entries(DESTINATIONS).every(([inTable, alone]) => textAt(listed, inTable) === textAt(own, alone));
  return goesThere && TARGETS.every(target => textAt(listed, target) === textAt(own, target));
}
