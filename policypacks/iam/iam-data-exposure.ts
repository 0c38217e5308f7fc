import * as z from "zod/mini";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { judgeBroadActions } from "./_shared/aws-risk/broad-actions";
import { actionsBut, DATA_ACTIONS } from "./_shared/aws-risk/risky-actions";
import { GRANT_DOCUMENTS } from "./_shared/documents";
import { allow, document } from "./_shared/examples/statements";

const options = z.strictObject({
  allowedActions: z.prefault(z.array(z.string()), []).register(z.globalRegistry, { description: "actions, as `s3:GetObject`, that may be allowed on everything" }),
});

export const policy = definePolicy({
  id: "iam-data-exposure",
  title: "Data is read from named places only",
  severity: "high",
  enforcement: "mandatory",
  why: "`s3:GetObject` on everything is every bucket of the account, those with the payroll and the backups too; it is how most data is lost.",
  fix: "Name the buckets, tables, parameters and secrets that are read.",
  types: Object.keys(GRANT_DOCUMENTS),
  needs: "stack",
  options,
  check(subject, report, { options: { allowedActions }, neighbours }) {
    const wanted = actionsBut(DATA_ACTIONS, allowedActions);
    const search = {
      isWanted: (action: string) => wanted.has(action),
      tell: (where: string, actions: string) => `${where} allows ${actions} on everything: data of the whole account can be taken away.`,
    };
    judgeBroadActions(subject, search, report, neighbours);
  },
  examples: {
    good: [
      { title: "the objects of one bucket", resources: [policyOf(allow(["s3:GetObject", "s3:ListBucket"], ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]))] },
      { title: "the parameters of one application", resources: [policyOf(allow("ssm:GetParameter*", "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/*"))] },
      { title: "secrets with one tag", resources: [policyOf(allow("secretsmanager:GetSecretValue", "*", { Condition: { StringEquals: { "aws:ResourceTag/team": "shop" } } }))] },
      { title: "an action that is put up with", resources: [policyOf(allow("s3:GetObject"))], options: { allowedActions: ["s3:getobject"] } },
    ],
    bad: [
      { title: "every object", resources: [policyOf(allow("s3:Get*"))], says: ["policy.Statement[0] allows s3:GetObject, s3:GetObjectVersion on everything"] },
      { title: "every object of China", resources: [policyOf(allow("s3:GetObject", "arn:aws-cn:s3:::*"))], says: ["s3:GetObject"] },
      { title: "every secret, every parameter and every snapshot", resources: [policyOf(allow(["secretsmanager:GetSecretValue", "ssm:GetParametersByPath"]), allow("rds:*Snapshot"))], says: ["rds:CopyDBSnapshot", "secretsmanager:GetSecretValue"] },
      { title: "every secret, in spite of a second factor", resources: [policyOf(allow("secretsmanager:GetSecretValue", "*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }))], says: ["secretsmanager:GetSecretValue"] },
    ],
  },
});

function policyOf(...statements: WireObject[]): ExampleResource {
  return { type: "aws:iam/policy:Policy", inputs: { policy: document(...statements) } };
}
