import type { NoiseRule } from "../noise-rule.ts";
import { isScaled, numberAt } from "./_shared/amounts.ts";

const POOL = "gcp:container/nodePool:NodePool";

export const rule: NoiseRule = {
  id: "gcp-node-pool-size",
  title: "The size of a GKE node pool that scales itself",
  why: "With `autoscaling` the cluster autoscaler moves the number of nodes between the pool's limits.",
  issue: "https://github.com/hashicorp/terraform-provider-google/issues/844",
  types: [POOL],
  isNoise: place => {
    if (place.path.length !== 1 || !["nodeCount", "initialNodeCount"].includes(String(place.path[0]))) return false;
    const limit = (bound: "min" | "max") => numberAt(place.found, "autoscaling", `${bound}NodeCount`) ?? numberAt(place.found, "autoscaling", `total${bound === "min" ? "Min" : "Max"}NodeCount`);
    return "autoscaling" in place.inputs && !place.all.some(({ path }) => path[0] === "autoscaling") && isScaled(place, limit("min"), limit("max"));
  },
  examples: {
    noise: [{ shows: "the pool grew within its limits", type: POOL, recorded: { autoscaling: { minNodeCount: 1, maxNodeCount: 10 }, nodeCount: 1 }, found: { autoscaling: { minNodeCount: 1, maxNodeCount: 10 }, nodeCount: 6 } }],
    drift: [{ shows: "a pool without scaling has another size", type: POOL, recorded: { nodeCount: 3 }, found: { nodeCount: 6 } }],
  },
};
