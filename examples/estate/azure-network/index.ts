import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

const group = new resources.ResourceGroup("network", {
  resourceGroupName: "rg-acme-prod-network",
  tags: { Owner: "platform", CostCenter: "4711" },
});

const hub = new network.VirtualNetwork("hub", {
  resourceGroupName: group.name,
  virtualNetworkName: "vnet-acme-prod-hub",
  addressSpace: { addressPrefixes: [config.require("addressSpace")] },
  tags: { Owner: "platform" },
});

new network.Subnet("apps", {
  resourceGroupName: group.name,
  virtualNetworkName: hub.name,
  subnetName: "snet-acme-prod-apps",
  addressPrefix: "10.40.0.0/20",
});

new network.Subnet("data", {
  resourceGroupName: group.name,
  virtualNetworkName: hub.name,
  subnetName: "snet-acme-prod-data",
  addressPrefix: "10.40.16.0/20",
});

const flowLogs = new storage.StorageAccount("flow-logs", {
  resourceGroupName: group.name,
  accountName: "stacmeprodflowlogs",
  kind: "StorageV2",
  sku: { name: "Standard_LRS" },
  minimumTlsVersion: "TLS1_2",
  allowBlobPublicAccess: false,
  tags: { Owner: "platform" },
});

export const hubId = hub.id;
export const flowLogsId = flowLogs.id;
