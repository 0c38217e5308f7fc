import type { Grammar } from "./grammar";
import type { NameRule } from "./name-rule";

const NAMES = "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/";

/**
 * What is known of the names of a kind. Where nothing else is said, a name is a DNS-1123 subdomain; the exceptions are those of
 * `Validate…` in https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go and its neighbours.
 */
export function kubernetesRule(type: string): NameRule {
  const [, group = "", kind = ""] = type.split(":");
  return {
    grammar: GRAMMARS[`${group}:${kind}`] ?? SUBDOMAIN,
    scope: { within: CLUSTER_WIDE.has(kind) ? "account" : "group", parents: [] },
    space: type,
    ignoresCase: false,
    isRenamedInPlace: false,
    slugs: SHORT_NAMES[kind] ? [SHORT_NAMES[kind]] : [],
  };
}

const label = (max: number, begins: string, name: string): Grammar => ({
  min: 1,
  max,
  allowed: "a-z0-9-",
  begins,
  ends: "a-z0-9",
  says: `1 to ${max} lower-case letters, digits and hyphens, beginning with a letter${begins === "a-z" ? "" : " or digit"} and not ending with a hyphen (a ${name} label)`,
  source: NAMES,
});

const subdomain = (max: number): Grammar => ({
  min: 1,
  max,
  allowed: "a-z0-9.-",
  begins: "a-z0-9",
  ends: "a-z0-9",
  checks: ["dns"],
  says: `1 to ${max} lower-case letters, digits, dots and hyphens, with a letter or digit first and last (a DNS-1123 subdomain)`,
  source: NAMES,
});

const SUBDOMAIN = subdomain(253);
const LABEL = label(63, "a-z0-9", "DNS-1123");
const SERVICE = label(63, "a-z", "DNS-1035");
const PATH_SEGMENT: Grammar = {
  min: 1,
  max: 253,
  allowed: String.raw`^/%\x00-\x1f`,
  checks: ["not-dots"],
  says: "any characters but / and %, and is not . or ..",
  source: NAMES,
};

const GRAMMARS: Record<string, Grammar> = {
  "core:Namespace": LABEL,
  "core:Service": SERVICE,
  // The names of its jobs get eleven characters more: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
  "batch:CronJob": subdomain(52),
  // The name becomes the value of the label job-name.
  "batch:Job": subdomain(63),
  "rbac.authorization.k8s.io:ClusterRole": PATH_SEGMENT,
  "rbac.authorization.k8s.io:ClusterRoleBinding": PATH_SEGMENT,
  "rbac.authorization.k8s.io:Role": PATH_SEGMENT,
  "rbac.authorization.k8s.io:RoleBinding": PATH_SEGMENT,
  // <plural>.<group>: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
  "apiextensions.k8s.io:CustomResourceDefinition": { ...subdomain(253), says: "the plural and the group of the resource with a dot between, as crontabs.example.com" },
};

/** Kinds without a namespace: https://kubernetes.io/docs/reference/kubernetes-api/ */
const CLUSTER_WIDE: ReadonlySet<string> = new Set(
  "Namespace Node PersistentVolume ClusterRole ClusterRoleBinding CustomResourceDefinition StorageClass IngressClass PriorityClass RuntimeClass MutatingWebhookConfiguration ValidatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding MutatingAdmissionPolicy MutatingAdmissionPolicyBinding APIService CSIDriver CSINode VolumeAttachment VolumeAttributesClass CertificateSigningRequest ClusterTrustBundle FlowSchema PriorityLevelConfiguration ServiceCIDR IPAddress DeviceClass ResourceSlice".split(" "),
);

/** What kubectl calls them: `kubectl api-resources`. */
const SHORT_NAMES: Record<string, string> = {
  ConfigMap: "cm",
  CronJob: "cj",
  CustomResourceDefinition: "crd",
  DaemonSet: "ds",
  Deployment: "deploy",
  HorizontalPodAutoscaler: "hpa",
  Ingress: "ing",
  Job: "job",
  LimitRange: "limits",
  Namespace: "ns",
  NetworkPolicy: "netpol",
  PersistentVolume: "pv",
  PersistentVolumeClaim: "pvc",
  Pod: "po",
  PodDisruptionBudget: "pdb",
  PriorityClass: "pc",
  ReplicaSet: "rs",
  ResourceQuota: "quota",
  Role: "role",
  RoleBinding: "rb",
  ClusterRole: "cr",
  ClusterRoleBinding: "crb",
  Secret: "secret",
  Service: "svc",
  ServiceAccount: "sa",
  StatefulSet: "sts",
  StorageClass: "sc",
};
