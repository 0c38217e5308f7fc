import * as z from "zod/mini";
import type { Neighbours } from "../_kit/neighbours";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import { sizeOf } from "./_shared/aws/document-size";
import { inlineOwner, inlinePolicies } from "./_shared/aws/inline-policies";
import { INLINE_OWNERS, INLINE_QUOTAS, ORGANIZATION_QUOTAS, SIZE_QUOTAS } from "./_shared/aws/size-quotas";
import { type DocumentKind, documentsOf } from "./_shared/documents";
import { allow, document } from "./_shared/examples/statements";

const ORGANIZATION_POLICIES = ["aws:organizations/policy:Policy", "aws-native:organizations:Policy"];

const options = z.strictObject({
  trustPolicy: z.prefault(z.number().check(z.int(), z.minimum(1)), 2048).register(z.globalRegistry, { description: "characters of a trust policy that the account allows; AWS raises it to 8192 on request" }),
});

export const policy = definePolicy({
  id: "iam-policy-size",
  title: "A policy is no longer than AWS takes",
  severity: "medium",
  enforcement: "mandatory",
  why: "AWS refuses a policy that is too long in the middle of an update, and the inline policies of one identity are counted together: each of them may look short.",
  fix: "Say it in fewer statements, with wildcards in ARNs, or in several managed policies.",
  types: [...new Set([...Object.keys(SIZE_QUOTAS), ...Object.keys(INLINE_OWNERS), ...ORGANIZATION_POLICIES])],
  needs: "stack",
  options,
  check(subject, report, { options: { trustPolicy }, neighbours }) {
    report.each(documentsOf(subject), ({ value, kind }) => {
      const quota = kind === "trust" ? trustPolicy : quotaOf(subject, kind);
      if (quota !== undefined) judgeSize(value, quota, report);
    });
    if (subject.type in INLINE_OWNERS) judgeInline(subject, neighbours, report);
  },
  examples: {
    good: [
      { title: "a short policy", resources: [managed(10)] },
      { title: "a long one, of which most is white space", resources: [{ type: "aws:iam/policy:Policy", inputs: { policy: `${document(allow("s3:GetObject", objects(10)))}${" ".repeat(9000)}` } }] },
      { title: "two short policies of one role", resources: [role("ci"), inline("one", 20, "ci"), inline("two", 20, "ci")] },
      { title: "long policies of two roles", resources: [role("ci"), role("cd"), inline("one", 100, "ci"), inline("two", 100, "cd")] },
      { title: "a trust policy, in an account that allows longer ones", resources: [role("ci", 40)], options: { trustPolicy: 4096 } },
    ],
    bad: [
      { title: "a managed policy that is too long", resources: [managed(120)], says: ["policy has ", "characters, and AWS takes 6144"] },
      { title: "a trust policy that is too long", resources: [role("ci", 40)], says: ["assumeRolePolicy has", "AWS takes 2048"] },
      { title: "two policies of one role, which are too long together", resources: [role("ci"), inline("one", 100, "ci"), inline("two", 100, "ci")], says: ["The inline policies of this role have", "together, and AWS takes 10240"] },
      { title: "a control policy that is too long", resources: [{ type: "aws:organizations/policy:Policy", inputs: { content: document({ Effect: "Deny", Action: "s3:*", Resource: objects(200) }) } }], says: ["content has", "AWS takes 10240"] },
    ],
  },
});

function quotaOf({ type }: Subject, kind: DocumentKind): number | undefined {
  return kind === "service-control" || kind === "resource-control" ? ORGANIZATION_QUOTAS[kind] : SIZE_QUOTAS[type];
}

function judgeSize(value: Value, quota: number, report: Report): void {
  const { characters, unknown } = sizeOf(value);
  if (characters > quota) report(`${value.path} has ${characters} characters, and AWS takes ${quota}.`);
  else sayUnknown(unknown);
}

/** All that belong to one identity are told once: in a whole stack of the last by URN, while they arrive of the one that is too much. */
function judgeInline(subject: Subject, neighbours: Neighbours, report: Report): void {
  const unknown = documentsOf(subject).filter(({ kind }) => kind === "identity").flatMap(({ value }) => sizeOf(value).unknown);
  const owner = inlineOwner(subject, neighbours);
  const parts = (owner === undefined ? undefined : neighbours.index(inlinePolicies).get(owner)) ?? [];
  const quota = INLINE_QUOTAS[INLINE_OWNERS[subject.type]!.kind];
  const characters = parts.map(part => part.characters).reduce((total, one) => total + one, 0);
  const teller = neighbours.knowsAll ? parts.map(({ urn }) => urn).sort().at(-1) : parts.at(-1)?.urn;
  if (characters > quota && teller === subject.urn) {
    report(`The inline policies of this ${INLINE_OWNERS[subject.type]!.kind} have ${characters} characters together, and AWS takes ${quota}.`, { related: parts.map(({ urn }) => urn).filter(urn => urn !== subject.urn), fix: "Make managed policies of some of them." });
  } else sayUnknown(unknown);
}

/** What is known fits; whether all of it does cannot be said. @throws {Undecided} */
function sayUnknown(unknown: readonly Value[]): void {
  unknown[0]?.text();
}

function objects(count: number): string[] {
  return Array.from({ length: count }, (_, number) => `arn:aws:s3:::reports-${number}/some/rather/long/folder/name/*`);
}

function managed(count: number): ExampleResource {
  return { type: "aws:iam/policy:Policy", inputs: { policy: document(allow("s3:GetObject", objects(count))) } };
}

function role(name: string, accounts = 1): ExampleResource {
  const principals = Array.from({ length: accounts }, (_, number) => `arn:aws:iam::${String(number).padStart(12, "0")}:role/some-rather-long-name`);
  return { type: "aws:iam/role:Role", name, inputs: { name, assumeRolePolicy: document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: principals } }) } };
}

function inline(name: string, count: number, owner: string): ExampleResource {
  return { type: "aws:iam/rolePolicy:RolePolicy", name, inputs: { role: owner, policy: document(allow("s3:GetObject", objects(count))) } };
}
