import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { WireObject } from "../_kit/wire";
import { RAM_TRUST } from "./_shared/alicloud/documents";
import { AZURE_TRUST } from "./_shared/azure/judge-open-trust";
import { TRUST_DOCUMENTS } from "./_shared/documents";
import { document } from "./_shared/examples/statements";
import { GCP_TRUST } from "./_shared/gcp/judge-open-trust";
import type { Judge } from "./_shared/judge";
import { judgeOpenTrust } from "./_shared/judge-open-trust";
import { KUBERNETES_TRUST } from "./_shared/kubernetes/judge-open-trust";

const DOCUMENTS = { ...TRUST_DOCUMENTS, ...RAM_TRUST };
const OTHERS: Record<string, Judge> = { ...AZURE_TRUST, ...GCP_TRUST, ...KUBERNETES_TRUST };

export const policy = definePolicy({
  id: "iam-no-open-trust",
  title: "Nobody unknown can take on a role",
  severity: "critical",
  enforcement: "mandatory",
  why: "A role that trusts everybody is taken on by accounts that nobody here knows, and what they do with it looks like one's own.",
  fix: "Name the principals that may take it on.",
  types: [...Object.keys(DOCUMENTS), ...Object.keys(OTHERS)],
  needs: "stack",
  check(subject, report, context) {
    (OTHERS[subject.type] ?? judgeDocuments)(subject, report, context);
  },
  examples: {
    good: [
      { title: "a role for a service", resources: [role({ Service: "ec2.amazonaws.com" })] },
      { title: "everybody of one organisation", resources: [role("*", { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } })] },
      { title: "a role for an account of Alicloud", resources: [ramRole({ RAM: ["acs:ram::1234567890123456:root"] })] },
      { title: "a group that may use a service account", resources: [gcpMember("group:ops@example.com")] },
      { title: "a workflow of one branch", resources: [federation("https://token.actions.githubusercontent.com", "repo:acme/shop:ref:refs/heads/main")] },
      { title: "a binding for a group", resources: [binding("ops")] },
    ],
    bad: [
      { title: "everybody", resources: [role("*")], says: ["assumeRolePolicy.Statement[0] lets anybody"] },
      { title: "everybody with an AWS account", resources: [role({ AWS: ["arn:aws:iam::123456789012:root", "*"] })], says: ["lets anybody"] },
      { title: "everybody who is not somebody", resources: [{ type: "aws:iam/role:Role", inputs: { assumeRolePolicy: document({ Effect: "Allow", Action: "sts:AssumeRole", NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } }) } }], says: ["everybody but"] },
      { title: "a condition that does not say who", resources: [role("*", { Bool: { "aws:SecureTransport": "true" } })], says: ["its condition does not say who"] },
      { title: "a condition that takes every answer", resources: [role("*", { StringLike: { "aws:PrincipalArn": "*" } })], says: ["its condition does not say who"] },
      { title: "every account of Alicloud", resources: [ramRole({ RAM: ["*"] })], says: ["lets anybody"] },
      { title: "everybody as a service account", resources: [gcpMember("allAuthenticatedUsers")], says: ["allAuthenticatedUsers"] },
      { title: "every repository of GitHub", resources: [federation("https://token.actions.githubusercontent.com", "repo:*")], says: ["repo:*"] },
      { title: "callers without a name", resources: [binding("system:unauthenticated")], says: ["system:unauthenticated"] },
    ],
  },
});

function judgeDocuments(subject: Subject, report: Report): void {
  const documents = (DOCUMENTS[subject.type] ?? []).flatMap(path => subject.props.find(path));
  report.each(documents, trust => judgeOpenTrust(trust, report));
}

function role(principal: string | WireObject, condition?: WireObject): ExampleResource {
  const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: principal, ...(condition ? { Condition: condition } : {}) };
  return { type: "aws:iam/role:Role", inputs: { assumeRolePolicy: document(statement) } };
}

function ramRole(principal: WireObject): ExampleResource {
  return { type: "alicloud:ram/role:Role", inputs: { assumeRolePolicyDocument: document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: principal }) } };
}

function gcpMember(member: string): ExampleResource {
  return { type: "gcp:serviceaccount/iAMMember:IAMMember", inputs: { serviceAccountId: "projects/p/serviceAccounts/ci", role: "roles/iam.serviceAccountTokenCreator", member } };
}

function federation(issuer: string, subject: string): ExampleResource {
  return { type: "azure-native:managedidentity:FederatedIdentityCredential", inputs: { issuer, subject, audiences: ["api://AzureADTokenExchange"] } };
}

function binding(name: string): ExampleResource {
  return { type: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", inputs: { roleRef: { kind: "Role", name: "view" }, subjects: [{ kind: "Group", name }] } };
}
