import type { Value } from "../../value";
import type { BlockSource } from "../block-source";

// What AKS and Azure Red Hat OpenShift take where nothing is said:
// https://learn.microsoft.com/azure/aks/configure-kubenet, https://learn.microsoft.com/azure/openshift/concepts-networking
const AKS_SERVICES = "10.0.0.0/16";
const AKS_PODS = "10.244.0.0/16";

export const AZURE_BLOCKS: Record<string, readonly BlockSource[]> = {
  "azure-native:network:VirtualNetwork": [
    { role: "network", paths: ["addressSpace.addressPrefixes.*"] },
    { role: "subnet", paths: ["subnets.*.addressPrefix", "subnets.*.addressPrefixes.*"] },
  ],
  "azure-native:network:Subnet": [{ role: "subnet", paths: ["addressPrefix", "addressPrefixes.*"], network: "virtualNetworkName" }],
  "azure-native:network:VirtualHub": [{ role: "network", paths: ["addressPrefix"] }],
  "azure-native:network:LocalNetworkGateway": [{ role: "site", paths: ["localNetworkAddressSpace.addressPrefixes.*"], onlyConnected: true }],
  "azure-native:network:VpnSite": [{ role: "site", paths: ["addressSpace.addressPrefixes.*"], onlyConnected: true }],
  "azure-native:network:VirtualNetworkGateway": [{ role: "client", paths: ["vpnClientConfiguration.vpnClientAddressPool.addressPrefixes.*"], onlyConnected: true }],
  "azure-native:network:P2sVpnGateway": [{ role: "client", paths: ["p2SConnectionConfigurations.*.vpnClientAddressPool.addressPrefixes.*"], onlyConnected: true }],
  "azure-native:containerservice:ManagedCluster": [
    {
      role: "services",
      paths: ["networkProfile.serviceCidr", "networkProfile.serviceCidrs.*"],
      isChosenByCloud: true,
      implied: { path: "networkProfile.serviceCidr", cidr: AKS_SERVICES, unless: props => isSet(props, "serviceCidr") || isSet(props, "serviceCidrs") },
    },
    {
      role: "pods",
      paths: ["networkProfile.podCidr", "networkProfile.podCidrs.*"],
      isChosenByCloud: true,
      implied: { path: "networkProfile.podCidr", cidr: AKS_PODS, unless: props => isSet(props, "podCidr") || isSet(props, "podCidrs") || !hasPodRange(props) },
    },
  ],
  "azure-native:redhatopenshift:OpenShiftCluster": [
    { role: "services", paths: ["networkProfile.serviceCidr"] },
    { role: "pods", paths: ["networkProfile.podCidr"] },
  ],
  "azure-native:app:ManagedEnvironment": [{ role: "services", paths: ["vnetConfiguration.platformReservedCidr", "vnetConfiguration.dockerBridgeCidr"] }],
};

function isSet(props: Value, key: string): boolean {
  const value = props.at("networkProfile", key);
  return value.isUnknown || !value.isMissing;
}

/** With the plugin `azure` and no overlay pods are given addresses of the subnet; with `none` the cluster's owner brings what gives them. */
function hasPodRange(props: Value): boolean {
  const plugin = props.at("networkProfile", "networkPlugin").text();
  if (plugin === "none") return false;
  return plugin !== "azure" || props.at("networkProfile", "networkPluginMode").text() === "overlay";
}
