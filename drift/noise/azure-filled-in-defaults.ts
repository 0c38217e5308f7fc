import { jsonEqual, type Json } from "../../model/index.ts";
import type { NoiseRule } from "../noise-rule.ts";
import type { Place } from "../place.ts";

const CONTAINER = "azure-native:storage:BlobContainer";
/** What Azure fills in where the program said nothing, by type and property; only these very values are no drift. */
const DEFAULTS: Record<string, Record<string, Json>> = {
  "storage:BlobContainer": {
    defaultEncryptionScope: "$account-encryption-key",
    denyEncryptionScopeOverride: false,
    hasImmutabilityPolicy: false,
    hasLegalHold: false,
    immutableStorageWithVersioning: { enabled: false },
    publicAccess: "None",
    metadata: {},
    deleted: false,
    remainingRetentionDays: 0,
  },
  "storage:FileShare": { accessTier: "TransactionOptimized", enabledProtocols: "SMB", metadata: {} },
  "network:Subnet": { privateEndpointNetworkPolicies: "Disabled", privateLinkServiceNetworkPolicies: "Enabled", delegations: [], serviceEndpoints: [] },
  "network:VirtualNetwork": { enableDdosProtection: false, enableVmProtection: false, virtualNetworkPeerings: [], privateEndpointVNetPolicies: "Disabled" },
  "containerservice:ManagedCluster": { enableRBAC: true, supportPlan: "KubernetesOfficial" },
};

export const rule: NoiseRule = {
  id: "azure-filled-in-defaults",
  title: "Defaults that Azure fills in at the first refresh",
  why: "The first read after an update tells properties that the program left out, at their defaults. Any other value is drift.",
  issue: "https://github.com/pulumi/pulumi-azure-native/issues/4722",
  types: ["azure-native:*"],
  isNoise: place => place.expected === undefined && place.path.length === 1 && jsonEqual(defaultOf(place), place.actual),
  examples: {
    noise: [{ shows: "an untouched container has an encryption scope", type: CONTAINER, recorded: {}, found: { defaultEncryptionScope: "$account-encryption-key", hasImmutabilityPolicy: false, publicAccess: "None" } }],
    drift: [
      { shows: "somebody made the container public", type: CONTAINER, recorded: {}, found: { publicAccess: "Blob" } },
      { shows: "the program's own choice was set back to the default", type: "azure-native:network:Subnet", recorded: { privateEndpointNetworkPolicies: "Enabled" }, found: { privateEndpointNetworkPolicies: "Disabled" } },
    ],
  },
};

/** Types may name a version of the API: `azure-native:storage/v20230101:BlobContainer`. */
function defaultOf({ type, path }: Place): Json | undefined {
  const [, module = "", kind = ""] = type.split(":");
  return DEFAULTS[`${module.split("/")[0]}:${kind}`]?.[String(path[0])];
}
