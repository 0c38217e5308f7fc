import type { NoiseRule } from "../noise-rule.ts";
import { isScaled, numberAt } from "./_shared/amounts.ts";

const GROUP = "alicloud:ess/scalingGroup:ScalingGroup";

export const rule: NoiseRule = {
  id: "alicloud-scaling-group-capacity",
  title: "The desired capacity of an ESS scaling group",
  why: "A group whose minimum and maximum differ is there to be scaled; any capacity between the two is what it should do.",
  issue: "https://github.com/aliyun/terraform-provider-alicloud/pull/4998",
  types: [GROUP],
  isNoise: place => place.path[0] === "desiredCapacity" && !place.all.some(({ path }) => path[0] === "minSize" || path[0] === "maxSize") && isScaled(place, numberAt(place.found, "minSize"), numberAt(place.found, "maxSize")),
  examples: {
    noise: [{ shows: "the group grew under load", type: GROUP, recorded: { minSize: 1, maxSize: 9, desiredCapacity: 1 }, found: { minSize: 1, maxSize: 9, desiredCapacity: 4 } }],
    drift: [{ shows: "a group of fixed size has another size", type: GROUP, recorded: { minSize: 2, maxSize: 2, desiredCapacity: 2 }, found: { minSize: 2, maxSize: 2, desiredCapacity: 3 } }],
  },
};
