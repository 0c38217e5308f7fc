import type { NoiseRule } from "../noise-rule.ts";
import { isScaled, numberAt, textAt } from "./_shared/amounts.ts";
import { lastSegment } from "./_shared/names.ts";

const SERVICE = "aws:ecs/service:Service";
const TARGET = "aws:appautoscaling/target:Target";
const target = (resourceId: string) => ({ type: TARGET, inputs: { resourceId, scalableDimension: "ecs:service:DesiredCount", minCapacity: 2, maxCapacity: 10 } });

export const rule: NoiseRule = {
  id: "aws-ecs-service-count",
  title: "The desired count of an ECS service that is scaled",
  why: "Application Auto Scaling moves the count of a service that is its target, between the limits of that target.",
  issue: "https://github.com/hashicorp/terraform-provider-aws/issues/335",
  types: [SERVICE],
  isNoise(place) {
    if (place.path[0] !== "desiredCount") return false;
    const name = textAt(place.inputs, "name") ?? textAt(place.outputs, "name");
    const cluster = lastSegment(textAt(place.inputs, "cluster") ?? textAt(place.outputs, "cluster")) ?? "default";
    const scaling = place.neighbours.find(({ type, inputs }) => type === TARGET && textAt(inputs, "resourceId") === `service/${cluster}/${name}`);
    return scaling !== undefined && isScaled(place, numberAt(scaling.inputs, "minCapacity"), numberAt(scaling.inputs, "maxCapacity"));
  },
  examples: {
    noise: [{ shows: "a target in the stack scales the service", type: SERVICE, recorded: { name: "web", cluster: "arn:aws:ecs:eu-west-1:1:cluster/main", desiredCount: 2 }, found: { name: "web", cluster: "arn:aws:ecs:eu-west-1:1:cluster/main", desiredCount: 7 }, neighbours: [target("service/main/web")] }],
    drift: [
      { shows: "the stack's target scales another service", type: SERVICE, recorded: { name: "web", cluster: "main", desiredCount: 2 }, found: { name: "web", cluster: "main", desiredCount: 7 }, neighbours: [target("service/main/api")] },
      { shows: "the service was stopped, below the target's minimum", type: SERVICE, recorded: { name: "web", cluster: "main", desiredCount: 2 }, found: { name: "web", cluster: "main", desiredCount: 0 }, neighbours: [target("service/main/web")] },
    ],
  },
};
