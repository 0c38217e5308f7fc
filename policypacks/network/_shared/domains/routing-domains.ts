import type { ConnectionSource } from "../../../_kit/facts/connection-source";
import { CONNECTION_SOURCES } from "../../../_kit/facts/connection-sources";
import type { IndexDefinition, Neighbours } from "../../../_kit/neighbours";
import { nameOf, type Subject, typeOf } from "../../../_kit/resource";
import { normaliseType } from "../../../_kit/type-token";
import { ifKnown } from "../../../_kit/undecided";
import { Value } from "../../../_kit/value";
import { sourcesOf } from "./directory";
import { Domains } from "./domains";
import { type Node, nodesOf } from "./nodes";

/** What is connected with what in the whole estate: networks over peering, transit gateways, hubs, VPN and leased lines. */
export const routingDomains: IndexDefinition<Domains> = {
  types: Object.keys(CONNECTION_SOURCES),
  start: () => new Domains(),
  add(domains, subject, neighbours) {
    const source = CONNECTION_SOURCES[subject.type]!;
    for (const end of source.ends) for (const node of ifKnown(() => nodesOf(subject, end, neighbours)) ?? []) domains.connect(subject.urn, node);
    for (const node of addressNodes(subject, source)) domains.connect(subject.urn, node);
  },
};

/**
 * `through VPC peering "core-apps"`, or `` where the two are not connected.
 * Of what no stack of the estate manages only that it is on the way is known, so that it is left out.
 */
export function wayBetween(a: Node, b: Node, neighbours: Neighbours): string {
  const way = neighbours.index(routingDomains).between(a, b).flatMap(node => describeNode(node) ?? []);
  if (way.length === 0) return "";
  const shown = way.length > MOST_SHOWN ? [...way.slice(0, MOST_SHOWN - 1), `${way.length - MOST_SHOWN + 1} more`] : way;
  return `through ${[shown.slice(0, -1).join(", "), shown.at(-1)].filter(Boolean).join(" and ")}`;
}

const MOST_SHOWN = 4;

/**
 * Whether what is behind a gateway's far side is itself in the estate: then its networks are known, and what the gateway's
 * owner says of them is only a description.
 */
export function isFarSideKnown(site: Node, neighbours: Neighbours): boolean {
  const domains = neighbours.index(routingDomains);
  const near = new Set([site, ...domains.linksOf(site)]);
  for (const node of [...near]) if (!isNetworkLike(node)) for (const next of domains.linksOf(node)) near.add(next);
  return [...near].some(node => namesFarSide(node) && [...domains.linksOf(node)].some(link => leadsToGateway(link, node, domains)));
}

function leadsToGateway(link: Node, from: Node, domains: Domains): boolean {
  const ways = link.startsWith(ADDRESS) ? [...domains.linksOf(link)] : [link];
  return ways.some(node => node !== from && sourceAt(node)?.outputAddresses !== undefined && !isNearGateway(node, from, domains));
}

/** A VPN connection is a link of the customer gateway that it goes to: that is the near side. */
function isNearGateway(gateway: Node, from: Node, domains: Domains): boolean {
  const ends = sourceAt(gateway)?.ends ?? [];
  return ends.some(({ to }) => to.includes(normaliseType(typeOf(from)))) && [...domains.linksOf(gateway)].includes(from);
}

function namesFarSide(node: Node): boolean {
  return sourceAt(node)?.addresses !== undefined;
}

function isNetworkLike(node: Node): boolean {
  return sourceAt(node) === undefined;
}

function sourceAt(node: Node): ConnectionSource | undefined {
  return CONNECTION_SOURCES[normaliseType(typeOf(node))];
}

const ADDRESS = "address ";
const TYPES_WITH_ADDRESS = Object.keys(CONNECTION_SOURCES).filter(type => CONNECTION_SOURCES[type]!.outputAddresses !== undefined);

function addressNodes(subject: Subject, { addresses = [], outputAddresses = [] }: ConnectionSource): Node[] {
  // The snapshot keeps them beside the inputs.
  const outputs = subject.isForeign ? subject.props : new Value(subject.resource.outputs);
  const values = [...addresses.flatMap(path => subject.props.find(path)), ...outputAddresses.flatMap(path => outputs.find(path))];
  const known = values.flatMap(value => (value.isSecret ? [] : (ifKnown(() => value.text()) ?? []))).filter(text => text !== "");
  return [...known.map(text => `${ADDRESS}${text}`), ...addresses.flatMap(path => sourcesOf(subject, path, TYPES_WITH_ADDRESS))];
}

function describeNode(node: Node): string | undefined {
  const source = sourceAt(node);
  return source && `${source.what} "${nameOf(node)}"`;
}
