import * as z from "zod/mini";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { RAM_TRUST } from "./_shared/alicloud/documents";
import { statementValues } from "./_shared/statement";

const options = z.strictObject({
  trustedAccounts: z.optional(z.array(z.string())).register(z.globalRegistry, { description: "ids of the accounts that roles may trust; without it other accounts are not judged" }),
});

export const policy = definePolicy({
  id: "iam-alicloud-role-trust",
  title: "Roles of Alibaba Cloud trust accounts and workloads of one's own",
  severity: "high",
  enforcement: "mandatory",
  // https://www.alibabacloud.com/help/en/ram/user-guide/role-based-oidc-sso-overview
  why: "An OIDC provider signs for all of its customers and for every pod of a cluster: without a condition on oidc:sub each of them can take on the role. A trusted account hands the trust on as it likes.",
  fix: "Ask for oidc:sub and oidc:aud in the condition, and trust named accounts only.",
  types: Object.keys(RAM_TRUST),
  options,
  check({ type, props }, report, { options: { trustedAccounts } }) {
    const documents = (RAM_TRUST[type] ?? []).flatMap(path => props.find(path));
    report.each(documents, trust => report.each(statementValues(trust), statement => judgeStatement(statement, trustedAccounts, report)));
  },
  examples: {
    good: [
      { title: "one service account of a cluster", resources: [role(oidcProvider(), { StringEquals: { "oidc:aud": "sts.aliyuncs.com", "oidc:sub": "system:serviceaccount:shop:checkout" } })] },
      { title: "a trusted account", resources: [role({ RAM: ["acs:ram::1234567890123456:root"] })], options: { trustedAccounts: ["1234567890123456"] } },
      { title: "a service", resources: [role({ Service: ["ecs.aliyuncs.com"] })], options: { trustedAccounts: [] } },
    ],
    bad: [
      { title: "every pod of a cluster", resources: [role(oidcProvider(), { StringEquals: { "oidc:aud": "sts.aliyuncs.com" } })], says: ["assumeRolePolicyDocument.Statement[0]", "oidc:sub"] },
      { title: "every subject", resources: [role(oidcProvider(), { StringLike: { "oidc:sub": ["*"] } })], says: ["oidc:sub"] },
      { title: "an account of strangers", resources: [role({ RAM: ["acs:ram::1234567890123456:root", "acs:ram::6543210987654321:role/x"] })], options: { trustedAccounts: ["1234567890123456"] }, says: ["6543210987654321"] },
    ],
  },
});

function judgeStatement(statement: Value, trustedAccounts: readonly string[] | undefined, report: Report): void {
  if (statement.at("Effect").text() !== "Allow") return;
  const principal = statement.at("Principal");
  if (!principal.isObject) return;
  const isFederated = principal.at("Federated").items().some(provider => /:oidc-provider\//.test(provider.text() ?? ""));
  if (isFederated && !namesSubject(statement.at("Condition"))) report(`${statement.path} lets in whoever ${principal.at("Federated")} signs for: its condition does not say which oidc:sub.`);
  if (!trustedAccounts) return;
  report.each(principal.at("RAM").items(), member => {
    const account = /^acs:ram::([^:]*):/.exec(member.text() ?? "")?.[1];
    if (account && account !== "*" && !trustedAccounts.includes(account)) report(`${member.path} trusts ${member}, of an account that is none of trustedAccounts.`, { fix: "Trust an account of your own, or add it to trustedAccounts." });
  });
}

/** Whether one of the tests is for certain subjects. What ends in `IfExists`, or is negated, lets in others. */
function namesSubject(condition: Value): boolean {
  return condition.entries().some(([operator, tests]) => !/not|ifexists/i.test(operator) && tests.entries().some(([key, wanted]) => key.toLowerCase() === "oidc:sub" && wanted.items().length > 0 && wanted.items().every(one => !/^[*?]*$/.test(one.text() ?? ""))));
}

function oidcProvider(): WireObject {
  return { Federated: ["acs:ram::1234567890123456:oidc-provider/ack-rrsa-c1"] };
}

function role(principal: WireObject, condition?: WireObject): ExampleResource {
  const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: principal, ...(condition ? { Condition: condition } : {}) };
  return { type: "alicloud:ram/role:Role", inputs: { assumeRolePolicyDocument: JSON.stringify({ Version: "1", Statement: [statement] }) } };
}
