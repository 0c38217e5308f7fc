import type { IndexDefinition } from "../_kit/neighbours";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { WireObject } from "../_kit/wire";
import { type FamilyKind, familyOf, GRANT_TYPES, WIDE_GRANT_TYPES } from "./_shared/gcp/families";
import { partOf, targetOf } from "./_shared/gcp/target";

interface Owner {
  urn: string;
  kind: FamilyKind;
  /** Role with its condition; `undefined` for a policy, which owns all roles. */
  role: string | undefined;
}

/** Who sets rights on a resource, by the resource. */
const OWNERS: IndexDefinition<Map<string, Owner[]>> = {
  types: GRANT_TYPES,
  start: () => new Map(),
  add(owners, subject) {
    const target = targetOf(subject);
    const owner = ownerOf(subject);
    if (subject.isForeign || !owner) return;
    const others = owners.get(target);
    if (others) others.push(owner);
    else owners.set(target, [owner]);
  },
};

export const policy = definePolicy({
  id: "iam-gcp-authoritative-bindings",
  title: "Nothing takes away the roles that something else grants",
  severity: "high",
  enforcement: "mandatory",
  // https://www.pulumi.com/registry/packages/gcp/api-docs/projects/iammember/
  why: "An …IAMPolicy owns all roles of a resource and an …IAMBinding all members of a role: each update takes away what others have granted, and theirs takes it back. Of a whole project that locks out Google's own services.",
  fix: "Use an …IAMMember for each member.",
  types: GRANT_TYPES,
  needs: "stack",
  check(subject, report, { neighbours }) {
    const owner = ownerOf(subject);
    if (!owner) return;
    const isWide = WIDE_GRANT_TYPES.includes(subject.type);
    if (isWide && owner.kind === "Policy") report(`This policy owns every role there: those that Google's services, other stacks and people have are taken away.`);
    const others = neighbours.index(OWNERS).get(targetOf(subject)) ?? [];
    for (const other of others.filter(one => one.urn !== owner.urn && clash(owner, one) && neighbours.tellsPair(owner.urn, one.urn))) {
      report(`This ${label(owner)} and the ${label(other)} ${other.urn.split("::").at(-1)} are about the same ${owner.role === undefined || other.role === undefined ? "resource" : "role of the same resource"}: each takes away what the other grants.`, { related: [other.urn] });
    }
    const isFight = others.some(one => one.urn !== owner.urn && clash(owner, one));
    if (isWide && owner.kind === "Binding" && !isFight) report(`This binding owns the role ${subject.props.at("role")} there: members that it does not name lose it.`, { level: "advisory", severity: "low" });
  },
  examples: {
    good: [
      { title: "members of two roles", resources: [{ ...member("a", "roles/viewer"), name: "one" }, { ...member("b", "roles/browser"), name: "two" }] },
      { title: "two members of a role", resources: [{ ...member("a", "roles/viewer"), name: "one" }, { ...member("b", "roles/viewer"), name: "two" }] },
      { title: "a policy of one bucket", resources: [bucketGrant("Policy", "main", { bucket: "b", policyData: "{}" })] },
      { title: "a binding and a member of different buckets", resources: [bucketGrant("Binding", "one", { bucket: "b", role: "roles/storage.objectViewer", members: ["user:a@example.com"] }), bucketGrant("Member", "two", { bucket: "c", role: "roles/storage.objectViewer", member: "user:a@example.com" })] },
    ],
    bad: [
      { title: "the policy of a project", resources: [{ type: "gcp:projects/iAMPolicy:IAMPolicy", inputs: { project: "p", policyData: "{}" } }], says: ["owns every role"] },
      { title: "a binding and a member of one role", resources: [bucketGrant("Binding", "one", { bucket: "b", role: "roles/storage.objectViewer", members: ["user:a@example.com"] }), bucketGrant("Member", "two", { bucket: "b", role: "roles/storage.objectViewer", member: "user:b@example.com" })], says: ["binding", "member", "the same role"] },
      { title: "a policy and a member of one bucket", resources: [bucketGrant("Policy", "one", { bucket: "b", policyData: "{}" }), bucketGrant("Member", "two", { bucket: "b", role: "roles/storage.objectViewer", member: "user:b@example.com" })], says: ["the same resource"] },
      { title: "two bindings of one role of a project", resources: ["one", "two"].map(name => ({ type: "gcp:projects/iAMBinding:IAMBinding", name, inputs: { project: "p", role: "roles/viewer", members: [`group:${name}@example.com`] } })), says: ["binding one"] },
    ],
  },
});

function ownerOf(subject: Subject): Owner | undefined {
  const { type, urn, props } = subject;
  const kind = familyOf(type)?.kind;
  if (!kind) return undefined;
  if (kind === "Policy") return { urn, kind, role: undefined };
  return { urn, kind, role: JSON.stringify([partOf(subject, "role"), props.at("condition", "title").text(), props.at("condition", "expression").text()]) };
}

/** Members get along with each other; whoever owns a role gets along with nobody else that sets it. */
function clash(one: Owner, other: Owner): boolean {
  if (one.kind === "Member" && other.kind === "Member") return false;
  return one.role === undefined || other.role === undefined || one.role === other.role;
}

function label({ kind }: Owner): string {
  return kind.toLowerCase();
}

function member(who: string, role: string): ExampleResource {
  return { type: "gcp:projects/iAMMember:IAMMember", inputs: { project: "p", role, member: `group:${who}@example.com` } };
}

function bucketGrant(kind: FamilyKind, name: string, inputs: WireObject): ExampleResource {
  return { type: `gcp:storage/bucketIAM${kind}:BucketIAM${kind}`, name, inputs };
}
