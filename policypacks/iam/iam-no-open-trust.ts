import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { TRUST_DOCUMENTS } from "./_shared/documents";
import { document } from "./_shared/examples/statements";
import { saysWho } from "./_shared/narrowing-condition";
import { statementValues } from "./_shared/statement";

const GCP_BINDINGS = ["iAMMember:IAMMember", "iAMBinding:IAMBinding"].map(kind => `gcp:serviceaccount/${kind}`);
const KUBERNETES_BINDINGS = ["ClusterRoleBinding", "RoleBinding"].map(kind => `kubernetes:rbac.authorization.k8s.io:${kind}`);
/** Everybody, as Google Cloud and Kubernetes call them. */
const ANYBODY: ReadonlySet<string> = new Set(["allUsers", "allAuthenticatedUsers", "system:anonymous", "system:unauthenticated"]);

export const policy = definePolicy({
  id: "iam-no-open-trust",
  title: "Nobody unknown can take on a role",
  severity: "critical",
  enforcement: "mandatory",
  why: "A role that trusts everybody is taken on by accounts that nobody here knows, and what they do with it looks like one's own.",
  fix: "Name the principals that may take it on.",
  types: [...Object.keys(TRUST_DOCUMENTS), ...GCP_BINDINGS, ...KUBERNETES_BINDINGS, "azure-native:managedidentity:FederatedIdentityCredential"],
  check(subject, report) {
    const documents = (TRUST_DOCUMENTS[subject.type] ?? []).flatMap(path => subject.props.find(path));
    report.each(documents, trust => report.each(statementValues(trust), statement => judgeStatement(statement, report)));
    if (GCP_BINDINGS.includes(subject.type)) report.each([...subject.props.find("member"), ...subject.props.find("members.*")], member => judgeMember(member, report));
    if (KUBERNETES_BINDINGS.includes(subject.type)) report.each(subject.props.find("subjects.*.name"), member => judgeMember(member, report));
    if (subject.cloud === "azure-native") judgeFederation(subject, report);
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

function judgeStatement(statement: Value, report: Report): void {
  if (statement.at("Effect").text() !== "Allow") return;
  const except = statement.at("NotPrincipal");
  const isOpen = !except.isMissing || isAnybody(statement.at("Principal"));
  const condition = statement.at("Condition");
  if (!isOpen || saysWho(condition)) return;
  const who = except.isMissing ? "anybody" : `everybody but ${except}`;
  report(`${statement.path} lets ${who} take on the role${condition.isMissing ? "" : "; its condition does not say who"}.`, {
    fix: "Name accounts, roles or services in Principal, or ask for aws:PrincipalOrgID or sts:ExternalId in a condition.",
  });
}

/** `"*"`, or a list of which one entry is. A federated or service principal is never everybody by itself. */
function isAnybody(principal: Value): boolean {
  if (!principal.isObject) return principal.items().some(item => item.text() === "*");
  return principal.entries().some(([kind, members]) => (kind === "AWS" || kind === "RAM") && members.items().some(member => member.text() === "*"));
}

function judgeMember(member: Value, report: Report): void {
  if (!ANYBODY.has(member.text() ?? "")) return;
  report(`${member.path} lets ${member} in, which is anybody${member.text() === "allAuthenticatedUsers" ? " with a Google account" : ""}.`, { fix: "Name the users, groups or service accounts that need it." });
}

/** A subject that is matched by pattern must at least name the organisation and the repository. */
function judgeFederation({ props }: Subject, report: Report): void {
  const subject = props.at("subject");
  const [, owner = "", repository = ""] = /^repo:([^/:]*)\/?([^:]*)/.exec(subject.text() ?? "") ?? [];
  const isOpen = /^[*?]+$/.test(subject.text() ?? "") || (/^repo:/.test(subject.text() ?? "") && [owner, repository].some(part => part === "" || part.includes("*")));
  if (isOpen) report(`subject ${subject} lets in workflows of repositories that are not yours.`, { fix: "Name organisation, repository and branch, as repo:acme/shop:ref:refs/heads/main." });
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
