import type { IndexDefinition } from "../_kit/neighbours";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import { nameOf, type Subject } from "../_kit/resource";
import { ifKnown } from "../_kit/undecided";
import type { Value } from "../_kit/value";
import { WIDE_GRANT_TYPES } from "./_shared/gcp/families";
import { grantsOf } from "./_shared/gcp/grants";
import { targetOf } from "./_shared/gcp/target";

/** Pairs of roles that one member should not have together. A role that ends in `*` stands for all that begin so. */
const PAIRS: readonly { one: string; other: string; can: string }[] = [
  { one: "roles/iam.serviceAccountAdmin", other: "roles/iam.serviceAccountUser", can: "make service accounts and run things as them" },
  { one: "roles/cloudkms.admin", other: "roles/cloudkms.cryptoKey*", can: "manage keys and use them" },
];

interface Holding {
  role: string;
  shown: Value;
  urn: string;
}

/** Which roles members have on a project, folder or organisation. */
const HOLDINGS: IndexDefinition<Map<string, Holding[]>> = {
  types: WIDE_GRANT_TYPES,
  start: () => new Map(),
  add(holdings, subject) {
    if (subject.isForeign) return;
    for (const { holder, role, shown } of holdersOf(subject)) {
      const others = holdings.get(holder);
      const holding = { role, shown, urn: subject.urn };
      if (others) others.push(holding);
      else holdings.set(holder, [holding]);
    }
  },
};

export const policy = definePolicy({
  id: "iam-gcp-separation-of-duties",
  title: "Nobody both manages keys and service accounts and uses them",
  severity: "medium",
  enforcement: "mandatory",
  // https://cloud.google.com/kms/docs/separation-of-duties
  why: "Whoever may make a thing and use it needs nobody else for misuse, and nobody else sees it.",
  fix: "Grant the two roles to different groups.",
  framework: { name: "CIS Google Cloud Platform Foundation Benchmark", version: "2.0.0", reference: "1.8, 1.11" },
  types: WIDE_GRANT_TYPES,
  needs: "stack",
  check(subject, report, { neighbours }) {
    const holdings = neighbours.index(HOLDINGS);
    for (const { holder, role, shown, member } of holdersOf(subject)) {
      for (const { other, can } of partnersOf(role)) {
        const clash = (holdings.get(holder) ?? []).find(held => matches(other, held.role) && tells(subject.urn, held.urn, role < held.role));
        if (clash) report(`${member} has ${shown} and, by ${nameOf(clash.urn)}, ${clash.shown}, and so can ${can}.`, clash.urn === subject.urn ? {} : { related: [clash.urn] });
      }
    }

    /** Two grants tell it at one of them; one resource that grants both tells it at the first of the roles. */
    function tells(urn: string, otherUrn: string, isFirst: boolean): boolean {
      return urn === otherUrn ? isFirst : neighbours.tellsPair(urn, otherUrn);
    }
  },
  examples: {
    good: [
      { title: "two groups", resources: [grant("one", "roles/iam.serviceAccountAdmin", "group:admins@example.com"), grant("two", "roles/iam.serviceAccountUser", "group:ci@example.com")] },
      { title: "one group in two projects", resources: [grant("one", "roles/cloudkms.admin", "group:a@example.com"), grant("two", "roles/cloudkms.cryptoKeyDecrypter", "group:a@example.com", "q")] },
    ],
    bad: [
      { title: "one group with both", resources: [grant("one", "roles/iam.serviceAccountAdmin", "group:a@example.com"), grant("two", "roles/iam.serviceAccountUser", "group:a@example.com")], says: ["group:a@example.com has", "by one", "make service accounts and run things as them"] },
      { title: "keys, in a binding and a member", resources: [{ type: "gcp:projects/iAMBinding:IAMBinding", name: "one", inputs: { project: "p", role: "roles/cloudkms.admin", members: ["user:a@example.com", "user:b@example.com"] } }, grant("two", "roles/cloudkms.cryptoKeyEncrypterDecrypter", "user:b@example.com")], says: ["user:b@example.com", "manage keys and use them"] },
      {
        title: "both in one policy",
        resources: [{ type: "gcp:folder/iAMPolicy:IAMPolicy", inputs: { folder: "folders/1", policyData: JSON.stringify({ bindings: ["Admin", "User"].map(role => ({ role: `roles/iam.serviceAccount${role}`, members: ["user:a@example.com"] })) }) } }],
        says: ["user:a@example.com has roles/iam.serviceAccountAdmin"],
      },
    ],
  },
});

/** Members with their roles; what is not known of them is left out, because it is known before the resource is made. */
function holdersOf(subject: Subject): { holder: string; role: string; shown: Value; member: Value }[] {
  const target = ifKnown(() => targetOf(subject));
  const grants = ifKnown(() => grantsOf(subject)) ?? [];
  return grants.flatMap(({ role, members }) => {
    const name = ifKnown(() => role.text());
    const known = ifKnown(() => members.items()) ?? [];
    return known.flatMap(member => {
      const text = ifKnown(() => member.text());
      return target === undefined || !name || !text ? [] : [{ holder: `${target} ${text}`, role: name, shown: role, member }];
    });
  });
}

function partnersOf(role: string): { other: string; can: string }[] {
  return PAIRS.flatMap(({ one, other, can }) => [...(matches(one, role) ? [{ other, can }] : []), ...(matches(other, role) ? [{ other: one, can }] : [])]);
}

function matches(pattern: string, role: string): boolean {
  return pattern.endsWith("*") ? role.startsWith(pattern.slice(0, -1)) : role === pattern;
}

function grant(name: string, role: string, member: string, project = "p"): ExampleResource {
  return { type: "gcp:projects/iAMMember:IAMMember", name, inputs: { project, role, member } };
}
