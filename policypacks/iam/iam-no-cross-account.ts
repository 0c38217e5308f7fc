import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { WireObject } from "../_kit/wire";
import { accountsLetIn, isOwnAccount } from "./_shared/aws-risk/let-in-accounts";
import { RESOURCE_POLICIES, SHARED_WITH } from "./_shared/aws-risk/resource-policies";
import { accountOf } from "./_shared/aws-risk/who";
import { TRUST_DOCUMENTS } from "./_shared/documents";
import { document } from "./_shared/examples/statements";

const options = z.strictObject({
  allowedAccounts: z.optional(z.array(z.string())).register(z.globalRegistry, { description: "numbers of accounts (globs) that may be let in; without it nothing is said. The account of the resource itself is always allowed, where it is known" }),
});

export const policy = definePolicy({
  id: "iam-no-cross-account",
  title: "Only accounts that are known are let in",
  severity: "high",
  enforcement: "mandatory",
  why: "What another account may use is as safe as that account; a number with one digit wrong lets in a stranger.",
  fix: "Take the account out of the policy, or name it in allowedAccounts.",
  types: [...new Set([...Object.keys(RESOURCE_POLICIES), ...Object.keys(TRUST_DOCUMENTS), ...Object.keys(SHARED_WITH)])],
  options,
  check(subject, report, { options: { allowedAccounts } }) {
    if (!allowedAccounts) return;
    const isAllowed = (account: string) => isOwnAccount(account, subject) || allowedAccounts.some(glob => matchesGlob(glob, account));
    judge(subject, isAllowed, report);
  },
  examples: {
    good: [
      { title: "nothing is configured", resources: [bucketPolicy("123456789012")] },
      { title: "an account that is known", resources: [bucketPolicy("123456789012")], options: { allowedAccounts: ["123456789012"] } },
      { title: "the account of the resource itself", resources: [{ ...bucketPolicy("123456789012"), provider: { type: "pulumi:providers:aws", inputs: { allowedAccountIds: '["123456789012"]' } } }], options: { allowedAccounts: [] } },
    ],
    bad: [
      { title: "another account reads a bucket", resources: [bucketPolicy("123456789012")], options: { allowedAccounts: ["999999999999"] }, says: ["policy.Statement[0].Principal.AWS arn:aws:iam::123456789012:root is of an account that is not known"] },
      { title: "another account takes on a role, in China", resources: [{ type: "aws:iam/role:Role", inputs: { assumeRolePolicy: document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: ["999999999999", "arn:aws-cn:iam::123456789012:role/x"] } }) } }], options: { allowedAccounts: ["9*"] }, says: ["arn:aws-cn:iam::123456789012:role/x"] },
      { title: "another account restores a snapshot", resources: [{ type: "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission", inputs: { accountId: "123456789012", snapshotId: "snap-1" } }], options: { allowedAccounts: [] }, says: ["accountId 123456789012"] },
    ],
  },
});

function judge({ type, props }: Subject, isAllowed: (account: string) => boolean, report: Report): void {
  const documents = [...(RESOURCE_POLICIES[type] ?? []), ...(TRUST_DOCUMENTS[type] ?? [])].flatMap(path => props.find(path));
  report.each(documents, policyDocument => {
    for (const { account, who } of accountsLetIn(policyDocument)) if (!isAllowed(account)) report(`${who.path} ${who} is of an account that is not known.`);
  });
  report.each((SHARED_WITH[type] ?? []).flatMap(path => props.find(path)), who => {
    const account = accountOf(who.text() ?? "");
    if (account !== undefined && !isAllowed(account)) report(`${who.path} ${who} is an account that is not known.`);
  });
}

function bucketPolicy(account: string): ExampleResource {
  const statement: WireObject = { Effect: "Allow", Action: "s3:GetObject", Resource: "*", Principal: { AWS: `arn:aws:iam::${account}:root` } };
  return { type: "aws:s3/bucketPolicy:BucketPolicy", inputs: { bucket: "reports", policy: document(statement) } };
}
