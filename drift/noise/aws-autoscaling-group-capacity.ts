import type { NoiseRule } from "../noise-rule.ts";
import { isScaled, numberAt } from "./_shared/amounts.ts";

const GROUP = "aws:autoscaling/group:Group";

export const rule: NoiseRule = {
  id: "aws-autoscaling-group-capacity",
  title: "The desired capacity of an Auto Scaling group",
  why: "A group whose minimum and maximum differ is there to be scaled; any capacity between the two is what it should do.",
  issue: "https://github.com/hashicorp/terraform/issues/28803",
  types: [GROUP, "aws-native:autoscaling:AutoScalingGroup"],
  isNoise: place => place.path.length === 1 && place.path[0] === "desiredCapacity" && isScaled(numeric(place), numberAt(place.found, "minSize"), numberAt(place.found, "maxSize")) && !place.all.some(({ path }) => path[0] === "minSize" || path[0] === "maxSize"),
  examples: {
    noise: [{ shows: "50 instances became 36 at night", type: GROUP, recorded: { minSize: 10, maxSize: 80, desiredCapacity: 50 }, found: { minSize: 10, maxSize: 80, desiredCapacity: 36 } }],
    drift: [
      { shows: "a group of fixed size has another size", type: GROUP, recorded: { minSize: 3, maxSize: 3, desiredCapacity: 3 }, found: { minSize: 3, maxSize: 3, desiredCapacity: 5 } },
      { shows: "somebody raised the maximum, and the group grew", type: GROUP, recorded: { minSize: 1, maxSize: 4, desiredCapacity: 4 }, found: { minSize: 1, maxSize: 40, desiredCapacity: 30 } },
      { shows: "the capacity is outside of the limits", type: GROUP, recorded: { minSize: 2, maxSize: 4, desiredCapacity: 2 }, found: { minSize: 2, maxSize: 4, desiredCapacity: 0 } },
    ],
  },
};

/** The native provider writes sizes as texts. */
function numeric({ actual, expected }: { actual?: unknown; expected?: unknown }): { actual: number | undefined; expected: number | undefined } {
  return { actual: asNumber(actual), expected: asNumber(expected) };
}

function asNumber(value: unknown): number | undefined {
  return typeof value === "number" || (typeof value === "string" && value !== "") ? Number(value) : undefined;
}
