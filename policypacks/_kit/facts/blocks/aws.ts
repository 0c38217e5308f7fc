import type { BlockSource } from "../block-source";

const SUBNETS = ["aws:ec2/subnet:Subnet"];
const VPN_CONNECTIONS = ["aws:ec2/vpnConnection:VpnConnection"];

export const AWS_BLOCKS: Record<string, readonly BlockSource[]> = {
  "aws:ec2/vpc:Vpc": [{ role: "network", paths: ["cidrBlock", "ipv6CidrBlock"], isChosenByCloud: true }],
  // Every default VPC has this block: https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
  "aws:ec2/defaultVpc:DefaultVpc": [{ role: "network", paths: ["ipv6CidrBlock"], implied: { path: "cidrBlock", cidr: "172.31.0.0/16", unless: () => false }, onlyConnected: true }],
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": [{ role: "network", paths: ["cidrBlock"], network: "vpcId", isChosenByCloud: true }],
  "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation": [{ role: "network", paths: ["ipv6CidrBlock"], network: "vpcId", isChosenByCloud: true }],
  "aws:ec2/subnet:Subnet": [{ role: "subnet", paths: ["cidrBlock", "ipv6CidrBlock"], network: "vpcId", isChosenByCloud: true }],
  "aws:ec2/subnetCidrReservation:SubnetCidrReservation": [{ role: "reservation", paths: ["cidrBlock"], network: "subnetId", of: SUBNETS }],
  "aws:ec2transitgateway/transitGateway:TransitGateway": [{ role: "network", paths: ["transitGatewayCidrBlocks.*"] }],
  "aws:ec2/vpnConnection:VpnConnection": [{ role: "site", paths: ["localIpv4NetworkCidr", "localIpv6NetworkCidr"], onlyConnected: true }],
  "aws:ec2/vpnConnectionRoute:VpnConnectionRoute": [{ role: "site", paths: ["destinationCidrBlock"], network: "vpnConnectionId", of: VPN_CONNECTIONS, onlyConnected: true }],
  "aws:ec2clientvpn/endpoint:Endpoint": [{ role: "client", paths: ["clientCidrBlock"], onlyConnected: true }],
  "aws:eks/cluster:Cluster": [
    { role: "services", paths: ["kubernetesNetworkConfig.serviceIpv4Cidr", "kubernetesNetworkConfig.serviceIpv6Cidr"], isChosenByCloud: true },
    { role: "nodes", paths: ["remoteNetworkConfig.remoteNodeNetworks.cidrs.*"] },
    { role: "pods", paths: ["remoteNetworkConfig.remotePodNetworks.cidrs.*"] },
  ],
  "aws-native:ec2:VPC": [{ role: "network", paths: ["cidrBlock"] }],
  "aws-native:ec2:VPCCidrBlock": [{ role: "network", paths: ["cidrBlock", "ipv6CidrBlock"], network: "vpcId" }],
  "aws-native:ec2:VpcCidrBlock": [{ role: "network", paths: ["cidrBlock", "ipv6CidrBlock"], network: "vpcId" }],
  "aws-native:ec2:Subnet": [{ role: "subnet", paths: ["cidrBlock", "ipv6CidrBlock"], network: "vpcId" }],
};
