import type { IndexDefinition, Neighbours, Reference } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import { ifKnown } from "../../../_kit/undecided";
import { ATTACH_POINTS, MANAGED_POLICY, MEMBERSHIPS, OWN_POINTS, PRINCIPAL_TYPES, type PrincipalKind, typesOfKind } from "./attach-points";

/** A user, group, role or permission set: one of the stack or of another one, or one that no stack has and resources name. */
export interface Principal {
  kind: PrincipalKind;
  /** Where a stack has it; the resource itself may be still to come. */
  urn: string | undefined;
  subject: Subject | undefined;
  /** The cloud's name for it, where it is known. */
  name: string | undefined;
}

/** Who holds what: built once for a stack, and kept up to date. */
export interface PrincipalIndex {
  /** Resources that give rights, by whom they give them to. */
  readonly givers: Map<string, Subject[]>;
  /** By user: the groups. */
  readonly groups: Map<string, Principal[]>;
  /** By stack, kind and name: that the stack has such a principal itself. */
  readonly owned: Set<string>;
  /** URNs of policies that limit somebody, and of those that give somebody rights. */
  readonly boundaries: Set<string>;
  readonly attached: Set<string>;
}

export const principals: IndexDefinition<PrincipalIndex> = {
  types: [...Object.keys(ATTACH_POINTS), ...Object.keys(MEMBERSHIPS), ...Object.keys(PRINCIPAL_TYPES)],
  start: () => ({ givers: new Map(), groups: new Map(), owned: new Set(), boundaries: new Set(), attached: new Set() }),
  add(index, subject, neighbours) {
    const kind = PRINCIPAL_TYPES[subject.type];
    const name = kind && nameOf(subject);
    if (kind && name !== undefined) index.owned.add(`${subject.stack} ${kind} ${name}`);
    for (const urn of policiesIn(subject, ["permissionsBoundary"], neighbours)) index.boundaries.add(urn);
    for (const urn of policiesIn(subject, policyProperties(subject), neighbours)) index.attached.add(urn);
    for (const principal of receiversOf(subject, neighbours)) push(index.givers, keyOf(principal), subject);
    for (const { user, group } of membershipsOf(subject, neighbours)) push(index.groups, keyOf(user), group);
  },
};

/** The principal that a resource is; `undefined` where it is none. */
export function principalOf(subject: Subject): Principal | undefined {
  const kind = PRINCIPAL_TYPES[subject.type];
  return kind && { kind, urn: subject.urn, subject, name: nameOf(subject) };
}

/** Whom a resource gives rights to, or whom it puts into groups. Those that are not known yet are left out. */
export function touchedBy(subject: Subject, neighbours: Neighbours): Principal[] {
  return [...receiversOf(subject, neighbours), ...membershipsOf(subject, neighbours).map(({ user }) => user)];
}

/** The resources that give a principal its rights, itself first where it holds some in its own properties; of groups that a user is in, too. */
export function giversOf(principal: Principal, neighbours: Neighbours): Subject[] {
  const index = neighbours.index(principals);
  const holders = [principal, ...groupsOf(principal, neighbours)];
  return [...new Set(holders.flatMap(holder => [
    ...(holder.subject && OWN_POINTS[holder.subject.type] ? [holder.subject] : []),
    ...keysOf(holder).flatMap(key => index.givers.get(key) ?? []).filter(giver => canMean(giver, holder, index)),
  ]))];
}

export function groupsOf(principal: Principal, neighbours: Neighbours): Principal[] {
  const index = neighbours.index(principals);
  return principal.kind === "user" ? keysOf(principal).flatMap(key => index.groups.get(key) ?? []) : [];
}

/** What a principal is called where policies name it, as `role/ci`: itself and the groups that it is in. */
export function resourceNames(principal: Principal, neighbours: Neighbours): string[] {
  return [principal, ...groupsOf(principal, neighbours)].flatMap(({ kind, name, subject }) => {
    const path = (subject && ifKnown(() => subject.props.at("path").text())) ?? "/";
    return name === undefined ? [] : [`${kind}${path}${name}`];
  });
}

/**
 * Whether nothing is to be said of what a resource's documents allow: a managed policy that only limits others gives nobody anything.
 * Whether it does is known at the end, which in a preview is before it is created.
 */
export function givesNothing({ urn, type }: Subject, neighbours: Neighbours): boolean {
  if (type !== MANAGED_POLICY) return false;
  const { boundaries, attached } = neighbours.index(principals);
  return !neighbours.knowsAll || (boundaries.has(urn) && !attached.has(urn));
}

function policyProperties({ type }: Subject): readonly string[] {
  return (ATTACH_POINTS[type] ?? OWN_POINTS[type])?.policies ?? [];
}

function policiesIn(subject: Subject, properties: readonly string[], neighbours: Neighbours): string[] {
  const references = properties.flatMap(property => ifKnown(() => neighbours.referencesOf(subject, property, [MANAGED_POLICY])) ?? []);
  return references.flatMap(reference => ("urn" in reference ? [reference.urn] : []));
}

function receiversOf(subject: Subject, neighbours: Neighbours): Principal[] {
  return (ATTACH_POINTS[subject.type]?.to ?? []).flatMap(({ property, kind }) => referred(subject, property, kind, neighbours));
}

function membershipsOf(subject: Subject, neighbours: Neighbours): { user: Principal; group: Principal }[] {
  const membership = MEMBERSHIPS[subject.type];
  if (!membership) return [];
  const groups = referred(subject, membership.groups, "group", neighbours);
  return referred(subject, membership.users, "user", neighbours).flatMap(user => groups.map(group => ({ user, group })));
}

function referred(subject: Subject, property: string, kind: PrincipalKind, neighbours: Neighbours): Principal[] {
  const references: Reference[] = subject.isForeign ? namesIn(subject, property) : (ifKnown(() => neighbours.referencesOf(subject, property, typesOfKind(kind))) ?? []);
  return references.map(reference => {
    if ("outside" in reference) return { kind, urn: undefined, subject: undefined, name: reference.outside };
    const found = neighbours.subjectOf(reference.urn);
    return { kind, urn: reference.urn, subject: found, name: found && nameOf(found) };
  });
}

/** What another stack names need not be this stack's, though it is called the same: whose it is, is asked when it is looked for. */
function namesIn(subject: Subject, property: string): Reference[] {
  return ifKnown(() => subject.props.at(property).items().flatMap(item => item.text() ?? []).map(outside => ({ outside }))) ?? [];
}

/** A resource of another stack means that stack's own principal where it has one of that name, and never one of another account. */
function canMean(giver: Subject, { kind, name, subject }: Principal, { owned }: PrincipalIndex): boolean {
  if (!giver.isForeign || !subject || giver.stack === subject.stack) return true;
  const [here, there] = [subject.place.account, giver.place.account];
  return !(here && there && here !== there) && !owned.has(`${giver.stack} ${kind} ${name}`);
}

function keyOf({ kind, urn, name }: Principal): string {
  return urn ?? `${kind} ${name}`;
}

function keysOf(principal: Principal): string[] {
  const { kind, urn, subject, name } = principal;
  const id = subject?.resource.id;
  return [...new Set([...(urn === undefined ? [] : [urn]), ...(name === undefined ? [] : [`${kind} ${name}`]), ...(id === undefined ? [] : [`${kind} ${id}`])])];
}

function nameOf(subject: Subject): string | undefined {
  return ifKnown(() => subject.props.at("name").text());
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
