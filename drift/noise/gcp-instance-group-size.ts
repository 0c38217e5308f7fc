import type { NoiseRule } from "../noise-rule.ts";
import { isScaled, numberAt, textAt } from "./_shared/amounts.ts";
import { isThis, lastSegment } from "./_shared/names.ts";

const GROUP = "gcp:compute/instanceGroupManager:InstanceGroupManager";
const AUTOSCALER = "gcp:compute/autoscaler:Autoscaler";
const scaler = { type: AUTOSCALER, inputs: { target: "projects/p/zones/z/instanceGroupManagers/web", autoscalingPolicy: { minReplicas: 1, maxReplicas: 9 } } };

export const rule: NoiseRule = {
  id: "gcp-instance-group-size",
  title: "The target size of an instance group that is scaled",
  why: "An autoscaler in the stack moves it between its limits.",
  issue: "https://github.com/openinfrastructure/terraform-google-multinic/issues/27",
  types: [GROUP, "gcp:compute/regionInstanceGroupManager:RegionInstanceGroupManager"],
  isNoise(place) {
    if (place.path[0] !== "targetSize") return false;
    const own = place.neighbours.find(({ type, inputs }) => /^gcp:compute\/(region)?[aA]utoscaler:/.test(type) && isTarget(place, textAt(inputs, "target")));
    return own !== undefined && isScaled(place, numberAt(own.inputs, "autoscalingPolicy", "minReplicas"), numberAt(own.inputs, "autoscalingPolicy", "maxReplicas"));
  },
  examples: {
    noise: [{ shows: "an autoscaler in the stack scales the group", type: GROUP, outputs: { name: "web", id: "projects/p/zones/z/instanceGroupManagers/web" }, recorded: { targetSize: 2 }, found: { targetSize: 7 }, neighbours: [scaler] }],
    drift: [{ shows: "no autoscaler in the stack scales it", type: GROUP, outputs: { name: "web" }, recorded: { targetSize: 2 }, found: { targetSize: 7 } }],
  },
};

function isTarget(place: Parameters<typeof isThis>[0], target: string | undefined): boolean {
  return isThis(place, target, "selfLink") || (target !== undefined && !target.includes("/") && isThis(place, lastSegment(target), "name"));
}
