import type { ConnectionSource } from "../connection-source";

const VPCS = ["alicloud:vpc/network:Network"];
const VSWITCHES = ["alicloud:vpc/switch:Switch", "alicloud:vpc/subnet:Subnet"];
const CENS = ["alicloud:cen/instance:Instance"];
const TRANSIT_ROUTERS = ["alicloud:cen/transitRouter:TransitRouter"];
const BORDER_ROUTERS = ["alicloud:expressconnect/virtualBorderRouter:VirtualBorderRouter"];
const EXPRESS_ROUTERS = ["alicloud:expressconnect/routerExpressConnectRouter:RouterExpressConnectRouter"];
const VPN_GATEWAYS = ["alicloud:vpn/gateway:Gateway"];
const VPN_ATTACHMENTS = ["alicloud:vpn/gatewayVpnAttachment:GatewayVpnAttachment"];
const CUSTOMER_GATEWAYS = ["alicloud:vpn/customerGateway:CustomerGateway"];
const INTERFACES = ["alicloud:vpc/routerInterface:RouterInterface", "alicloud:expressconnect/routerInterface:RouterInterface"];

/** An attachment names its transit router, or the instance of CEN that the router is of. */
const ROUTER_ENDS = [{ path: "transitRouterId", to: TRANSIT_ROUTERS }, { path: "cenId", to: CENS }];
const ROUTER_INTERFACE: ConnectionSource = { what: "router interface", ends: [{ path: "routerId", to: [...VPCS, ...BORDER_ROUTERS] }, { path: "oppositeRouterId", to: [...VPCS, ...BORDER_ROUTERS] }] };
const CLUSTER: ConnectionSource = {
  what: "cluster",
  ends: ["vswitchIds.*", "workerVswitchIds.*", "masterVswitchIds.*", "podVswitchIds.*"].map(path => ({ path, to: VSWITCHES })),
};

export const ALICLOUD_CONNECTIONS: Record<string, ConnectionSource> = {
  "alicloud:vpc/peerConnection:PeerConnection": { what: "VPC peering", ends: [{ path: "vpcId", to: VPCS }, { path: "acceptingVpcId", to: VPCS }] },
  "alicloud:cen/instance:Instance": { what: "CEN instance", ends: [] },
  "alicloud:cen/instanceAttachment:InstanceAttachment": { what: "CEN attachment", ends: [{ path: "instanceId", to: CENS }, { path: "childInstanceId", to: [...VPCS, ...BORDER_ROUTERS] }] },
  "alicloud:cen/transitRouter:TransitRouter": { what: "transit router", ends: [{ path: "cenId", to: CENS }] },
  "alicloud:cen/transitRouterVpcAttachment:TransitRouterVpcAttachment": { what: "attachment", ends: [{ path: "vpcId", to: VPCS }, ...ROUTER_ENDS] },
  "alicloud:cen/transitRouterPeerAttachment:TransitRouterPeerAttachment": { what: "transit router peering", ends: [...ROUTER_ENDS, { path: "peerTransitRouterId", to: TRANSIT_ROUTERS }] },
  "alicloud:cen/transitRouterVbrAttachment:TransitRouterVbrAttachment": { what: "attachment", ends: [{ path: "vbrId", to: BORDER_ROUTERS }, ...ROUTER_ENDS] },
  "alicloud:cen/transitRouterVpnAttachment:TransitRouterVpnAttachment": { what: "attachment", ends: [{ path: "vpnId", to: VPN_ATTACHMENTS }, ...ROUTER_ENDS] },
  "alicloud:cen/transitRouterEcrAttachment:TransitRouterEcrAttachment": { what: "attachment", ends: [{ path: "ecrId", to: EXPRESS_ROUTERS }, ...ROUTER_ENDS] },
  "alicloud:expressconnect/virtualBorderRouter:VirtualBorderRouter": { what: "border router", ends: [] },
  "alicloud:expressconnect/routerExpressConnectRouter:RouterExpressConnectRouter": { what: "Express Connect router", ends: [] },
  "alicloud:expressconnect/routerInterface:RouterInterface": ROUTER_INTERFACE,
  "alicloud:expressconnect/routerVpcAssociation:RouterVpcAssociation": { what: "association", ends: [{ path: "ecrId", to: EXPRESS_ROUTERS }, { path: "vpcId", to: VPCS }] },
  "alicloud:expressconnect/routerVbrChildInstance:RouterVbrChildInstance": { what: "association", ends: [{ path: "ecrId", to: EXPRESS_ROUTERS }, { path: "childInstanceId", to: BORDER_ROUTERS }] },
  "alicloud:expressconnect/routerTrAssociation:RouterTrAssociation": { what: "association", ends: [{ path: "ecrId", to: EXPRESS_ROUTERS }, ...ROUTER_ENDS] },
  "alicloud:vpc/routerInterface:RouterInterface": ROUTER_INTERFACE,
  "alicloud:vpc/routerInterfaceConnection:RouterInterfaceConnection": { what: "router interface connection", ends: [{ path: "interfaceId", to: INTERFACES }, { path: "oppositeInterfaceId", to: INTERFACES }] },
  "alicloud:vpn/gateway:Gateway": { what: "VPN gateway", ends: [{ path: "vpcId", to: VPCS }], outputAddresses: ["internetIp"] },
  "alicloud:vpn/customerGateway:CustomerGateway": { what: "customer gateway", ends: [], addresses: ["ipAddress"] },
  "alicloud:vpn/connection:Connection": { what: "VPN connection", ends: [{ path: "vpnGatewayId", to: VPN_GATEWAYS }, { path: "customerGatewayId", to: CUSTOMER_GATEWAYS }] },
  "alicloud:vpn/gatewayVpnAttachment:GatewayVpnAttachment": { what: "VPN attachment", ends: [{ path: "customerGatewayId", to: CUSTOMER_GATEWAYS }] },
  "alicloud:cs/managedKubernetes:ManagedKubernetes": CLUSTER,
  "alicloud:cs/kubernetes:Kubernetes": CLUSTER,
  "alicloud:cs/edgeKubernetes:EdgeKubernetes": CLUSTER,
  "alicloud:cs/serverlessKubernetes:ServerlessKubernetes": { what: "cluster", ends: [{ path: "vpcId", to: VPCS }, { path: "vswitchIds.*", to: VSWITCHES }] },
};
