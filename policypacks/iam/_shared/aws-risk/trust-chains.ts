import { matchesGlob } from "../../../_kit/glob";
import type { IndexDefinition, Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import { ifKnown } from "../../../_kit/undecided";
import { knownTexts, readPolicyDocument } from "../aws/policy-document";
import { isAdministrator } from "./is-administrator";
import { managedPolicyName } from "./managed-policies";
import { principalOf } from "./principals";
import { rightsOf } from "./rights";

const ROLE = "aws:iam/role:Role";
const USER = "aws:iam/user:User";
const ADMINISTRATORS: ReadonlySet<string> = new Set(["AdministratorAccess", "IAMFullAccess"]);

/** Worked out when it is first asked for, which is when all is there. */
interface Chains {
  subjects: Subject[];
  /** By URN: the next role on the shortest way to an administrator. */
  next?: Map<string, Subject>;
}

const chains: IndexDefinition<Chains> = {
  types: [ROLE, USER],
  start: () => ({ subjects: [] }),
  add({ subjects }, subject) {
    subjects.push(subject);
  },
};

/** The roles that a principal takes on, one by the other, until one is an administrator's; empty where it is one itself or no way leads to one. */
export function chainToAdministrator(subject: Subject, neighbours: Neighbours): Subject[] {
  const index = neighbours.index(chains);
  const next = (index.next ??= nextSteps(index.subjects, neighbours));
  const chain: Subject[] = [];
  for (let step = next.get(subject.urn); step; step = next.get(step.urn)) chain.push(step);
  return chain;
}

/** Backwards from the administrators, one step after the other: each principal is given the shortest way. */
function nextSteps(subjects: readonly Subject[], neighbours: Neighbours): Map<string, Subject> {
  const next = new Map<string, Subject>();
  let reached = subjects.filter(subject => isAdministrators(subject, neighbours));
  const seen = new Set(reached.map(({ urn }) => urn));
  while (reached.length > 0) {
    const roles = reached.filter(({ type }) => type === ROLE).map(role => ({ role, trusted: trustedBy(role) }));
    reached = subjects.filter(subject => {
      const target = seen.has(subject.urn) ? undefined : roles.find(one => canTakeOn(subject, one, neighbours));
      if (target) next.set(subject.urn, target.role);
      return target !== undefined;
    });
    for (const { urn } of reached) seen.add(urn);
  }
  return next;
}

function isAdministrators(subject: Subject, neighbours: Neighbours): boolean {
  const { pieces } = rightsOf(principalOf(subject)!, neighbours);
  return pieces.some(({ document, source }) => (source ? isAdministrator(document.at) : ADMINISTRATORS.has(managedPolicyName(document.at.path) ?? "")));
}

/** The role names the principal; or it trusts its account, and the principal may take on the role. */
function canTakeOn(subject: Subject, { role, trusted }: { role: Subject; trusted: readonly string[] }, neighbours: Neighbours): boolean {
  if (role.isForeign && subject.isForeign) return false;
  const arn = arnOf(subject);
  if (arn !== undefined && trusted.includes(arn)) return true;
  // A document that is not known before its parts are says at least whose parts it is made of.
  if (role.props.at("assumeRolePolicy").isUnknown && (role.resource.dependencies?.["assumeRolePolicy"] ?? []).includes(subject.urn)) return true;
  const account = subject.place.account;
  if (account === undefined || !trusted.some(who => who === account || who.endsWith(`:iam::${account}:root`))) return false;
  const target = arnOf(role);
  return target !== undefined && rightsOf(principalOf(subject)!, neighbours).holding.scopesOf("sts:AssumeRole").some(({ pattern }) => matchesGlob(pattern, target));
}

function trustedBy(role: Subject): string[] {
  return ifKnown(() => readPolicyDocument(role.props.at("assumeRolePolicy")).statements
    .filter(({ effect }) => ifKnown(() => effect.text()) === "Allow")
    .flatMap(({ principals = [] }) => knownTexts(principals.filter(({ kind }) => kind === "AWS").map(({ who }) => who)))) ?? [];
}

/** What the cloud said, or what it will say where account and name are known. */
function arnOf({ type, props, place, resource }: Subject): string | undefined {
  const said = resource.outputs?.["arn"];
  if (typeof said === "string") return said;
  const name = ifKnown(() => props.at("name").text());
  if (name === undefined || place.account === undefined) return undefined;
  const path = ifKnown(() => props.at("path").text()) ?? "/";
  return `arn:${place.partition ?? "aws"}:iam::${place.account}:${type === ROLE ? "role" : "user"}${path}${name}`;
}
