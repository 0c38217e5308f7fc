import type { Neighbours } from "../../../_kit/neighbours";
import { type Subject, typeOf } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";

/** That somebody has a role. Every part may be unknown. */
export interface Grant {
  role: Value;
  /** One member, or a list of them. */
  members: Value;
  condition: Value;
  /** As it is shown where the grant is one of many: the path of the binding in a policy. */
  path: string;
}

/**
 * What an `…IAMMember`, `…IAMBinding` or `…IAMPolicy` (of whatever resource) grants: they are built alike for all resources of
 * Google Cloud. https://www.pulumi.com/registry/packages/gcp/api-docs/projects/iammember/ @throws {Undecided} where a whole policy is unknown
 */
export function grantsOf({ type, props }: Subject): Grant[] {
  if (/Policy$/.test(type)) return props.at("policyData").document().at("bindings").items().map(binding => grantIn(binding, "members"));
  return [grantIn(props, /Member$/.test(type) ? "member" : "members")];
}

const CUSTOM_ROLES = ["projects", "organizations"].map(level => `gcp:${level}/iAMCustomRole:IAMCustomRole`);

/** Whether the role is not known yet because it is one of the stack's own: it is none of Google's then, and it is judged itself. */
export function grantsOwnRole(subject: Subject, neighbours: Neighbours): boolean {
  return subject.props.at("role").isUnknown && neighbours.comesFrom(subject, "role", CUSTOM_ROLES);
}

function grantIn(at: Value, members: string): Grant {
  return { role: at.at("role"), members: at.at(members), condition: at.at("condition"), path: at.path };
}

/**
 * The members of a grant whose names matter. One that is not known yet because a resource of the stack makes it (a service account,
 * the identity of a log sink) is left out: it is one of one's own, and nobody else. @throws {Undecided}
 */
export function namedMembers(subject: Subject, { members }: Grant): Value[] {
  if (isMadeInStack(subject, members)) return [];
  return members.items().filter(member => !isMadeInStack(subject, member));
}

/** Whether a value is not known yet because it comes from resources of Google Cloud that are in the stack, and from nothing else. */
export function isMadeInStack({ resource }: Subject, value: Value): boolean {
  const sources = resource.dependencies?.[value.path.split(/[.[]/)[0] ?? ""] ?? [];
  return value.isUnknown && sources.length > 0 && sources.every(urn => typeOf(urn).startsWith("gcp:"));
}
