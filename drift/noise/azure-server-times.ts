import type { NoiseRule } from "../noise-rule.ts";

const CONTAINER = "azure-native:storage:BlobContainer";
const KEPT_BY_AZURE = new Set(["lastModifiedTime", "lastModifiedAt", "lastModified", "changedTime", "lastUpdatedTime", "lastTransitionTime", "provisioningState", "systemData", "leaseState", "leaseStatus"]);

export const rule: NoiseRule = {
  id: "azure-server-times",
  title: "Times and states that Azure keeps by itself",
  why: "When something was last modified and whether it is being provisioned is Azure's own book-keeping, and no program can set it.",
  issue: "https://github.com/pulumi/pulumi-azure-native/issues/2833",
  types: ["azure-native:*"],
  isNoise: ({ path, inputs }) => path.some(part => KEPT_BY_AZURE.has(String(part))) && !(String(path[0]) in inputs && path.length === 1),
  examples: {
    noise: [{ shows: "a container's time of modification moved", type: CONTAINER, recorded: {}, found: { lastModifiedTime: "2026-11-21T02:00:00Z", systemData: { lastModifiedAt: "2026-11-21T02:00:00Z" } } }],
    drift: [{ shows: "the version of TLS was lowered", type: "azure-native:storage:StorageAccount", recorded: { minimumTlsVersion: "TLS1_2" }, found: { minimumTlsVersion: "TLS1_0" } }],
  },
};
