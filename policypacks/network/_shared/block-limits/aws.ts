import type { Subject } from "../../../_kit/resource";
import { type BlockLimit, limited, type LimitedValue } from "./block-limit";

// The same in every partition.
const VPC: BlockLimit = {
  of: "a VPC",
  ipv4: { widest: 16, narrowest: 28 },
  ipv6: { widest: 44, narrowest: 60, step: 4 },
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
};
const SUBNET: BlockLimit = {
  of: "a subnet",
  ipv4: { widest: 16, narrowest: 28 },
  ipv6: { widest: 44, narrowest: 64, step: 4 },
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
};
const EKS_SERVICES: BlockLimit = {
  of: "the services of an EKS cluster",
  ipv4: { widest: 12, narrowest: 24 },
  within: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
  source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html",
};
const EKS_REMOTE: BlockLimit = {
  of: "the hybrid nodes of an EKS cluster",
  within: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"],
  source: "https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html",
};
const TRANSIT_GATEWAY: BlockLimit = {
  of: "a transit gateway",
  ipv4: { widest: 0, narrowest: 24 },
  ipv6: { widest: 0, narrowest: 64 },
  outside: { "169.254.0.0/16": "link-local addresses" },
  source: "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html",
};
const VPN_CLIENTS: BlockLimit = {
  of: "the clients of a Client VPN endpoint",
  ipv4: { widest: 12, narrowest: 22 },
  source: "https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/what-is-best-practices.html",
};

export const awsLimits: Record<string, (subject: Subject) => LimitedValue[]> = {
  "aws:ec2/vpc:Vpc": subject => ofNetwork(subject, VPC),
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": subject => ofNetwork(subject, VPC),
  "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation": subject => ofNetwork(subject, VPC),
  "aws:ec2/subnet:Subnet": subject => ofNetwork(subject, SUBNET),
  "aws:ec2clientvpn/endpoint:Endpoint": ({ props }) => limited(props, ["clientCidrBlock"], VPN_CLIENTS),
  "aws:ec2transitgateway/transitGateway:TransitGateway": ({ props }) => limited(props, ["transitGatewayCidrBlocks.*"], TRANSIT_GATEWAY),
  "aws:eks/cluster:Cluster": ({ props }) => [
    ...limited(props, ["kubernetesNetworkConfig.serviceIpv4Cidr"], EKS_SERVICES),
    ...limited(props, ["remoteNetworkConfig.remoteNodeNetworks.cidrs.*", "remoteNetworkConfig.remotePodNetworks.cidrs.*"], EKS_REMOTE),
  ],
  "aws-native:ec2:VPC": subject => ofNetwork(subject, VPC),
  "aws-native:ec2:VPCCidrBlock": subject => ofNetwork(subject, VPC),
  "aws-native:ec2:VpcCidrBlock": subject => ofNetwork(subject, VPC),
  "aws-native:ec2:Subnet": subject => ofNetwork(subject, SUBNET),
};

/** Blocks, and the lengths of those that an address pool is to choose. */
function ofNetwork({ props }: Subject, limit: BlockLimit): LimitedValue[] {
  const lengths = ([4, 6] as const).flatMap(family => props.find(`ipv${family}NetmaskLength`).map(value => ({ value, limit, lengthOf: family })));
  return [...limited(props, ["cidrBlock", "ipv6CidrBlock"], limit), ...lengths];
}
