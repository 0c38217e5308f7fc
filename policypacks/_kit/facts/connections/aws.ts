import type { ConnectionSource } from "../connection-source";

const VPCS = ["aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc", "aws-native:ec2:VPC"];
const SUBNETS = ["aws:ec2/subnet:Subnet", "aws-native:ec2:Subnet"];
const PEERINGS = ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection"];
const TRANSIT_GATEWAYS = ["aws:ec2transitgateway/transitGateway:TransitGateway"];
const VPN_GATEWAYS = ["aws:ec2/vpnGateway:VpnGateway"];
const VPN_CONNECTIONS = ["aws:ec2/vpnConnection:VpnConnection"];
const CUSTOMER_GATEWAYS = ["aws:ec2/customerGateway:CustomerGateway"];
const CORE_NETWORKS = ["aws:networkmanager/coreNetwork:CoreNetwork"];
const DX_GATEWAYS = ["aws:directconnect/gateway:Gateway"];
const CLIENT_ENDPOINTS = ["aws:ec2clientvpn/endpoint:Endpoint"];

export const AWS_CONNECTIONS: Record<string, ConnectionSource> = {
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": { what: "VPC peering", ends: [{ path: "vpcId", to: VPCS }, { path: "peerVpcId", to: VPCS }] },
  "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": { what: "the accepter of VPC peering", ends: [{ path: "vpcPeeringConnectionId", to: PEERINGS }] },
  "aws:ec2transitgateway/transitGateway:TransitGateway": { what: "transit gateway", ends: [] },
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": { what: "attachment", ends: [{ path: "vpcId", to: VPCS }, { path: "transitGatewayId", to: TRANSIT_GATEWAYS }] },
  "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": { what: "transit gateway peering", ends: [{ path: "transitGatewayId", to: TRANSIT_GATEWAYS }, { path: "peerTransitGatewayId", to: TRANSIT_GATEWAYS }] },
  "aws:ec2/vpnGateway:VpnGateway": { what: "VPN gateway", ends: [{ path: "vpcId", to: VPCS }] },
  "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment": { what: "attachment", ends: [{ path: "vpcId", to: VPCS }, { path: "vpnGatewayId", to: VPN_GATEWAYS }] },
  "aws:ec2/customerGateway:CustomerGateway": { what: "customer gateway", ends: [], addresses: ["ipAddress"] },
  "aws:ec2/vpnConnection:VpnConnection": {
    what: "VPN connection",
    ends: [{ path: "vpnGatewayId", to: VPN_GATEWAYS }, { path: "transitGatewayId", to: TRANSIT_GATEWAYS }, { path: "customerGatewayId", to: CUSTOMER_GATEWAYS }],
    outputAddresses: ["tunnel1Address", "tunnel2Address"],
  },
  "aws:ec2clientvpn/endpoint:Endpoint": { what: "client VPN", ends: [{ path: "vpcId", to: VPCS }, { path: "transitGatewayConfiguration.transitGatewayId", to: TRANSIT_GATEWAYS }] },
  "aws:ec2clientvpn/networkAssociation:NetworkAssociation": { what: "client VPN association", ends: [{ path: "clientVpnEndpointId", to: CLIENT_ENDPOINTS }, { path: "subnetId", to: SUBNETS }] },
  "aws:networkmanager/coreNetwork:CoreNetwork": { what: "core network", ends: [] },
  "aws:networkmanager/vpcAttachment:VpcAttachment": { what: "attachment", ends: [{ path: "vpcArn", to: VPCS }, { path: "coreNetworkId", to: CORE_NETWORKS }] },
  "aws:networkmanager/transitGatewayPeering:TransitGatewayPeering": { what: "transit gateway peering", ends: [{ path: "transitGatewayArn", to: TRANSIT_GATEWAYS }, { path: "coreNetworkId", to: CORE_NETWORKS }] },
  "aws:networkmanager/siteToSiteVpnAttachment:SiteToSiteVpnAttachment": { what: "attachment", ends: [{ path: "vpnConnectionArn", to: VPN_CONNECTIONS }, { path: "coreNetworkId", to: CORE_NETWORKS }] },
  "aws:networkmanager/dxGatewayAttachment:DxGatewayAttachment": { what: "attachment", ends: [{ path: "directConnectGatewayArn", to: DX_GATEWAYS }, { path: "coreNetworkId", to: CORE_NETWORKS }] },
  "aws:directconnect/gateway:Gateway": { what: "Direct Connect gateway", ends: [] },
  "aws:directconnect/gatewayAssociation:GatewayAssociation": { what: "Direct Connect association", ends: [{ path: "dxGatewayId", to: DX_GATEWAYS }, { path: "associatedGatewayId", to: [...VPN_GATEWAYS, ...TRANSIT_GATEWAYS] }] },
  "aws:eks/cluster:Cluster": { what: "cluster", ends: [{ path: "vpcConfig.subnetIds.*", to: SUBNETS }] },
};
