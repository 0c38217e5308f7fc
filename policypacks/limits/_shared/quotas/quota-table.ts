import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import type { Machines } from "../machines/known-size";
import { countVcpus } from "./count-vcpus";

/** How many of something an account may have. */
export interface Quota {
  /** What it counts, in the plural. */
  words: string;
  types: readonly string[];
  per: "region" | "account";
  /** What the cloud allows at first; absent where that is different from account to account. */
  byDefault?: number;
  /** How much of it one resource takes; one, unless said otherwise. @throws {Undecided} */
  count?(subject: Subject, neighbours: Neighbours, machines: Machines): number;
}

const VPC = ["aws:ec2/vpc:Vpc"];
const APPLICATION_BALANCERS = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"];
const AWS_MACHINES = ["aws:ec2/instance:Instance", "aws:autoscaling/group:Group", "aws:eks/nodeGroup:NodeGroup"];
const AZURE_MACHINES = ["azure-native:compute:VirtualMachine", "azure-native:compute:VirtualMachineScaleSet", "azure-native:containerservice:AgentPool", "azure-native:containerservice:ManagedCluster"];
const ALICLOUD_MACHINES = ["alicloud:ecs/instance:Instance", "alicloud:cs/nodePool:NodePool"];

const ofKind = (kind: string) => ({ props }: Subject) => ((props.at("loadBalancerType").text() ?? "application") === kind ? 1 : 0);

/** By the name that a quota file calls it. */
export const QUOTAS: Record<string, Quota> = {
  // https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
  "aws-vpcs": { words: "VPCs", types: VPC, per: "region", byDefault: 5 },
  "aws-elastic-ips": { words: "Elastic IP addresses", types: ["aws:ec2/eip:Eip"], per: "region", byDefault: 5 },
  "aws-internet-gateways": { words: "internet gateways", types: ["aws:ec2/internetGateway:InternetGateway"], per: "region", byDefault: 5 },
  "aws-egress-only-internet-gateways": { words: "egress-only internet gateways", types: ["aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"], per: "region", byDefault: 5 },
  "aws-security-groups": { words: "security groups", types: ["aws:ec2/securityGroup:SecurityGroup"], per: "region", byDefault: 2500 },
  // https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html
  "aws-vpn-gateways": { words: "virtual private gateways", types: ["aws:ec2/vpnGateway:VpnGateway"], per: "region", byDefault: 5 },
  "aws-customer-gateways": { words: "customer gateways", types: ["aws:ec2/customerGateway:CustomerGateway"], per: "region", byDefault: 50 },
  "aws-vpn-connections": { words: "VPN connections", types: ["aws:ec2/vpnConnection:VpnConnection"], per: "region", byDefault: 50 },
  // https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html
  "aws-transit-gateways": { words: "transit gateways", types: ["aws:ec2transitgateway/transitGateway:TransitGateway"], per: "region", byDefault: 5 },
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html and its neighbours
  "aws-application-load-balancers": { words: "Application Load Balancers", types: APPLICATION_BALANCERS, per: "region", byDefault: 50, count: ofKind("application") },
  "aws-network-load-balancers": { words: "Network Load Balancers", types: APPLICATION_BALANCERS, per: "region", byDefault: 50, count: ofKind("network") },
  "aws-classic-load-balancers": { words: "Classic Load Balancers", types: ["aws:elb/loadBalancer:LoadBalancer"], per: "region", byDefault: 20 },
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html
  "aws-db-instances": { words: "DB instances", types: ["aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance"], per: "region", byDefault: 40 },
  "aws-db-clusters": { words: "DB clusters", types: ["aws:rds/cluster:Cluster"], per: "region", byDefault: 40 },
  // https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html
  "aws-eks-clusters": { words: "EKS clusters", types: ["aws:eks/cluster:Cluster"], per: "region", byDefault: 100 },
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
  "aws-dynamodb-tables": { words: "DynamoDB tables", types: ["aws:dynamodb/table:Table"], per: "region", byDefault: 2500 },
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/BucketRestrictions.html
  "aws-s3-buckets": { words: "S3 buckets", types: ["aws:s3/bucket:Bucket"], per: "account", byDefault: 10_000 },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  "aws-iam-roles": { words: "IAM roles", types: ["aws:iam/role:Role"], per: "account", byDefault: 1000 },
  "aws-iam-users": { words: "IAM users", types: ["aws:iam/user:User"], per: "account", byDefault: 5000 },
  "aws-iam-groups": { words: "IAM groups", types: ["aws:iam/group:Group"], per: "account", byDefault: 300 },
  "aws-iam-policies": { words: "customer managed policies", types: ["aws:iam/policy:Policy"], per: "account", byDefault: 1500 },
  "aws-iam-instance-profiles": { words: "instance profiles", types: ["aws:iam/instanceProfile:InstanceProfile"], per: "account", byDefault: 1000 },
  // https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html: counted in virtual CPUs, and raised by AWS as an account is used.
  "aws-standard-vcpus": { words: "virtual CPUs of on-demand Standard instances (A, C, D, H, I, M, R, T, Z)", types: AWS_MACHINES, per: "region", count: countVcpus(/^(a|c|d|h|i|im|is|m|r|t|z)\d/) },
  "aws-g-vcpus": { words: "virtual CPUs of on-demand G and VT instances", types: AWS_MACHINES, per: "region", count: countVcpus(/^(g|gr|vt)\d/) },
  "aws-p-vcpus": { words: "virtual CPUs of on-demand P instances", types: AWS_MACHINES, per: "region", count: countVcpus(/^p\d/) },
  // https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits
  "azure-resource-groups": { words: "resource groups", types: ["azure-native:resources:ResourceGroup"], per: "account", byDefault: 980 },
  "azure-storage-accounts": { words: "storage accounts", types: ["azure-native:storage:StorageAccount"], per: "region", byDefault: 250 },
  "azure-virtual-networks": { words: "virtual networks", types: ["azure-native:network:VirtualNetwork"], per: "region", byDefault: 1000 },
  "azure-network-security-groups": { words: "network security groups", types: ["azure-native:network:NetworkSecurityGroup"], per: "region", byDefault: 5000 },
  "azure-route-tables": { words: "route tables", types: ["azure-native:network:RouteTable"], per: "region", byDefault: 200 },
  "azure-load-balancers": { words: "load balancers", types: ["azure-native:network:LoadBalancer"], per: "region", byDefault: 1000 },
  "azure-public-ips": { words: "public IP addresses", types: ["azure-native:network:PublicIPAddress"], per: "region" },
  "azure-vcpus": { words: "virtual CPUs", types: AZURE_MACHINES, per: "region", count: countVcpus(/./) },
  // https://learn.microsoft.com/azure/azure-sql/database/resource-limits-logical-server
  "azure-sql-servers": { words: "SQL servers", types: ["azure-native:sql:Server"], per: "region", byDefault: 250 },
  // https://cloud.google.com/iam/quotas
  "gcp-service-accounts": { words: "service accounts", types: ["gcp:serviceaccount/account:Account"], per: "account", byDefault: 100 },
  "gcp-custom-roles": { words: "custom roles", types: ["gcp:projects/iAMCustomRole:IAMCustomRole"], per: "account", byDefault: 300 },
  // https://cloud.google.com/pubsub/quotas
  "gcp-pubsub-topics": { words: "Pub/Sub topics", types: ["gcp:pubsub/topic:Topic"], per: "account", byDefault: 10_000 },
  "gcp-pubsub-subscriptions": { words: "Pub/Sub subscriptions", types: ["gcp:pubsub/subscription:Subscription"], per: "account", byDefault: 10_000 },
  // https://cloud.google.com/run/quotas
  "gcp-cloud-run-services": { words: "Cloud Run services", types: ["gcp:cloudrunv2/service:Service"], per: "region", byDefault: 1000 },
  // https://cloud.google.com/vpc/docs/quota: different from project to project.
  "gcp-networks": { words: "VPC networks", types: ["gcp:compute/network:Network"], per: "account" },
  "gcp-static-addresses": { words: "static addresses", types: ["gcp:compute/address:Address"], per: "region" },
  "gcp-cpus": { words: "virtual CPUs", types: ["gcp:compute/instance:Instance", "gcp:container/nodePool:NodePool"], per: "region", count: countVcpus(/./) },
  // https://www.alibabacloud.com/help/en/vpc/product-overview/limits-and-quotas
  "alicloud-vpcs": { words: "VPCs", types: ["alicloud:vpc/network:Network"], per: "region", byDefault: 10 },
  // https://www.alibabacloud.com/help/en/eip/quota-management
  "alicloud-eips": { words: "elastic IP addresses", types: ["alicloud:ecs/eipAddress:EipAddress", "alicloud:ecs/eip:Eip"], per: "account", byDefault: 20 },
  // https://www.alibabacloud.com/help/en/oss/product-overview/limits
  "alicloud-oss-buckets": { words: "OSS buckets", types: ["alicloud:oss/bucket:Bucket"], per: "region", byDefault: 100 },
  "alicloud-vcpus": { words: "virtual CPUs", types: ALICLOUD_MACHINES, per: "region", count: countVcpus(/./) },
};
