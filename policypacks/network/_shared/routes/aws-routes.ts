import type { Neighbours, Reference } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";
import { type Route, type RouteReader, firstOf, setOf } from "./route";

const TABLE = "aws:ec2/routeTable:RouteTable";
const DEFAULT_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable";
const GATEWAY_TABLES = ["aws:ec2transitgateway/routeTable:RouteTable", "aws:ec2transitgateway/transitGateway:TransitGateway"];
const VPCS = ["aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc", "aws-native:ec2:VPC"];
/** The table of a VPC itself is known as a property of the VPC. */
const TABLES = [TABLE, DEFAULT_TABLE, "aws-native:ec2:RouteTable", ...VPCS];

const DESTINATIONS = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId", "cidrBlock", "ipv6CidrBlock"];
/** What a route may lead to: https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html */
const TARGETS = [
  ...["carrierGatewayId", "coreNetworkArn", "egressOnlyGatewayId", "egressOnlyInternetGatewayId", "gatewayId", "instanceId", "localGatewayId", "natGatewayId"],
  ...["networkInterfaceId", "odbNetworkArn", "transitGatewayId", "vpcEndpointId", "vpcPeeringConnectionId"],
];

export const awsRoutes: Record<string, RouteReader> = {
  [TABLE]: subject => inlineRoutes(subject, () => ({ urn: subject.urn })),
  [DEFAULT_TABLE]: (subject, neighbours) => inlineRoutes(subject, () => defaultTableOf(subject, neighbours)),
  "aws:ec2/route:Route": (subject, neighbours) => [{ ...routeAt(subject.props), table: () => tableOf(subject, neighbours) }],
  "aws-native:ec2:Route": (subject, neighbours) => [{ ...routeAt(subject.props), table: () => tableOf(subject, neighbours) }],
  "aws:ec2transitgateway/route:Route": (subject, neighbours) => [gatewayRoute(subject, neighbours)],
};

/** The VPC that the routes of a table are for, and whose addresses they cannot have. */
export function vpcOfTable(table: Subject, neighbours: Neighbours): Reference | undefined {
  if (VPCS.includes(table.type)) return { urn: table.urn };
  return table.type === DEFAULT_TABLE ? defaultTableOf(table, neighbours) : neighbours.referenceOf(table, "vpcId", VPCS);
}

/**
 * Targets to which a route may lead that is as specific as the local one or more, so that a firewall sees what stays inside.
 * https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#middlebox-routing
 */
export function mayLeadInside({ targets }: Route): boolean {
  return targets.every(target => ["networkInterfaceId", "natGatewayId", "vpcEndpointId", "instanceId"].includes(target.path.split(".").at(-1)!) || (!target.isUnknown && target.text() === "local"));
}

function inlineRoutes({ props }: Subject, table: Route["table"]): Route[] {
  return props.find("routes.*").map(at => ({ ...routeAt(at), table, isInline: true }));
}

function routeAt(at: Value): Omit<Route, "table"> {
  return { at, destination: firstSet(at), targets: setOf(at, TARGETS), impliedTarget: () => undefined, scope: () => "", sharesLoad: () => false, isInline: false };
}

function firstSet(at: Value): Value {
  return setOf(at, DESTINATIONS)[0] ?? firstOf(at, DESTINATIONS);
}

function tableOf(subject: Subject, neighbours: Neighbours): Reference | undefined {
  const found = neighbours.referenceOf(subject, "routeTableId", TABLES);
  const table = found && "urn" in found ? neighbours.subjectOf(found.urn) : undefined;
  return table?.type === DEFAULT_TABLE ? defaultTableOf(table, neighbours) : found;
}

/** The default table is the VPC's own, also where it is named by the VPC. */
function defaultTableOf(subject: Subject, neighbours: Neighbours): Reference {
  return neighbours.referenceOf(subject, "defaultRouteTableId", VPCS) ?? { urn: subject.urn };
}

function gatewayRoute(subject: Subject, neighbours: Neighbours): Route {
  const { props } = subject;
  return {
    at: props,
    destination: props.at("destinationCidrBlock"),
    targets: setOf(props, ["transitGatewayAttachmentId"]),
    impliedTarget: () => (props.at("blackhole").flag() === true ? "blackhole" : undefined),
    table: () => neighbours.referenceOf(subject, "transitGatewayRouteTableId", GATEWAY_TABLES),
    scope: () => "",
    sharesLoad: () => false,
    isInline: false,
  };
}
