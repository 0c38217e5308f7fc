import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";

/** Where the pod is, by normalised type. */
export const POD_SPECS: Record<string, string> = {
  "kubernetes:core:Pod": "spec",
  "kubernetes:core:ReplicationController": "spec.template.spec",
  "kubernetes:apps:DaemonSet": "spec.template.spec",
  "kubernetes:apps:Deployment": "spec.template.spec",
  "kubernetes:apps:ReplicaSet": "spec.template.spec",
  "kubernetes:apps:StatefulSet": "spec.template.spec",
  "kubernetes:batch:CronJob": "spec.jobTemplate.spec.template.spec",
  "kubernetes:batch:Job": "spec.template.spec",
};

export const CONTAINER_LISTS = ["containers", "initContainers"] as const;

/** All containers of a pod or of what makes pods; none of a patch, which says only what it changes. */
export function containersOf({ type, props, resource }: Subject): Value[] {
  const pod = POD_SPECS[type];
  if (!pod || resource.type.endsWith("Patch")) return [];
  return CONTAINER_LISTS.flatMap(list => props.find(`${pod}.${list}.*`));
}
