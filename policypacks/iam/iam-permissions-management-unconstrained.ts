import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { accessLevelOf } from "./_shared/aws/actions";
import { judgeBroadActions } from "./_shared/aws-risk/broad-actions";
import { ESCALATION_PATHS } from "./_shared/aws-risk/escalation-paths";
import { GRANT_DOCUMENTS } from "./_shared/documents";
import { allow, document } from "./_shared/examples/statements";

/** What is a way to more rights by itself is told as that. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(ESCALATION_PATHS.filter(({ needs }) => needs.length === 1).map(({ needs }) => needs[0]!.action));

export const policy = definePolicy({
  id: "iam-permissions-management-unconstrained",
  title: "Who may do what is changed on named things only",
  severity: "high",
  enforcement: "mandatory",
  why: "An action that changes permissions, allowed on everything, opens any bucket, key or queue to anybody: what its holder may not do, a stranger then may.",
  fix: "Name the resources whose permissions are managed, or leave that to one role.",
  types: Object.keys(GRANT_DOCUMENTS),
  needs: "stack",
  check(subject, report, { neighbours }) {
    const search = { isWanted: managesPermissions, tell: (where: string, actions: string) => `${where} allows ${actions} on everything: whoever has it can open anything to anybody.` };
    judgeBroadActions(subject, search, report, neighbours);
  },
  examples: {
    good: [
      { title: "the policy of one bucket", resources: [policyOf(allow("s3:PutBucketPolicy", "arn:aws:s3:::reports"))] },
      { title: "reading policies everywhere", resources: [policyOf(allow(["s3:GetBucketPolicy", "kms:GetKeyPolicy", "iam:Get*"]))] },
    ],
    bad: [
      { title: "the policy of every bucket", resources: [policyOf(allow(["s3:PutBucketPolicy", "s3:GetBucketPolicy"]))], says: ["policy.Statement[0] allows s3:PutBucketPolicy on everything"] },
      { title: "the policy of every key, in China", resources: [policyOf(allow("kms:Put*", "arn:aws-cn:kms:*:*:key/*"))], says: ["kms:PutKeyPolicy"] },
    ],
  },
});

function managesPermissions(action: string): boolean {
  return accessLevelOf(action) === "Permissions management" && !TOLD_ELSEWHERE.has(action);
}

function policyOf(...statements: WireObject[]): ExampleResource {
  return { type: "aws:iam/policy:Policy", inputs: { policy: document(...statements) } };
}
