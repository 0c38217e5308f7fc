import type { Value } from "../../value";
import type { BlockSource } from "../block-source";

const VSWITCHES = ["alicloud:vpc/switch:Switch", "alicloud:vpc/subnet:Subnet"];
const VPN_GATEWAYS = ["alicloud:vpn/gateway:Gateway"];
const TRANSIT_ROUTERS = ["alicloud:cen/transitRouter:TransitRouter"];

// Services get this range where nothing is said; pods none of their own, because Terway gives them addresses of vSwitches:
// https://www.alibabacloud.com/help/en/ack/developer-reference/api-cs-2015-12-15-createcluster
const SERVICES: BlockSource = { role: "services", paths: ["serviceCidr"], isChosenByCloud: true, implied: { path: "serviceCidr", cidr: "172.19.0.0/20", unless: isServiceRangeSet }, isRouted: true };
const PODS: BlockSource = { role: "pods", paths: ["podCidr"], isRouted: true };

export const ALICLOUD_BLOCKS: Record<string, readonly BlockSource[]> = {
  "alicloud:vpc/network:Network": [{ role: "network", paths: ["cidrBlock", "secondaryCidrBlocks.*", "ipv6CidrBlock"] }],
  "alicloud:vpc/ipv4CidrBlock:Ipv4CidrBlock": [{ role: "network", paths: ["secondaryCidrBlock"], network: "vpcId" }],
  "alicloud:vpc/switch:Switch": [{ role: "subnet", paths: ["cidrBlock"], network: "vpcId" }],
  "alicloud:vpc/subnet:Subnet": [{ role: "subnet", paths: ["cidrBlock"], network: "vpcId" }],
  "alicloud:vpc/vswitchCidrReservation:VswitchCidrReservation": [{ role: "reservation", paths: ["cidrReservationCidr"], network: "vswitchId", of: VSWITCHES }],
  "alicloud:cen/transitRouterCidr:TransitRouterCidr": [{ role: "network", paths: ["cidr"], network: "transitRouterId", of: TRANSIT_ROUTERS }],
  "alicloud:vpn/connection:Connection": [{ role: "site", paths: ["remoteSubnets.*"], onlyConnected: true }],
  "alicloud:vpn/routeEntry:RouteEntry": [{ role: "site", paths: ["routeDest"], network: "vpnGatewayId", of: VPN_GATEWAYS, onlyConnected: true }],
  "alicloud:vpn/sslVpnServer:SslVpnServer": [{ role: "client", paths: ["clientIpPool"], network: "vpnGatewayId", of: VPN_GATEWAYS, onlyConnected: true }],
  "alicloud:vpn/ipsecServer:IpsecServer": [{ role: "client", paths: ["clientIpPool"], network: "vpnGatewayId", of: VPN_GATEWAYS, onlyConnected: true }],
  "alicloud:cs/managedKubernetes:ManagedKubernetes": [SERVICES, PODS],
  "alicloud:cs/kubernetes:Kubernetes": [SERVICES, PODS],
  "alicloud:cs/edgeKubernetes:EdgeKubernetes": [SERVICES, PODS],
  "alicloud:cs/serverlessKubernetes:ServerlessKubernetes": [SERVICES],
};

function isServiceRangeSet(props: Value): boolean {
  const value = props.at("serviceCidr");
  return value.isUnknown || !value.isMissing;
}
