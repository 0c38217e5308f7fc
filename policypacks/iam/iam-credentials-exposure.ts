import * as z from "zod/mini";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { judgeBroadActions } from "./_shared/aws-risk/broad-actions";
import { actionsBut, CREDENTIAL_ACTIONS } from "./_shared/aws-risk/risky-actions";
import { GRANT_DOCUMENTS } from "./_shared/documents";
import { allow, document } from "./_shared/examples/statements";

const options = z.strictObject({
  allowedActions: z.prefault(z.array(z.string()), []).register(z.globalRegistry, { description: "actions, as `rds-db:connect`, that may be allowed on everything" }),
});

export const policy = definePolicy({
  id: "iam-credentials-exposure",
  title: "Credentials are given out for named things only",
  severity: "high",
  enforcement: "mandatory",
  why: "Some actions answer with passwords, keys or tokens: whoever may call them for everything has the rights of everything that is behind them.",
  fix: "Name the resources whose credentials are used.",
  types: Object.keys(GRANT_DOCUMENTS),
  needs: "stack",
  options,
  check(subject, report, { options: { allowedActions }, neighbours }) {
    const wanted = actionsBut(CREDENTIAL_ACTIONS, allowedActions);
    const search = {
      isWanted: (action: string) => wanted.has(action),
      tell: (where: string, actions: string) => `${where} allows ${actions} on everything, which answers with credentials.`,
    };
    judgeBroadActions(subject, search, report, neighbours);
  },
  examples: {
    good: [
      { title: "connecting to one database", resources: [policyOf(allow("rds-db:connect", "arn:aws:rds-db:eu-central-1:123456789012:dbuser:db-ABC/app"))] },
      { title: "a token of one's own rights", resources: [policyOf(allow("ecr:GetAuthorizationToken"))] },
      { title: "an action that is put up with", resources: [policyOf(allow("rds-db:connect"))], options: { allowedActions: ["rds-db:connect"] } },
    ],
    bad: [
      { title: "connecting to every database as anybody", resources: [policyOf(allow(["rds-db:connect", "rds:Describe*"]))], says: ["policy.Statement[0] allows rds-db:connect on everything"] },
      { title: "every machine's password, in GovCloud", resources: [policyOf(allow("ec2:Get*", "arn:aws-us-gov:ec2:*:*:instance/*"))], says: ["ec2:GetPasswordData"] },
    ],
  },
});

function policyOf(...statements: WireObject[]): ExampleResource {
  return { type: "aws:iam/policy:Policy", inputs: { policy: document(...statements) } };
}
