import * as z from "zod/mini";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { accountsLetIn, isOwnAccount, type LetIn } from "./_shared/aws-risk/let-in-accounts";
import { THIRD_PARTIES } from "./_shared/aws-risk/third-parties";
import { TRUST_DOCUMENTS } from "./_shared/documents";
import { document } from "./_shared/examples/statements";

const options = z.strictObject({
  thirdParties: z.prefault(z.record(z.string(), z.string()), {}).register(z.globalRegistry, { description: "further accounts of services that one lets in, by number, each with its name; the best-known are known" }),
});

export const policy = definePolicy({
  id: "iam-external-id",
  title: "A service that works for many asks in one's own name",
  severity: "high",
  enforcement: "mandatory",
  why: "Such a service has one account for all of its customers: without an external id, another customer who knows the role's name can have it work in your account.",
  fix: "Ask for the sts:ExternalId that the service gave you, in a condition with StringEquals.",
  types: Object.keys(TRUST_DOCUMENTS),
  options,
  check(subject, report, { options: { thirdParties } }) {
    const known = { ...THIRD_PARTIES, ...thirdParties };
    report.each((TRUST_DOCUMENTS[subject.type] ?? []).flatMap(path => subject.props.find(path)), trust => {
      for (const letIn of accountsLetIn(trust)) if (!isOwnAccount(letIn.account, subject)) judge(letIn, known[letIn.account], report);
    });
  },
  examples: {
    good: [
      { title: "Datadog with an external id", resources: [role("464622532012", { StringEquals: { "sts:ExternalId": "a1b2c3" } })] },
      { title: "an account that is no known service's", resources: [role("123456789012")] },
    ],
    bad: [
      { title: "Datadog without an external id", resources: [role("464622532012")], says: ["Principal.AWS arn:aws:iam::464622532012:root lets Datadog in", "sts:ExternalId"] },
      { title: "any external id", resources: [role("464622532012", { StringLike: { "sts:ExternalId": "*" } })], says: ["lets Datadog in"] },
      { title: "a service of one's own choice", resources: [role("123456789012")], options: { thirdParties: { "123456789012": "Acme Backup" } }, says: ["lets Acme Backup in"] },
    ],
  },
});

function judge({ who, statement }: LetIn, name: string | undefined, report: Report): void {
  if (name === undefined) return;
  const asksForId = statement.conditions.some(({ operator, key, at }) => key.toLowerCase() === "sts:externalid" && /^string(equals|like|equalsignorecase)$/i.test(operator) && at.items().every(answer => !/^\**$/.test(answer.text() ?? "")));
  if (!asksForId) report(`${who.path} ${who} lets ${who.isSecret ? "a service" : name} in, and no condition asks for the sts:ExternalId that says on whose behalf.`);
}

function role(account: string, condition?: WireObject): ExampleResource {
  const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: `arn:aws:iam::${account}:root` }, ...(condition ? { Condition: condition } : {}) };
  return { type: "aws:iam/role:Role", inputs: { assumeRolePolicy: document(statement) } };
}
