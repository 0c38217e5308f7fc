import type { JsonObject } from "../../../model/json.ts";
import { newEtag } from "../file-cloud.ts";
import { text } from "../plugin/config.ts";
import { textAt, type Making, type Shape } from "../plugin/file-backed.ts";
import { randomGuid } from "../plugin/random-id.ts";

const ANY_SUBSCRIPTION = "00000000-0000-4000-8000-000000000001";
const LOCATION = "westeurope";

/** The subscription that ids are made in. */
export function subscriptionOf(config: JsonObject): string {
  return text(config, "subscriptionId") ?? process.env["ARM_SUBSCRIPTION_ID"] ?? ANY_SUBSCRIPTION;
}

/** What Azure makes of a type; those without a row here keep their inputs as they are. */
export function shapeOf(type: string): Shape {
  const [, module = "", kind = ""] = type.split(":");
  return SHAPES[`${module}:${kind}`] ?? child(`Microsoft.${capital(module)}/${plural(kind)}`, NAME_PROPERTIES[`${module}:${kind}`] ?? `${lower(kind)}Name`, {});
}

// Where the name property does not follow from the type's own name.
const NAME_PROPERTIES: Record<string, string> = {
  "compute:VirtualMachine": "vmName",
  "containerservice:ManagedCluster": "resourceName",
  "keyvault:Vault": "vaultName",
  "network:PublicIPAddress": "publicIpAddressName",
  "network:NatGateway": "natGatewayName",
};

const SHAPES: Record<string, Shape> = {
  "resources:ResourceGroup": {
    traits: { autoname: "resourceGroupName", immutable: ["resourceGroupName", "location"], cloudDefaults: { location: LOCATION }, outputs: ["id", "name", "type"] },
    addressing: ["resourceGroupName"],
    identify: (inputs, { config }) => named(inputs, "resourceGroupName", name => `/subscriptions/${subscriptionOf(config)}/resourceGroups/${name}`),
    compute: (_, { name }) => ({ name, type: "Microsoft.Resources/resourceGroups", properties: { provisioningState: "Succeeded" } }),
  },
  "network:VirtualNetwork": child("Microsoft.Network/virtualNetworks", "virtualNetworkName", {
    cloudDefaults: { location: LOCATION, enableDdosProtection: false, subnets: [{ privateEndpointNetworkPolicies: "Disabled", privateLinkServiceNetworkPolicies: "Enabled" }] },
    sets: ["subnets"],
  }),
  "network:Subnet": child("Microsoft.Network/subnets", "subnetName", {
    cloudDefaults: { privateEndpointNetworkPolicies: "Disabled", privateLinkServiceNetworkPolicies: "Enabled" },
    immutable: ["virtualNetworkName"],
    sets: ["addressPrefixes", "delegations", "serviceEndpoints"],
  }, inputs => `virtualNetworks/${textAt(inputs, "virtualNetworkName")}/subnets`),
  "network:NetworkSecurityGroup": child("Microsoft.Network/networkSecurityGroups", "networkSecurityGroupName", { cloudDefaults: { location: LOCATION }, sets: ["securityRules"] }),
  "network:SecurityRule": child("Microsoft.Network/securityRules", "securityRuleName", { immutable: ["networkSecurityGroupName"] }, inputs => `networkSecurityGroups/${textAt(inputs, "networkSecurityGroupName")}/securityRules`),
  "storage:StorageAccount": {
    ...child("Microsoft.Storage/storageAccounts", "accountName", {
      cloudDefaults: {
        location: LOCATION,
        accessTier: "Hot",
        enableHttpsTrafficOnly: true,
        allowCrossTenantReplication: false,
        encryption: { keySource: "Microsoft.Storage", services: { blob: { enabled: true, keyType: "Account" }, file: { enabled: true, keyType: "Account" } } },
        networkRuleSet: { bypass: "AzureServices", defaultAction: "Allow", ipRules: null, virtualNetworkRules: null },
      },
      immutable: ["location"],
    }),
    compute: (inputs, { name }) => ({
      ...standing(name, "Microsoft.Storage/storageAccounts"),
      creationTime: new Date().toISOString(),
      primaryLocation: textAt(inputs, "location") ?? LOCATION,
      statusOfPrimary: "available",
      primaryEndpoints: { blob: `https://${name}.blob.core.windows.net/`, file: `https://${name}.file.core.windows.net/`, web: `https://${name}.z6.web.core.windows.net/` },
    }),
  },
  // The first read after an update tells what the program left out, as an untouched container does. https://github.com/pulumi/pulumi-azure-native/issues/4722
  "storage:BlobContainer": {
    ...child("Microsoft.Storage/blobServices/containers", "containerName", { immutable: ["accountName"] }, inputs => `storageAccounts/${textAt(inputs, "accountName")}/blobServices/default/containers`),
    compute: (_, { name }) => ({ ...standing(name, "Microsoft.Storage/storageAccounts/blobServices/containers"), lastModifiedTime: new Date().toISOString(), leaseState: "Available" }),
    tell: ({ properties, computed }) => {
      const filledIn = { defaultEncryptionScope: "$account-encryption-key", denyEncryptionScopeOverride: false, hasImmutabilityPolicy: false, publicAccess: "None", ...properties };
      return { inputs: { ...filledIn, etag: computed["etag"] ?? null }, outputs: { ...filledIn, ...computed } };
    },
  },
};

/** A resource inside a resource group. `segment` is its place under the provider's namespace where that is not the type itself. */
function child(armType: string, nameProperty: string, traits: Shape["traits"], segment?: (inputs: JsonObject) => string): Shape {
  const [namespace, ...collection] = armType.split("/");
  return {
    traits: { ...traits, autoname: nameProperty, immutable: ["resourceGroupName", nameProperty, ...(traits.immutable ?? [])], outputs: ["id", "name", "type", "etag", "provisioningState"] },
    addressing: ["resourceGroupName", nameProperty, "virtualNetworkName", "networkSecurityGroupName"].filter((key, i, all) => all.indexOf(key) === i),
    identify: (inputs, making) => named(inputs, nameProperty, name => `${groupOf(inputs, making)}/providers/${namespace}/${segment?.(inputs) ?? collection.join("/")}/${name}`),
    compute: (_, { name }) => standing(name, armType),
  };
}

function standing(name: string, type: string): JsonObject {
  return { name, type, etag: newEtag(), provisioningState: "Succeeded", resourceGuid: randomGuid() };
}

function groupOf(inputs: JsonObject, { config }: Making): string {
  return `/subscriptions/${subscriptionOf(config)}/resourceGroups/${textAt(inputs, "resourceGroupName") ?? "default"}`;
}

function named(inputs: JsonObject, property: string, idOf: (name: string) => string): { id: string; name: string } {
  const name = textAt(inputs, property) ?? "";
  return { id: idOf(name), name };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function plural(kind: string): string {
  return `${lower(kind)}${kind.endsWith("s") ? "es" : "s"}`;
}
