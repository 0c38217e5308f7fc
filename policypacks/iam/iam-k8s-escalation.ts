import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { type Danger, judgePowers } from "./_shared/kubernetes/judge-powers";
import { ROLES } from "./_shared/kubernetes/role-rule";

const RBAC = "rbac.authorization.k8s.io";

/** https://kubernetes.io/docs/concepts/security/rbac-good-practices/#escalate-verb */
const DANGERS: readonly Danger[] = [
  ...["roles", "clusterroles"].flatMap((resource): Danger[] => [
    { group: RBAC, resource, verbs: ["escalate"], does: "put rights into roles that they do not have themselves", badNames: ["cluster-admin", "admin", "edit"] },
    { group: RBAC, resource, verbs: ["bind"], does: "give themselves roles with rights that they do not have", badNames: ["cluster-admin"] },
  ]),
  { group: "", resource: "users", verbs: ["impersonate"], isOfCluster: true, does: "act as other users" },
  { group: "", resource: "groups", verbs: ["impersonate"], isOfCluster: true, does: "act as a member of every group, also of system:masters", badNames: ["system:masters"] },
  { group: "", resource: "serviceaccounts", verbs: ["impersonate"], does: "act as every service account" },
];

export const policy = definePolicy({
  id: "iam-k8s-escalation",
  title: "Nobody can give themselves further rights in a cluster",
  severity: "critical",
  enforcement: "mandatory",
  why: "Kubernetes lets nobody hand out rights that they do not have, except by these three verbs: whoever has one of them can be an administrator by the next command.",
  fix: "Leave bind, escalate and impersonate out, or limit them by resourceNames to roles and users without further rights.",
  framework: { name: "CIS Kubernetes Benchmark", version: "1.8.0", reference: "5.1.8" },
  types: ROLES,
  check(subject, report) {
    judgePowers(subject, DANGERS, report);
  },
  examples: {
    good: [
      { title: "managing roles", resources: [role("ClusterRole", { apiGroups: [RBAC], resources: ["roles", "rolebindings"], verbs: ["get", "create", "update"] })] },
      { title: "binding one harmless role", resources: [role("ClusterRole", { apiGroups: [RBAC], resources: ["clusterroles"], resourceNames: ["view"], verbs: ["bind"] })] },
      { title: "users, in a role of a namespace, which has none", resources: [role("Role", { apiGroups: [""], resources: ["users"], verbs: ["impersonate"] })] },
    ],
    bad: [
      { title: "bind", resources: [role("ClusterRole", { apiGroups: [RBAC], resources: ["clusterroles"], verbs: ["get", "bind"] })], says: ["rules[0] allows bind on clusterroles"] },
      { title: "binding cluster-admin", resources: [role("Role", { apiGroups: [RBAC], resources: ["clusterroles"], resourceNames: ["view", "cluster-admin"], verbs: ["bind"] })], says: ["bind on clusterroles"] },
      { title: "escalate, on both kinds of roles", resources: [role("ClusterRole", { apiGroups: ["*"], resources: ["roles", "clusterroles"], verbs: ["escalate"] })], says: ["escalate on roles and escalate on clusterroles"] },
      { title: "every verb on roles", resources: [role("Role", { apiGroups: [RBAC], resources: ["roles"], verbs: ["*"] })], says: ["* on roles", "escalat"] },
      { title: "impersonate", resources: [role("ClusterRole", { apiGroups: [""], resources: ["users", "groups", "serviceaccounts"], verbs: ["impersonate"] })], says: ["act as other users", "system:masters", "act as every service account"] },
    ],
  },
});

function role(kind: string, rule: WireObject): ExampleResource {
  return { type: `kubernetes:${RBAC}/v1:${kind}`, inputs: { metadata: { name: "r" }, rules: [rule] } };
}
