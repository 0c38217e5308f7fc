import type { Value } from "../../../_kit/value";
import { type EndpointReader, everybody, isOn, type Question, unlimitedBy } from "./exposure";

const PRIVATE_FIX = "Set publiclyAccessible to false, and reach it from inside the network, through a VPN or a bastion host.";

/** Databases, brokers and the like that are given an address of the internet when asked to. */
const ASKED: Record<string, string> = {
  "aws:dms/replicationInstance:ReplicationInstance": "replication instance",
  "aws:mq/broker:Broker": "broker",
  "aws:neptune/clusterInstance:ClusterInstance": "database",
  "aws:rds/clusterInstance:ClusterInstance": "database",
  "aws:rds/instance:Instance": "database",
  "aws:redshift/cluster:Cluster": "data warehouse",
  "aws:redshiftserverless/workgroup:Workgroup": "data warehouse",
};

export const awsEndpoints: Record<string, EndpointReader> = {
  ...Object.fromEntries(Object.entries(ASKED).map(([type, what]): [string, EndpointReader] => [type, ({ props }) => [() => publiclyAccessible(props, what)]])),
  "aws:eks/cluster:Cluster": ({ props }) => [() => eksEndpoint(props.at("vpcConfig"))],
  "aws:msk/cluster:Cluster": ({ props }) => [() => kafka(props.at("brokerNodeGroupInfo", "connectivityInfo", "publicAccess", "type"))],
  "aws:opensearch/domain:Domain": ({ props }) => [() => searchDomain(props)],
  "aws:elasticsearch/domain:Domain": ({ props }) => [() => searchDomain(props)],
  "aws:ec2/instance:Instance": ({ props }, { addresses }) => address(props.find("associatePublicIpAddress"), addresses),
  "aws:ec2/launchTemplate:LaunchTemplate": ({ props }, { addresses }) => address(props.find("networkInterfaces.*.associatePublicIpAddress"), addresses),
  "aws:ec2/subnet:Subnet": ({ props }, { addresses }) => address(props.find("mapPublicIpOnLaunch"), addresses),
};

function publiclyAccessible(props: Value, what: string): ReturnType<Question> {
  return isOn(props.at("publiclyAccessible"), false) ? { message: `publiclyAccessible gives the ${what} an address of the internet.`, fix: PRIVATE_FIX } : undefined;
}

/** Open to everybody unless it is said otherwise: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html */
function eksEndpoint(config: Value): ReturnType<Question> {
  if (!isOn(config.at("endpointPublicAccess"), true)) return undefined;
  const cidrs = config.at("publicAccessCidrs").items();
  const wide = cidrs.length === 0 ? unlimitedBy(config.at("publicAccessCidrs")) : everybody(cidrs);
  return wide === undefined
    ? undefined
    : { message: `The API server of the cluster is open to ${wide}.`, fix: "Set vpcConfig.endpointPublicAccess to false and endpointPrivateAccess to true, or limit publicAccessCidrs to the addresses that need it." };
}

function kafka(access: Value): ReturnType<Question> {
  return access.text() === "SERVICE_PROVIDED_EIPS" ? { message: `${access.path} gives the brokers addresses of the internet.`, fix: "Set it to DISABLED, and connect through the VPC." } : undefined;
}

/** https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html */
function searchDomain(props: Value): ReturnType<Question> {
  const options = props.at("vpcOptions");
  return options.isMissing ? { message: "vpcOptions is not set, so the domain is reached over the internet: only its access policy keeps others out.", fix: "Put it into a VPC with vpcOptions.", isAdvice: true } : undefined;
}

function address(values: readonly Value[], isWanted: boolean): Question[] {
  if (!isWanted) return [];
  return values.map(value => () => (isOn(value, false) ? { message: `${value.path} gives machines addresses of the internet.`, fix: "Leave it out: let traffic in through a load balancer, and out through a NAT gateway.", isAdvice: true } : undefined));
}
