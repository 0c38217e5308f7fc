import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import { WIDE_GRANT_TYPES } from "./_shared/gcp/families";
import { type Grant, grantsOf, grantsOwnRole, namedMembers } from "./_shared/gcp/grants";

/** With these one acts as a service account, or makes oneself able to: https://cloud.google.com/iam/docs/service-account-permissions */
const ACT_AS: Record<string, string> = {
  "roles/iam.serviceAccountUser": "run things as",
  "roles/iam.serviceAccountTokenCreator": "get tokens of",
  "roles/iam.serviceAccountOpenIdTokenCreator": "get identity tokens of",
  "roles/iam.workloadIdentityUser": "act as",
  "roles/iam.serviceAccountAdmin": "let anybody act as",
  "roles/iam.serviceAccountKeyAdmin": "make keys of",
};

/** Administrators of a service; not those of single tables or topics, and not the basic roles, which iam-no-admin-policy is about. */
const ADMINISTERS = /^roles\/[\w.]*admin(\.v\d+)?$/i;

export const policy = definePolicy({
  id: "iam-gcp-service-account-rights",
  title: "Nobody may act as every service account of a project, folder or organisation",
  severity: "high",
  enforcement: "mandatory",
  why: "Granted on a project, these roles are good for all of its service accounts, also those to come: whoever has one has the rights of the most powerful of them.",
  fix: "Grant the role on the one service account that is meant (gcp.serviceaccount.IAMMember).",
  framework: { name: "CIS Google Cloud Platform Foundation Benchmark", version: "2.0.0", reference: "1.5, 1.6" },
  types: WIDE_GRANT_TYPES,
  needs: "stack",
  check(subject, report, { neighbours }) {
    if (!grantsOwnRole(subject, neighbours)) report.each(grantsOf(subject), grant => judgeGrant(subject, grant, report));
  },
  examples: {
    good: [
      { title: "on one service account", resources: [{ type: "gcp:serviceaccount/iAMMember:IAMMember", inputs: { serviceAccountId: "projects/p/serviceAccounts/ci@p.iam.gserviceaccount.com", role: "roles/iam.serviceAccountUser", member: "group:ops@example.com" } }] },
      { title: "another role on a project", resources: [projectMember("roles/logging.logWriter", "serviceAccount:shop@p.iam.gserviceaccount.com")] },
      { title: "administrators that are people", resources: [projectMember("roles/compute.admin", "group:ops@example.com")] },
    ],
    bad: [
      { title: "running things as any service account", resources: [projectMember("roles/iam.serviceAccountUser", "group:ops@example.com")], says: ["role", "roles/iam.serviceAccountUser", "run things as every service account"] },
      { title: "tokens of any service account of a folder", resources: [{ type: "gcp:folder/iAMBinding:IAMBinding", inputs: { folder: "folders/1", role: "roles/iam.serviceAccountTokenCreator", members: ["user:a@example.com"] } }], says: ["get tokens of", "user:a@example.com"] },
      { title: "keys, in a whole policy", resources: [{ type: "gcp:organizations/iAMPolicy:IAMPolicy", inputs: { orgId: "1", policyData: JSON.stringify({ bindings: [{ role: "roles/iam.serviceAccountKeyAdmin", members: ["group:a@example.com"] }] }) } }], says: ["policyData.bindings[0].role", "make keys of"] },
      { title: "a service account that administers", resources: [projectMember("roles/compute.instanceAdmin.v1", "serviceAccount:shop@p.iam.gserviceaccount.com")], says: ["serviceAccount:shop@p.iam.gserviceaccount.com", "administrator"] },
    ],
  },
});

function judgeGrant(subject: Subject, grant: Grant, report: Report): void {
  const { role, members } = grant;
  const can = ACT_AS[role.text() ?? ""];
  if (can) return report(`${role.path} ${role} lets ${shown(members)} ${can} every service account there.`);
  if (!ADMINISTERS.test(role.text() ?? "")) return;
  report.each(namedMembers(subject, grant), member => {
    // Agents of Google's own (service-123@….iam.gserviceaccount.com) get their roles from Google.
    if (!/^serviceAccount:(?!service-)/.test(member.text() ?? "")) return;
    report(`${member.path} makes ${member} an administrator by ${role}: a program should have the rights that it uses.`, { level: "advisory", severity: "medium", fix: "Grant a narrower role, or a custom one with the permissions that are used." });
  });
}

function shown(members: Value): string {
  return members.isUnknown ? "its members" : members.items().join(", ") || "its members";
}

function projectMember(role: string, member: string): ExampleResource {
  return { type: "gcp:projects/iAMMember:IAMMember", inputs: { project: "p", role, member } };
}
