import { BLOCK_SOURCES, NETWORK_TYPES, networkTypesOf } from "../../../_kit/facts/block-sources";
import type { ConnectionEnd } from "../../../_kit/facts/connection-source";
import { CONNECTION_SOURCES } from "../../../_kit/facts/connection-sources";
import type { IndexDefinition, Neighbours } from "../../../_kit/neighbours";
import { remembered } from "../../../_kit/remembered";
import { type Subject, typeOf } from "../../../_kit/resource";
import { normaliseType } from "../../../_kit/type-token";
import { ifKnown } from "../../../_kit/undecided";
import { handleOf } from "./handle";

/** Types whose resources others refer to by a name that the program chooses, and the property that holds it. */
const NAMES: Record<string, string> = {
  "azure-native:network:VirtualNetwork": "virtualNetworkName",
  "azure-native:network:VirtualHub": "virtualHubName",
  "azure-native:network:VpnGateway": "gatewayName",
  "gcp:compute/network:Network": "name",
};

/** The URNs of everything that connections and blocks refer to, by handle. */
export const directory: IndexDefinition<Map<string, string>> = {
  types: [...new Set([...NETWORK_TYPES, ...Object.keys(CONNECTION_SOURCES), ...Object.keys(BLOCK_SOURCES)])],
  start(snapshot) {
    const urns = new Map<string, string>();
    for (const { type, id, urn, place = {} } of snapshot.blocks) if (id !== undefined) urns.set(handleOf({ text: id, type, place }), urn);
    return urns;
  },
  add(urns, subject, neighbours) {
    for (const handle of handlesOf(subject, neighbours)) urns.set(handle, subject.urn);
    if (subject.isForeign) return;
    for (const [handle, urn] of learnedFrom(subject)) if (!urns.has(handle)) urns.set(handle, urn);
  },
};

/** The resources of the stack that a property takes its value from, of these types. */
export function sourcesOf({ resource }: Subject, path: string, types: readonly string[]): string[] {
  return (resource.dependencies?.[path.split(".", 1)[0]!] ?? []).filter(urn => types.includes(normaliseType(typeOf(urn))));
}

function handlesOf(subject: Subject, neighbours: Neighbours): string[] {
  const { resource, urn, type, place } = subject;
  const property = NAMES[type];
  const name = property === undefined ? undefined : ifKnown(() => subject.props.at(property).text());
  const ids = [resource.id, subject.isForeign ? undefined : idsBefore(neighbours).get(urn), name];
  return ids.filter(text => text !== undefined && text !== "").map(text => handleOf({ text: text!, type, place }));
}

/** What the stack's resources were called at the last scan: a preview does not say it. */
function idsBefore(neighbours: Neighbours): Map<string, string> {
  const before = neighbours.previously();
  const known = ids.get(before) ?? new Map(before.flatMap(({ urn, resource: { id } }) => (id === undefined ? [] : [[urn, id] as const])));
  ids.set(before, known);
  return known;
}

const ids = new WeakMap<readonly Subject[], Map<string, string>>();

/** Where a property refers to one resource of the stack and its value is known, the value is that resource's handle. */
function learnedFrom(subject: Subject): [handle: string, urn: string][] {
  return referencesOf(subject.type).flatMap(({ path, to }) => {
    const [urn, ...more] = sourcesOf(subject, path, to);
    const values = subject.props.find(path);
    const text = values.length === 1 && !values[0]!.isUnknown ? values[0]!.text() : undefined;
    return urn === undefined || more.length > 0 || !text ? [] : [[handleOf({ text, type: normaliseType(typeOf(urn)), place: subject.place }), urn] as [string, string]];
  });
}

const referencesOf = remembered((type: string): readonly ConnectionEnd[] => [
  ...(CONNECTION_SOURCES[type]?.ends ?? []),
  ...(BLOCK_SOURCES[type] ?? []).flatMap(source => (source.network === undefined ? [] : [{ path: source.network, to: networkTypesOf(type, source) }])),
]);
