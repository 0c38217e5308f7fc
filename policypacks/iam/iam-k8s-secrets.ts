import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { type Danger, judgePowers } from "./_shared/kubernetes/judge-powers";
import { ROLES } from "./_shared/kubernetes/role-rule";

/** `list` and `watch` show the contents too: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets */
const OF_CLUSTER: Danger = { group: "", resource: "secrets", verbs: ["get", "list", "watch"], does: "read every secret of the cluster, tokens of service accounts among them" };
const OF_NAMESPACE: Danger = { ...OF_CLUSTER, does: "read every secret of the namespace", details: { level: "advisory", severity: "medium" } };

export const policy = definePolicy({
  id: "iam-k8s-secrets",
  title: "Nobody reads all secrets",
  severity: "high",
  enforcement: "mandatory",
  why: "Secrets hold passwords, certificates and tokens: whoever reads all of them has the rights of everything that runs in the cluster.",
  fix: "Name the secrets in resourceNames and allow get only, in a Role of the namespace that they are in.",
  framework: { name: "CIS Kubernetes Benchmark", version: "1.8.0", reference: "5.1.2" },
  types: ROLES,
  check(subject, report) {
    judgePowers(subject, [subject.type.endsWith(":Role") ? OF_NAMESPACE : OF_CLUSTER], report);
  },
  examples: {
    good: [
      { title: "one secret by its name", resources: [role("Role", { apiGroups: [""], resources: ["secrets"], resourceNames: ["tls"], verbs: ["get"] })] },
      { title: "writing secrets", resources: [role("ClusterRole", { apiGroups: [""], resources: ["secrets"], verbs: ["create"] })] },
    ],
    bad: [
      { title: "listing secrets", resources: [role("ClusterRole", { apiGroups: [""], resources: ["configmaps", "secrets"], verbs: ["list"] })], says: ["rules[0] allows list on secrets", "of the cluster"] },
      { title: "reading everything", resources: [role("ClusterRole", { apiGroups: ["*"], resources: ["*"], verbs: ["get", "list", "watch"] })], says: ["get, list, watch on secrets"] },
      { title: "all secrets of a namespace", resources: [role("Role", { apiGroups: [""], resources: ["secrets"], verbs: ["get"] })], says: ["of the namespace"] },
    ],
  },
});

function role(kind: string, rule: WireObject): ExampleResource {
  return { type: `kubernetes:rbac.authorization.k8s.io/v1:${kind}`, inputs: { metadata: { name: "r" }, rules: [rule] } };
}
