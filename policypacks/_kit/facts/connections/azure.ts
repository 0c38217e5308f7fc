import type { ConnectionSource } from "../connection-source";

const VNETS = ["azure-native:network:VirtualNetwork"];
// A subnet that is part of its network is an output of the network.
const SUBNETS = ["azure-native:network:Subnet", ...VNETS];
const HUBS = ["azure-native:network:VirtualHub"];
const WANS = ["azure-native:network:VirtualWan"];
const VPN_GATEWAYS = ["azure-native:network:VpnGateway"];
const VPN_SITES = ["azure-native:network:VpnSite"];
const NETWORK_GATEWAYS = ["azure-native:network:VirtualNetworkGateway"];
const LOCAL_GATEWAYS = ["azure-native:network:LocalNetworkGateway"];
const CIRCUITS = ["azure-native:network:ExpressRouteCircuit"];
const ADDRESSES = ["azure-native:network:PublicIPAddress"];

export const AZURE_CONNECTIONS: Record<string, ConnectionSource> = {
  "azure-native:network:VirtualNetwork": { what: "virtual network", ends: [{ path: "virtualNetworkPeerings.*.remoteVirtualNetwork.id", to: VNETS }] },
  "azure-native:network:VirtualNetworkPeering": { what: "peering", ends: [{ path: "virtualNetworkName", to: VNETS }, { path: "remoteVirtualNetwork.id", to: VNETS }] },
  "azure-native:network:VirtualWan": { what: "virtual WAN", ends: [] },
  "azure-native:network:VirtualHub": { what: "virtual hub", ends: [{ path: "virtualWan.id", to: WANS }] },
  "azure-native:network:HubVirtualNetworkConnection": { what: "hub connection", ends: [{ path: "virtualHubName", to: HUBS }, { path: "remoteVirtualNetwork.id", to: VNETS }] },
  "azure-native:network:VpnGateway": { what: "VPN gateway", ends: [{ path: "virtualHub.id", to: HUBS }, { path: "connections.*.remoteVpnSite.id", to: VPN_SITES }] },
  "azure-native:network:VpnConnection": { what: "VPN connection", ends: [{ path: "gatewayName", to: VPN_GATEWAYS }, { path: "remoteVpnSite.id", to: VPN_SITES }] },
  "azure-native:network:VpnSite": { what: "VPN site", ends: [], addresses: ["ipAddress", "vpnSiteLinks.*.ipAddress"] },
  "azure-native:network:P2sVpnGateway": { what: "point-to-site gateway", ends: [{ path: "virtualHub.id", to: HUBS }] },
  "azure-native:network:PublicIPAddress": { what: "public address", ends: [], outputAddresses: ["ipAddress"] },
  "azure-native:network:VirtualNetworkGateway": { what: "gateway", ends: [{ path: "ipConfigurations.*.subnet.id", to: SUBNETS }, { path: "ipConfigurations.*.publicIPAddress.id", to: ADDRESSES }] },
  "azure-native:network:LocalNetworkGateway": { what: "local network gateway", ends: [], addresses: ["gatewayIpAddress"] },
  "azure-native:network:VirtualNetworkGatewayConnection": {
    what: "gateway connection",
    ends: [
      { path: "virtualNetworkGateway1.id", to: NETWORK_GATEWAYS },
      { path: "virtualNetworkGateway2.id", to: NETWORK_GATEWAYS },
      { path: "localNetworkGateway2.id", to: LOCAL_GATEWAYS },
      { path: "peer.id", to: CIRCUITS },
    ],
  },
  "azure-native:containerservice:ManagedCluster": { what: "cluster", ends: [{ path: "agentPoolProfiles.*.vnetSubnetID", to: SUBNETS }, { path: "agentPoolProfiles.*.podSubnetID", to: SUBNETS }] },
  "azure-native:redhatopenshift:OpenShiftCluster": { what: "cluster", ends: [{ path: "masterProfile.subnetId", to: SUBNETS }, { path: "workerProfiles.*.subnetId", to: SUBNETS }] },
  "azure-native:app:ManagedEnvironment": { what: "environment", ends: [{ path: "vnetConfiguration.infrastructureSubnetId", to: SUBNETS }] },
};
