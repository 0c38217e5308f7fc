import { formatPath, isJsonObject, valueAt } from "../../model/index.ts";
import type { NoiseRule } from "../noise-rule.ts";
import type { Place } from "../place.ts";
import { isScaled, numberAt, textAt } from "./_shared/amounts.ts";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const autoscaler = { type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler", inputs: { metadata: { namespace: "shop" }, spec: { scaleTargetRef: { kind: "Deployment", name: "web" }, minReplicas: 2, maxReplicas: 9 } } };
const web = { kind: "Deployment", metadata: { name: "web", namespace: "shop" } };

export const rule: NoiseRule = {
  id: "kubernetes-autoscaled-replicas",
  title: "Replicas that a HorizontalPodAutoscaler sets",
  why: "An autoscaler in the stack moves them between its limits; one from elsewhere is known by the managed field that its controller signs. `kubectl scale` signs with its own name, and stays drift.",
  issue: "https://github.com/hashicorp/terraform-provider-kubernetes/issues/584",
  types: ["kubernetes:apps/*"],
  isNoise: place => formatPath(place.path) === "spec.replicas" && (isScaledByStack(place) || isScaledByController(place)),
  examples: {
    noise: [
      { shows: "an autoscaler in the stack scales it", type: DEPLOYMENT, recorded: { ...web, spec: { replicas: 2 } }, found: { ...web, spec: { replicas: 7 } }, neighbours: [autoscaler] },
      { shows: "the controller of an autoscaler from elsewhere signed the field", type: DEPLOYMENT, recorded: { ...web, spec: { replicas: 2 } }, found: { ...web, metadata: { ...web.metadata, managedFields: [{ manager: "kube-controller-manager", subresource: "scale", fieldsV1: { "f:spec": { "f:replicas": {} } } }] }, spec: { replicas: 7 } }, stays: ["metadata.managedFields"] },
    ],
    drift: [
      { shows: "somebody scaled it with kubectl", type: DEPLOYMENT, recorded: { ...web, spec: { replicas: 2 } }, found: { ...web, metadata: { ...web.metadata, managedFields: [{ manager: "kubectl", subresource: "scale", fieldsV1: { "f:spec": { "f:replicas": {} } } }] }, spec: { replicas: 5 } } },
      { shows: "the stack's autoscaler is for another deployment", type: DEPLOYMENT, recorded: { ...web, metadata: { name: "api", namespace: "shop" }, spec: { replicas: 2 } }, found: { ...web, metadata: { name: "api", namespace: "shop" }, spec: { replicas: 7 } }, neighbours: [autoscaler] },
      { shows: "it was scaled to nothing", type: DEPLOYMENT, recorded: { ...web, spec: { replicas: 2 } }, found: { ...web, spec: { replicas: 0 } }, neighbours: [autoscaler] },
    ],
  },
};

function isScaledByStack(place: Place): boolean {
  const [, , kind] = place.type.split(":");
  const own = place.neighbours.find(
    ({ type, inputs }) =>
      type.endsWith(":HorizontalPodAutoscaler") &&
      textAt(inputs, "spec", "scaleTargetRef", "kind") === kind &&
      textAt(inputs, "spec", "scaleTargetRef", "name") === textAt(place.found, "metadata", "name") &&
      (textAt(inputs, "metadata", "namespace") ?? "default") === (textAt(place.found, "metadata", "namespace") ?? "default"),
  );
  return own !== undefined && isScaled(place, numberAt(own.inputs, "spec", "minReplicas") ?? 1, numberAt(own.inputs, "spec", "maxReplicas"));
}

/** https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management */
function isScaledByController({ foundOutputs, found, actual }: Place): boolean {
  const fields = valueAt(foundOutputs, ["metadata", "managedFields"]) ?? valueAt(found, ["metadata", "managedFields"]);
  if (!Array.isArray(fields) || actual === 0) return false;
  return fields.some(field => isJsonObject(field) && field["manager"] === "kube-controller-manager" && field["subresource"] === "scale" && valueAt(field, ["fieldsV1", "f:spec", "f:replicas"]) !== undefined);
}
