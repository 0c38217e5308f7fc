import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { type Danger, judgePowers } from "./_shared/kubernetes/judge-powers";
import { ROLES } from "./_shared/kubernetes/role-rule";

const RUN = "run commands in containers, with their secrets and their service accounts";
const MAKE = "start pods, and in them act as every service account of the namespace and read every secret of it";

/** exec and attach are allowed by `get` as well as by `create`: https://kubernetes.io/docs/reference/access-authn-authz/authorization/ */
const DANGERS: readonly Danger[] = [
  { group: "", resource: "pods/exec", verbs: ["create", "get"], does: RUN },
  { group: "", resource: "pods/attach", verbs: ["create", "get"], does: RUN },
  { group: "", resource: "pods/ephemeralcontainers", verbs: ["update", "patch"], does: RUN },
];
// Whoever deploys has it, so it is only worth a remark: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation
const REMARKS: readonly Danger[] = [{ group: "", resource: "pods", verbs: ["create"], does: MAKE, details: { level: "advisory", severity: "medium", fix: "Give it to the controllers and pipelines that need it, in the namespaces that they need it in." } }];

export const policy = definePolicy({
  id: "iam-k8s-pod-exec",
  title: "Nobody runs commands in other people's containers",
  severity: "high",
  enforcement: "mandatory",
  why: "A shell in a container has its mounted secrets, the token of its service account and its place in the network, and what is done in it is in no image and in no repository.",
  fix: "Leave exec, attach and ephemeral containers out of standing roles; grant them for the time that they are needed.",
  framework: { name: "CIS Kubernetes Benchmark", version: "1.8.0", reference: "5.1.4" },
  types: ROLES,
  check(subject, report) {
    judgePowers(subject, [...DANGERS, ...REMARKS], report);
  },
  examples: {
    good: [
      { title: "looking at pods and their logs", resources: [role({ apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get", "list", "watch"] })] },
      { title: "one pod by its name", resources: [role({ apiGroups: [""], resources: ["pods/exec"], resourceNames: ["toolbox-0"], verbs: ["create"] })] },
    ],
    bad: [
      { title: "exec", resources: [role({ apiGroups: [""], resources: ["pods/exec"], verbs: ["create"] })], says: ["rules[0] allows create on pods/exec"] },
      { title: "every subresource of pods by every verb", resources: [role({ apiGroups: [""], resources: ["pods", "pods/attach", "*/exec"], verbs: ["*"] })], says: ["pods/exec and * on pods/attach", "start pods"] },
      { title: "containers for debugging", resources: [role({ apiGroups: [""], resources: ["pods/ephemeralcontainers"], verbs: ["patch"] })], says: ["patch on pods/ephemeralcontainers"] },
    ],
  },
});

function role(rule: WireObject): ExampleResource {
  return { type: "kubernetes:rbac.authorization.k8s.io/v1:Role", inputs: { metadata: { name: "r", namespace: "shop" }, rules: [rule] } };
}
