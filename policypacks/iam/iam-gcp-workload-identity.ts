import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { GRANT_TYPES } from "./_shared/gcp/families";
import { grantsOf, namedMembers } from "./_shared/gcp/grants";
import { isSharedIssuer } from "./_shared/shared-issuers";

const PROVIDERS: readonly string[] = ["gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider", "gcp:iam/workforcePoolProvider:WorkforcePoolProvider"];
const WHOLE_POOL = /^principalSet:\/\/iam\.googleapis\.com\/(?:.*\/)?(workloadIdentityPools|workforcePools)\/[^/]+\/\*$/;

export const policy = definePolicy({
  id: "iam-gcp-workload-identity",
  title: "Only one's own workloads are let in from outside",
  severity: "high",
  enforcement: "mandatory",
  // https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines#conditions
  why: "GitHub, GitLab and their like sign for all of their customers alike: without a condition the pipeline of a stranger gets in as well as one's own.",
  fix: "Ask in attributeCondition who it is, as assertion.repository_owner_id == \"1234\".",
  types: [...PROVIDERS, ...GRANT_TYPES],
  needs: "stack",
  check(subject, report) {
    if (PROVIDERS.includes(subject.type)) return judgeProvider(subject, report);
    report.each(grantsOf(subject), grant => report.each(namedMembers(subject, grant), member => judgeMember(member, grant.role, report)));
  },
  examples: {
    good: [
      { title: "workflows of one organisation", resources: [provider("https://token.actions.githubusercontent.com", { attributeCondition: "assertion.repository_owner_id == '1234'" })] },
      { title: "workflows of one repository", resources: [grant("principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/attribute.repository/acme/shop")] },
    ],
    bad: [
      { title: "every workflow of GitHub", resources: [provider("https://token.actions.githubusercontent.com")], says: ["attributeCondition", "token.actions.githubusercontent.com"] },
      { title: "a condition that is always true", resources: [provider("https://gitlab.com", { attributeCondition: "true" })], says: ["always true"] },
      { title: "a condition that asks for something only", resources: [provider("https://token.actions.githubusercontent.com", { attributeCondition: "assertion.repository != ''" })], says: ["attributeCondition"] },
      { title: "an issuer of one's own, without a condition", resources: [provider("https://ci.example.com")], says: ["attributeCondition"] },
      { title: "every role of an account of AWS", resources: [{ type: "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider", inputs: { workloadIdentityPoolId: "ci", aws: { accountId: "123456789012" } } }], says: ["attributeCondition"] },
      { title: "everybody of a pool", resources: [grant("principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/*")], says: ["every identity of the pool"] },
    ],
  },
});

function judgeProvider({ props }: Subject, report: Report): void {
  const condition = props.at("attributeCondition");
  const expression = condition.text()?.trim() ?? "";
  if (expression === "true") return report(`${condition.path} ${condition} is always true.`);
  const issuer = props.at("oidc", "issuerUri");
  const isShared = isSharedIssuer(issuer.text() ?? "");
  if (isShared && !namesSomebody(expression)) {
    return report(expression === "" ? `There is no attributeCondition, so that every customer of ${issuer} gets in.` : `${condition.path} ${condition} names nobody, so that every customer of ${issuer} gets in.`);
  }
  if (expression === "") report("There is no attributeCondition: whoever the issuer signs for gets in.", { level: "advisory", severity: "medium" });
}

/** Whether it compares something with a value that is not empty, or by membership: anything else is true of strangers too. */
function namesSomebody(expression: string): boolean {
  return /==\s*(['"])[^'"]+\1|(['"])[^'"]+\2\s*==|\bin\s*\[|\.(startsWith|matches|endsWith|contains)\(\s*(['"])[^'"]+\4/.test(expression);
}

function judgeMember(member: Value, role: Value, report: Report): void {
  if (WHOLE_POOL.test(member.text() ?? "")) report(`${member.path} ${member} gives ${role} to every identity of the pool.`, { fix: "Name a subject, a group or an attribute of the pool, as …/attribute.repository/acme/shop." });
}

function provider(issuerUri: string, more: WireObject = {}): ExampleResource {
  return { type: "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider", inputs: { workloadIdentityPoolId: "ci", workloadIdentityPoolProviderId: "p", oidc: { issuerUri }, ...more } };
}

function grant(member: string): ExampleResource {
  return { type: "gcp:serviceaccount/iAMMember:IAMMember", inputs: { serviceAccountId: "projects/p/serviceAccounts/ci@p.iam.gserviceaccount.com", role: "roles/iam.workloadIdentityUser", member } };
}
