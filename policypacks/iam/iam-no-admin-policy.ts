import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import { examples } from "./_shared/examples/admin-policy";
import { AZURE_ADMIN_ROLES, isWideScope } from "./_shared/azure-scope";
import { ATTACHED_POLICIES, GRANT_DOCUMENTS } from "./_shared/documents";
import { judgeAdminDocument } from "./_shared/judge-admin-document";

/** What hands out everything, in every partition: `arn:aws-cn:iam::aws:policy/AdministratorAccess` is as good as `arn:aws:…`. */
const ADMIN_POLICIES = ["arn:aws*:iam::aws:policy/AdministratorAccess", "arn:aws*:iam::aws:policy/IAMFullAccess", "arn:aws*:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", "AdministratorAccess", "AliyunRAMFullAccess"];
const GCP_ADMIN_ROLES: ReadonlySet<string> = new Set(["roles/owner", "roles/editor"]);

/** A policy of the stack's own is judged itself, and a role of its own is none of the roles that are given everything: attaching them needs no second look. */
const OF_ITS_OWN = [
  "aws:iam/policy:Policy",
  "aws-native:iam:ManagedPolicy",
  "alicloud:ram/policy:Policy",
  "azure-native:authorization:RoleDefinition",
  ...["projects", "organizations"].map(level => `gcp:${level}/iAMCustomRole:IAMCustomRole`),
  ...["ClusterRole", "Role"].map(kind => `kubernetes:rbac.authorization.k8s.io:${kind}`),
];

const options = z.strictObject({
  extraPolicies: z.prefault(z.array(z.string()), []).register(z.globalRegistry, { description: "globs of further managed policies (ARNs; names in Alicloud) that nobody should be given" }),
});

type Judge = (subject: Subject, report: Report) => void;

const OTHER_JUDGES: Record<string, Judge> = {
  "azure-native:authorization:RoleAssignment": judgeRoleAssignment,
  "azure-native:authorization:RoleDefinition": judgeRoleDefinition,
  "kubernetes:rbac.authorization.k8s.io:ClusterRoleBinding": judgeBinding,
  "kubernetes:rbac.authorization.k8s.io:RoleBinding": judgeBinding,
  "kubernetes:rbac.authorization.k8s.io:ClusterRole": judgeKubernetesRole,
  "kubernetes:rbac.authorization.k8s.io:Role": judgeKubernetesRole,
  ...Object.fromEntries(["projects", "folder", "organizations"].flatMap(level => [
    [`gcp:${level}/iAMMember:IAMMember`, judgeGcpRole],
    [`gcp:${level}/iAMBinding:IAMBinding`, judgeGcpRole],
    [`gcp:${level}/iAMPolicy:IAMPolicy`, judgeGcpPolicy],
  ])),
};

export const policy = definePolicy({
  id: "iam-no-admin-policy",
  title: "Nobody is given all rights",
  severity: "critical",
  enforcement: "mandatory",
  why: "Whoever gets hold of one key of such a principal owns the account: can read all data, delete all backups, switch off the logs and stay.",
  fix: "Give the rights that are used, on what they are used on.",
  framework: { name: "CIS AWS Foundations Benchmark", version: "3.0.0", reference: "1.16" },
  types: [...new Set([...Object.keys(GRANT_DOCUMENTS), ...Object.keys(ATTACHED_POLICIES), ...Object.keys(OTHER_JUDGES)])],
  needs: "stack",
  options,
  check(subject, report, { options: { extraPolicies }, neighbours }) {
    const documents = (GRANT_DOCUMENTS[subject.type] ?? []).flatMap(path => subject.props.find(path));
    report.each(documents, document => judgeAdminDocument(document, subject.cloud === "alicloud" ? "alicloud" : "aws", report));
    const attached = (ATTACHED_POLICIES[subject.type] ?? []).flatMap(path => subject.props.find(path));
    const isOfItsOwn = (value: Value) => value.isUnknown && neighbours.comesFrom(subject, topOf(value), OF_ITS_OWN);
    report.each(attached.filter(value => !isOfItsOwn(value)), policyName => {
      const isAdmin = [...ADMIN_POLICIES, ...extraPolicies].some(glob => matchesGlob(glob, policyName.text() ?? ""));
      if (isAdmin && isSystemPolicy(subject)) report(`${policyName.path} attaches ${policyName}, which allows everything or to hand out everything.`, { fix: "Attach a policy that allows what is used; administrators take on a role for the time that they need it." });
    });
    const roles = ["roleDefinitionId", "role", "roleRef.name"].flatMap(path => subject.props.find(path));
    if (!roles.some(isOfItsOwn)) OTHER_JUDGES[subject.type]?.(subject, report);
  },
  examples,
});

/** The property of the resource that a value is in. */
function topOf(value: Value): string {
  return value.path.split(/[.[]/)[0]!;
}

/** Alicloud tells its own policies from the account's by a property, AWS by the ARN. */
function isSystemPolicy({ cloud, props }: Subject): boolean {
  return cloud !== "alicloud" || props.at("policyType").text() === "System";
}

function judgeRoleAssignment({ props }: Subject, report: Report): void {
  const role = AZURE_ADMIN_ROLES[props.at("roleDefinitionId").text()?.split("/").at(-1)?.toLowerCase() ?? ""];
  if (!role || !isWideScope(props.at("scope").text() ?? "")) return;
  report(`roleDefinitionId assigns ${role} at ${props.at("scope")}.`, { fix: "Assign a role that has the rights that are used, at a resource group or below; use Privileged Identity Management for administrators." });
}

function judgeRoleDefinition({ props }: Subject, report: Report): void {
  report.each(props.at("permissions").items(), permission => {
    const allowed = permission.at("actions").items().map(action => (action.text() ?? "").toLowerCase());
    const taken = permission.at("notActions").items().map(action => (action.text() ?? "").toLowerCase());
    const handsOut = "microsoft.authorization/roleassignments/write";
    if (!allowed.some(glob => matchesGlob(glob, handsOut)) || taken.some(glob => matchesGlob(glob, handsOut))) return;
    if (!isAssignableWidely(props)) return;
    report(`${permission.path}.actions ${permission.at("actions")} ${allowed.includes("*") ? "allows every action" : "allows to assign every role"}, and the role can be assigned to a whole subscription.`, { fix: "Name the actions that are used, or keep Microsoft.Authorization/*/write out by notActions, or limit assignableScopes to resource groups." });
  });
}

function isAssignableWidely(props: Subject["props"]): boolean {
  const scopes = [...props.at("assignableScopes").items(), ...props.find("scope")];
  return scopes.some(scope => isWideScope(scope.text() ?? ""));
}

function judgeGcpRole({ props }: Subject, report: Report): void {
  if (!GCP_ADMIN_ROLES.has(props.at("role").text() ?? "")) return;
  report(`role ${props.at("role")} lets ${[...props.find("member"), ...props.find("members.*")].join(", ") || "its members"} change nearly everything there.`, { fix: "Grant predefined roles of the services that are used, such as roles/storage.objectViewer." });
}

function judgeGcpPolicy({ props }: Subject, report: Report): void {
  report.each(props.at("policyData").document().at("bindings").items(), binding => {
    if (GCP_ADMIN_ROLES.has(binding.at("role").text() ?? "")) report(`${binding.path} grants ${binding.at("role")}.`, { fix: "Grant predefined roles of the services that are used." });
  });
}

function judgeBinding({ props }: Subject, report: Report): void {
  const role = props.at("roleRef", "name");
  if (role.text() === "cluster-admin") report(`roleRef ${role} lets its subjects do everything.`, { fix: "Bind a role that names the resources and verbs that are used; `view` and `edit` exist already." });
}

function judgeKubernetesRole({ props }: Subject, report: Report): void {
  report.each(props.at("rules").items(), rule => {
    const isEverything = ["apiGroups", "resources", "verbs"].every(key => rule.at(key).items().some(item => item.text() === "*"));
    if (isEverything) report(`${rule.path} allows every verb on every resource of every API group.`, { fix: "Name the API groups, resources and verbs that are used." });
  });
}
