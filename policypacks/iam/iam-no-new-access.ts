import * as z from "zod/mini";
import { definePolicy, type ExampleForeignResource, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { ifKnown } from "../_kit/undecided";
import type { Value } from "../_kit/value";
import { readPolicyDocument } from "./_shared/aws/policy-document";
import { newAccess } from "./_shared/aws-risk/new-access";
import { GRANT_DOCUMENTS, TRUST_DOCUMENTS } from "./_shared/documents";
import { allow, document } from "./_shared/examples/statements";

const MOST_NAMED = 8;

const options = z.strictObject({
  watch: z.prefault(z.array(z.string()), []).register(z.globalRegistry, { description: "actions (globs, as `iam:*` or `*`) of which new access is told; without one nothing is said" }),
});

export const policy = definePolicy({
  id: "iam-no-new-access",
  title: "A change gives nobody more than they had at the last scan",
  severity: "medium",
  enforcement: "advisory",
  why: "A line added to a long policy looks harmless in a diff; what it adds to what somebody may do is what has to be agreed on.",
  fix: "Have the new access agreed on and scan again once it is there, or leave it out.",
  types: [...new Set([...Object.keys(GRANT_DOCUMENTS), ...Object.keys(TRUST_DOCUMENTS)])],
  needs: "estate",
  options,
  check(subject, report, { options: { watch }, neighbours }) {
    // Of a stack that was never scanned everything is new, and nothing is worth telling.
    if (watch.length === 0 || neighbours.previously().length === 0) return;
    const before = neighbours.previously().find(({ urn }) => urn === subject.urn);
    judge(subject, before, watch, report);
  },
  examples: {
    good: [
      { title: "nothing is watched", resources: [policyOf("iam:CreateUser")], previously: [earlier("s3:GetObject")] },
      { title: "a stack that was never scanned", resources: [policyOf("iam:CreateUser")], options: { watch: ["*"] } },
      { title: "less than before", resources: [policyOf("s3:GetObject")], previously: [earlier("s3:*")], options: { watch: ["*"] } },
      { title: "the same by other words", resources: [policyOf(["s3:GetObject", "s3:GetObjectVersion"])], previously: [earlier("s3:GetObject*")], options: { watch: ["s3:*"] } },
      { title: "something new that is not watched", resources: [policyOf(["s3:GetObject", "sqs:SendMessage"])], previously: [earlier("s3:GetObject")], options: { watch: ["iam:*", "s3:*"] } },
    ],
    bad: [
      { title: "one more action", resources: [policyOf(["s3:GetObject", "s3:DeleteObject"])], previously: [earlier("s3:GetObject")], options: { watch: ["s3:*"] }, says: ["policy allows more than at the last scan: s3:DeleteObject"] },
      { title: "the same action on more", resources: [policyOf("s3:GetObject", "*")], previously: [earlier("s3:GetObject")], options: { watch: ["s3:Get*"] }, says: ["s3:GetObject"] },
      { title: "a policy that was not there", resources: [policyOf("iam:CreateUser")], previously: [{ ...earlier("s3:GetObject"), name: "other" }], options: { watch: ["iam:*"] }, says: ["iam:CreateUser"] },
      { title: "one more that may take on a role", resources: [role("arn:aws-cn:iam::123456789012:role/new")], previously: [{ type: "aws:iam/role:Role", inputs: role("arn:aws-cn:iam::123456789012:role/old").inputs }], options: { watch: ["sts:*"] }, says: ["AWS arn:aws-cn:iam::123456789012:role/new"] },
    ],
  },
});

function judge(subject: Subject, before: Subject | undefined, watch: readonly string[], report: Report): void {
  const places = [...(GRANT_DOCUMENTS[subject.type] ?? []), ...(TRUST_DOCUMENTS[subject.type] ?? [])];
  const older = places.flatMap(path => before?.props.find(path) ?? []);
  report.each(places.flatMap(path => subject.props.find(path)), value => judgeDocument(value, older.find(({ path }) => path === value.path), watch, report));
}

function judgeDocument(value: Value, older: Value | undefined, watch: readonly string[], report: Report): void {
  const { actions, principals } = newAccess(readPolicyDocument(value), older && ifKnown(() => readPolicyDocument(older)), watch);
  const told = value.isSecret ? actions.slice(0, 1).map(() => "[secret]") : actions;
  const more = told.length - MOST_NAMED;
  if (told.length > 0) report(`${value.path} allows more than at the last scan: ${told.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}.`);
  if (principals.length > 0) report(`${value.path} lets in who was not let in at the last scan: ${principals.join(", ")}.`);
}

function policyOf(action: string | string[], resource = "arn:aws:s3:::reports/*"): ExampleResource {
  return { type: "aws:iam/policy:Policy", inputs: { policy: document(allow(action, resource)) } };
}

function earlier(action: string): Omit<ExampleForeignResource, "stack"> {
  return { type: "aws:iam/policy:Policy", inputs: policyOf(action).inputs };
}

function role(principal: string): ExampleResource {
  return { type: "aws:iam/role:Role", inputs: { assumeRolePolicy: document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: principal } }) } };
}
