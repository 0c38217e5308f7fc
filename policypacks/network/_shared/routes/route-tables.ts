import { BlockIndex } from "../../../_kit/cidr/block-index";
import { isCidr, parseCidr } from "../../../_kit/cidr/cidr";
import type { IndexDefinition, Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import { ifKnown } from "../../../_kit/undecided";
import { alicloudRoutes } from "./alicloud-routes";
import { awsRoutes, vpcOfTable } from "./aws-routes";
import { azureRoutes } from "./azure-routes";
import { gcpRoutes } from "./gcp-routes";
import { destinationOf, keyOf, type Route, type RouteReader, targetOf } from "./route";

export const ROUTES: Record<string, RouteReader> = { ...awsRoutes, ...azureRoutes, ...gcpRoutes, ...alicloudRoutes };

/** What is known of a route that others are compared with. */
export interface KnownRoute {
  urn: string;
  path: string;
  destination: string;
  scope: string;
  target: string;
  sharesLoad: boolean;
  isInline: boolean;
}

/** The routes of each table, by the table; those of which everything is known that they are compared by. */
export const routesOfTables: IndexDefinition<Map<string, KnownRoute[]>> = {
  types: Object.keys(ROUTES),
  start: () => new Map(),
  add(tables, subject, neighbours) {
    for (const route of ROUTES[subject.type]!(subject, neighbours)) {
      const [table, known] = ifKnown(() => [keyOf(route.table()), describe(route, subject)] as const) ?? [];
      if (table !== undefined && known) tables.set(table, [...(tables.get(table) ?? []), known]);
    }
  },
};

/** @throws {Undecided} where something is not known that it is compared by */
export function describe(route: Route, subject: Subject): KnownRoute | undefined {
  const destination = destinationOf(route);
  if (destination === undefined) return undefined;
  return { urn: subject.urn, path: route.at.path, destination, scope: route.scope(), target: targetOf(route, subject), sharesLoad: route.sharesLoad(), isInline: route.isInline };
}

/** Where the addresses are that a network routes by itself: the blocks of a VPC of AWS, and elsewhere those of subnets. */
const LOCAL: Record<string, { paths: readonly string[]; network?: string }> = {
  "aws:ec2/vpc:Vpc": { paths: ["cidrBlock", "ipv6CidrBlock"] },
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": { paths: ["cidrBlock"], network: "vpcId" },
  "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation": { paths: ["ipv6CidrBlock"], network: "vpcId" },
  "aws-native:ec2:VPC": { paths: ["cidrBlock"] },
  "gcp:compute/subnetwork:Subnetwork": { paths: ["ipCidrRange", "secondaryIpRanges.*.ipCidrRange"], network: "network" },
  "alicloud:vpc/switch:Switch": { paths: ["cidrBlock"], network: "vpcId" },
};
const NETWORKS = ["aws:ec2/vpc:Vpc", "aws-native:ec2:VPC", "gcp:compute/network:Network", "alicloud:vpc/network:Network"];

/** The addresses that each network routes by itself, by the network; each with the resource that has them. */
export const localBlocks: IndexDefinition<Map<string, BlockIndex<Subject>>> = {
  types: Object.keys(LOCAL),
  start: () => new Map(),
  add(networks, subject, neighbours) {
    const { paths, network } = LOCAL[subject.type]!;
    const key = network === undefined ? subject.urn : keyOf(neighbours.referenceOf(subject, network, NETWORKS));
    if (key === undefined) return;
    const index = networks.get(key) ?? new BlockIndex<Subject>();
    networks.set(key, index);
    for (const value of paths.flatMap(path => subject.props.find(path))) {
      const cidr = ifKnown(() => parseCidr(value.text() ?? ""));
      // A secret block would be told by the message about it.
      if (cidr && isCidr(cidr) && !value.isSecret) index.add(cidr, subject);
    }
  },
};

/** The network that the routes of a table are for; `undefined` where that is not known here, or a network has no say. @throws {Undecided} */
export function networkOfTable(route: Route, neighbours: Neighbours): string | undefined {
  const table = route.table();
  const subject = table && "urn" in table ? neighbours.subjectOf(table.urn) : undefined;
  if (!subject) return keyOf(table);
  if (subject.cloud === "aws" && subject.type.startsWith("aws:ec2transitgateway/")) return undefined;
  if (subject.cloud === "aws") return keyOf(vpcOfTable(subject, neighbours));
  return NETWORKS.includes(subject.type) ? subject.urn : keyOf(neighbours.referenceOf(subject, "vpcId", NETWORKS));
}
