import { valueAt } from "../../model/index.ts";
import type { NoiseRule } from "../noise-rule.ts";
import { isScaled, numberAt } from "./_shared/amounts.ts";

const CLUSTER = "azure-native:containerservice:ManagedCluster";
const POOL = "azure-native:containerservice:AgentPool";

export const rule: NoiseRule = {
  id: "azure-node-pool-size",
  title: "The size of an AKS node pool that scales itself",
  why: "With `enableAutoScaling` the cluster autoscaler moves the count between the pool's minimum and maximum.",
  issue: "https://github.com/pulumi/pulumi-azure/issues/780",
  types: ["azure-native:containerservice*:ManagedCluster", "azure-native:containerservice*:AgentPool", "azure:containerservice/*"],
  isNoise(place) {
    const pool = place.path.slice(0, -1);
    const at = (...names: string[]) => names.map(name => [...pool, name]);
    if (place.path.at(-1) !== "count" && place.path.at(-1) !== "nodeCount") return false;
    const isOn = at("enableAutoScaling", "autoScalingEnabled").some(path => valueAt(place.inputs, path) === true && valueAt(place.found, path) === true);
    const isMoved = place.all.some(({ path }) => ["minCount", "maxCount"].includes(String(path.at(-1))));
    return isOn && !isMoved && isScaled(place, numberAt(place.found, ...pool, "minCount"), numberAt(place.found, ...pool, "maxCount"));
  },
  examples: {
    noise: [
      { shows: "a pool of the cluster shrank from 5 to 2", type: CLUSTER, recorded: { agentPoolProfiles: [{ name: "a", enableAutoScaling: true, minCount: 1, maxCount: 5, count: 5 }] }, found: { agentPoolProfiles: [{ name: "a", enableAutoScaling: true, minCount: 1, maxCount: 5, count: 2 }] } },
      { shows: "so did a pool by itself", type: POOL, recorded: { enableAutoScaling: true, minCount: 1, maxCount: 5, count: 5 }, found: { enableAutoScaling: true, minCount: 1, maxCount: 5, count: 3 } },
    ],
    drift: [
      { shows: "a pool that does not scale itself has another size", type: POOL, recorded: { enableAutoScaling: false, count: 5 }, found: { enableAutoScaling: false, count: 3 } },
      { shows: "scaling was turned on by hand", type: POOL, recorded: { enableAutoScaling: false, minCount: 1, maxCount: 5, count: 5 }, found: { enableAutoScaling: true, minCount: 1, maxCount: 5, count: 3 } },
    ],
  },
};
