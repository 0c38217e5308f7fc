import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { type Danger, judgePowers } from "./_shared/kubernetes/judge-powers";
import { ROLES } from "./_shared/kubernetes/role-rule";

/** https://kubernetes.io/docs/concepts/security/rbac-good-practices/#access-to-proxy-subresource-of-nodes and #persistent-volume-creation */
const DANGERS: readonly Danger[] = [
  { group: "", resource: "nodes/proxy", verbs: ["get", "create", "update", "patch", "delete"], isOfCluster: true, does: "run commands in every pod of a node by its kubelet, past admission control and the audit log" },
  { group: "", resource: "persistentvolumes", verbs: ["create"], isOfCluster: true, does: "mount the disk of a node by a hostPath volume", details: { severity: "medium" } },
];

export const policy = definePolicy({
  id: "iam-k8s-nodes-proxy",
  title: "Nobody reaches the nodes past the API server",
  severity: "high",
  enforcement: "mandatory",
  why: "What goes through the kubelet or through a node's disk is seen by no admission control and no audit log, and a node has the tokens of everything that runs on it.",
  fix: "Use nodes/metrics and nodes/stats for monitoring, and a StorageClass for volumes.",
  framework: { name: "CIS Kubernetes Benchmark", version: "1.8.0", reference: "5.1.9, 5.1.10" },
  types: ROLES,
  check(subject, report) {
    judgePowers(subject, DANGERS, report);
  },
  examples: {
    good: [
      { title: "metrics of nodes", resources: [role({ apiGroups: [""], resources: ["nodes", "nodes/metrics", "nodes/stats"], verbs: ["get", "list"] })] },
      { title: "claiming volumes", resources: [role({ apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: ["create"] })] },
    ],
    bad: [
      { title: "the kubelet", resources: [role({ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] })], says: ["get on nodes/proxy"] },
      { title: "every proxy", resources: [role({ apiGroups: ["*"], resources: ["*/proxy"], verbs: ["*"] })], says: ["* on nodes/proxy"] },
      { title: "volumes", resources: [role({ apiGroups: [""], resources: ["persistentvolumes"], verbs: ["create", "delete"] })], says: ["create on persistentvolumes"] },
    ],
  },
});

function role(rule: WireObject): ExampleResource {
  return { type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", inputs: { metadata: { name: "r" }, rules: [rule] } };
}
