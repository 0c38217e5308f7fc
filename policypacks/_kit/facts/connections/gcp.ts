import type { ConnectionSource } from "../connection-source";

const NETWORKS = ["gcp:compute/network:Network"];
const SUBNETWORKS = ["gcp:compute/subnetwork:Subnetwork"];
const HUBS = ["gcp:networkconnectivity/hub:Hub"];
const TUNNELS = ["gcp:compute/vPNTunnel:VPNTunnel"];
const GATEWAYS = ["gcp:compute/haVpnGateway:HaVpnGateway"];
const CLASSIC_GATEWAYS = ["gcp:compute/vPNGateway:VPNGateway"];
const EXTERNAL_GATEWAYS = ["gcp:compute/externalVpnGateway:ExternalVpnGateway"];
const ROUTERS = ["gcp:compute/router:Router"];
const INTERCONNECTS = ["gcp:compute/interconnectAttachment:InterconnectAttachment"];

export const GCP_CONNECTIONS: Record<string, ConnectionSource> = {
  "gcp:compute/networkPeering:NetworkPeering": { what: "network peering", ends: [{ path: "network", to: NETWORKS }, { path: "peerNetwork", to: NETWORKS }] },
  "gcp:networkconnectivity/hub:Hub": { what: "connectivity hub", ends: [] },
  "gcp:networkconnectivity/spoke:Spoke": {
    what: "spoke",
    ends: [
      { path: "hub", to: HUBS },
      { path: "linkedVpcNetwork.uri", to: NETWORKS },
      { path: "linkedProducerVpcNetwork.network", to: NETWORKS },
      { path: "linkedVpnTunnels.uris.*", to: TUNNELS },
      { path: "linkedInterconnectAttachments.uris.*", to: INTERCONNECTS },
    ],
  },
  "gcp:compute/haVpnGateway:HaVpnGateway": { what: "VPN gateway", ends: [{ path: "network", to: NETWORKS }], outputAddresses: ["vpnInterfaces.*.ipAddress"] },
  "gcp:compute/vPNGateway:VPNGateway": { what: "VPN gateway", ends: [{ path: "network", to: NETWORKS }] },
  "gcp:compute/externalVpnGateway:ExternalVpnGateway": { what: "external VPN gateway", ends: [], addresses: ["interfaces.*.ipAddress"] },
  "gcp:compute/vPNTunnel:VPNTunnel": {
    what: "VPN tunnel",
    ends: [
      { path: "vpnGateway", to: GATEWAYS },
      { path: "targetVpnGateway", to: CLASSIC_GATEWAYS },
      { path: "peerGcpGateway", to: GATEWAYS },
      { path: "peerExternalGateway", to: EXTERNAL_GATEWAYS },
    ],
    addresses: ["peerIp"],
  },
  "gcp:compute/router:Router": { what: "router", ends: [{ path: "network", to: NETWORKS }] },
  "gcp:compute/interconnectAttachment:InterconnectAttachment": { what: "interconnect attachment", ends: [{ path: "router", to: ROUTERS }] },
  "gcp:container/cluster:Cluster": { what: "cluster", ends: [{ path: "network", to: NETWORKS, fallback: "default" }, { path: "subnetwork", to: SUBNETWORKS }] },
  "gcp:composer/environment:Environment": { what: "environment", ends: [{ path: "config.nodeConfig.network", to: NETWORKS, fallback: "default" }, { path: "config.nodeConfig.subnetwork", to: SUBNETWORKS }] },
};
