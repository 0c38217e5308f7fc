import type { IndexDefinition, Neighbours } from "../../../_kit/neighbours";
import { type Subject, typeOf } from "../../../_kit/resource";
import { normaliseType } from "../../../_kit/type-token";
import { ifKnown } from "../../../_kit/undecided";
import { BINDINGS, type Power, readRoleRule, ROLES, type RoleRule, verbsGiven } from "./role-rule";

/** A rule that somebody has, and by which binding. */
export interface Right {
  rule: RoleRule;
  binding: string;
  /** `undefined` for the whole cluster. */
  namespace: string | undefined;
}

interface Bound {
  bindings: Map<string, Subject[]>;
  roles: Map<string, Subject>;
  /** What was worked out of the two; forgotten with each resource that comes. */
  rights: Map<string, Right[]>;
}

const BOUND: IndexDefinition<Bound> = {
  types: [...BINDINGS, ...ROLES],
  start: () => ({ bindings: new Map(), roles: new Map(), rights: new Map() }),
  add({ bindings, roles, rights }, subject) {
    if (subject.isForeign) return;
    rights.clear();
    if (ROLES.includes(subject.type)) addRole(roles, subject);
    else for (const who of whoOf(subject)) addBinding(bindings, who, subject);
  },
};

/** Whom a binding is about, as texts that are the same in every binding. Those that are not known are left out. */
export function whoOf({ props }: Subject): string[] {
  const subjects = ifKnown(() => props.at("subjects").items()) ?? [];
  return subjects.flatMap(one => ifKnown(() => [`${one.at("kind").text()} ${[one.at("namespace").text(), one.at("name").text()].filter(part => part).join("/")}`]) ?? []);
}

/** The rights that somebody (as `whoOf` has it) has by roles of the stack. What is not known of them is left out. */
export function rightsOf(who: string, neighbours: Neighbours): readonly Right[] {
  const { bindings, roles, rights } = neighbours.index(BOUND);
  const known = rights.get(who);
  if (known) return known;
  const found = (bindings.get(who) ?? []).flatMap(binding => rightsBy(binding, roles));
  rights.set(who, found);
  return found;
}

/** The service accounts of a namespace to which bindings of the stack give something, as `whoOf` has them, in order. */
export function serviceAccountsOf(namespace: string, neighbours: Neighbours): string[] {
  return [...neighbours.index(BOUND).bindings.keys()].filter(who => who.startsWith(`ServiceAccount ${namespace}/`)).sort();
}

/** The bindings of the stack that are about somebody. */
export function bindingsOf(who: string, neighbours: Neighbours): readonly Subject[] {
  return neighbours.index(BOUND).bindings.get(who) ?? [];
}

/** The bindings that give all of the powers on the whole cluster: one where one is enough; `undefined` where not all of them are given. */
export function bindingsThatGive(powers: readonly Power[], rights: readonly Right[]): string[] | undefined {
  const giversOf: string[][] = [];
  for (const power of powers) {
    const givers = rights.filter(({ rule, namespace }) => namespace === undefined && rule.names.length === 0 && verbsGiven(rule, power).length > 0);
    if (givers.length === 0) return undefined;
    giversOf.push(givers.map(({ binding }) => binding));
  }
  const enough = giversOf[0]?.find(binding => giversOf.every(givers => givers.includes(binding)));
  return enough === undefined ? [...new Set(giversOf.map(givers => givers[0]!))] : [enough];
}

function rightsBy(binding: Subject, roles: ReadonlyMap<string, Subject>): Right[] {
  const role = roleOf(binding, roles);
  const rules = (role && ifKnown(() => role.props.at("rules").items())) ?? [];
  const namespace = binding.type.endsWith(":ClusterRoleBinding") ? undefined : (binding.place.group ?? "default");
  return rules.flatMap(at => ifKnown(() => [{ rule: readRoleRule(at), binding: binding.urn, namespace }]) ?? []);
}

function addBinding(bindings: Map<string, Subject[]>, who: string, binding: Subject): void {
  const others = bindings.get(who);
  if (others) others.push(binding);
  else bindings.set(who, [binding]);
}

function addRole(roles: Map<string, Subject>, role: Subject): void {
  roles.set(role.urn, role);
  const key = ifKnown(() => keyOf(role.type, role.place.group, role.props.at("metadata", "name").text()));
  if (key) roles.set(key, role);
}

function roleOf(binding: Subject, roles: ReadonlyMap<string, Subject>): Subject | undefined {
  const [source, ...others] = (binding.resource.dependencies?.["roleRef"] ?? []).filter(urn => ROLES.includes(normaliseType(typeOf(urn))));
  if (source !== undefined && others.length === 0) return roles.get(source);
  const reference = binding.props.at("roleRef");
  const key = ifKnown(() => keyOf(`:${reference.at("kind").text()}`, binding.place.group, reference.at("name").text()));
  return key === undefined ? undefined : roles.get(key);
}

function keyOf(type: string, namespace: string | undefined, name: string | undefined): string {
  return type.endsWith(":ClusterRole") ? `ClusterRole ${name}` : `Role ${namespace ?? "default"}/${name}`;
}
