import { formatPath } from "../../model/index.ts";
import type { NoiseRule } from "../noise-rule.ts";
import { isScaled, numberAt } from "./_shared/amounts.ts";

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

export const rule: NoiseRule = {
  id: "aws-eks-node-group-size",
  title: "The desired size of an EKS node group",
  why: "The cluster autoscaler moves it between the group's minimum and maximum.",
  issue: "https://github.com/pulumi/pulumi-eks/issues/321",
  types: [NODE_GROUP, "aws-native:eks:Nodegroup"],
  isNoise: place =>
    formatPath(place.path) === "scalingConfig.desiredSize" &&
    !place.all.some(({ path }) => /^scalingConfig\.(min|max)Size$/.test(formatPath(path))) &&
    isScaled(place, numberAt(place.found, "scalingConfig", "minSize"), numberAt(place.found, "scalingConfig", "maxSize")),
  examples: {
    noise: [{ shows: "3 nodes became 12 under load", type: NODE_GROUP, recorded: { scalingConfig: { minSize: 3, maxSize: 20, desiredSize: 3 } }, found: { scalingConfig: { minSize: 3, maxSize: 20, desiredSize: 12 } } }],
    drift: [{ shows: "the maximum was raised", type: NODE_GROUP, recorded: { scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 3 } }, found: { scalingConfig: { minSize: 1, maxSize: 30, desiredSize: 12 } } }],
  },
};
