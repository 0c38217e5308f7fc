import type { NoiseRule } from "../noise-rule.ts";

const CONTAINER = "azure-native:storage:BlobContainer";

export const rule: NoiseRule = {
  id: "azure-etag",
  title: "Etags of Azure resources",
  why: "Azure gives an object a new etag whenever it touches it; the etag says nothing of what the object is.",
  issue: "https://github.com/pulumi/pulumi-azure-native/issues/2245",
  types: ["azure-native:*", "azure:*"],
  isNoise: ({ path }) => path.at(-1) === "etag",
  examples: {
    noise: [
      { shows: "a container nobody touched has a new etag", type: CONTAINER, recorded: { etag: '"0x8DA1"' }, found: { etag: '"0x8DA2"' } },
      { shows: "so has a subnet inside of a network", type: "azure-native:network:VirtualNetwork", recorded: { subnets: [{ name: "a", etag: "1" }] }, found: { subnets: [{ name: "a", etag: "2" }] } },
    ],
    drift: [{ shows: "the container became public with it", type: CONTAINER, recorded: { etag: "1", publicAccess: "None" }, found: { etag: "2", publicAccess: "Container" } }],
  },
};
