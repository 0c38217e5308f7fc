import type { NoiseRule } from "../noise-rule.ts";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const METADATA = new Set(["creationTimestamp", "generation", "managedFields", "resourceVersion", "selfLink", "uid"]);
const ANNOTATIONS = new Set(["deployment.kubernetes.io/revision", "kubectl.kubernetes.io/last-applied-configuration", "pulumi.com/autonamed", "pv.kubernetes.io/bind-completed", "pv.kubernetes.io/bound-by-controller", "volume.kubernetes.io/storage-provisioner", "volume.beta.kubernetes.io/storage-provisioner", "volume.kubernetes.io/selected-node"]);

export const rule: NoiseRule = {
  id: "kubernetes-server-metadata",
  title: "What the API server and its controllers write into an object",
  why: "Versions, revisions, managed fields, bindings of volumes and the status are the cluster's own notes.",
  issue: "https://github.com/pulumi/pulumi-kubernetes/issues/3697",
  types: ["kubernetes:*"],
  isNoise({ path: [first, second, third], inputs }) {
    if (first === "status") return !("status" in inputs);
    if (first !== "metadata") return false;
    return METADATA.has(String(second)) || (second === "annotations" && ANNOTATIONS.has(String(third)));
  },
  examples: {
    noise: [
      { shows: "a deployment was rolled out again", type: DEPLOYMENT, recorded: { metadata: { generation: 1, annotations: { "deployment.kubernetes.io/revision": "1" } } }, found: { metadata: { generation: 4, resourceVersion: "9", annotations: { "deployment.kubernetes.io/revision": "2" } }, status: { readyReplicas: 2 } } },
      { shows: "a claim was bound to its volume", type: "kubernetes:core/v1:PersistentVolumeClaim", recorded: { metadata: { annotations: {} } }, found: { metadata: { annotations: { "pv.kubernetes.io/bind-completed": "yes" } } } },
    ],
    drift: [{ shows: "somebody's own annotation was added", type: DEPLOYMENT, recorded: { metadata: { annotations: {} } }, found: { metadata: { annotations: { "example.com/paused": "true" } } } }],
  },
};
