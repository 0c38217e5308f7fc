import type { Value } from "../../../_kit/value";
import { blocksIn, type EndpointReader, everybody, isOn, type Question, saidOrDefault } from "./exposure";

export const alicloudEndpoints: Record<string, EndpointReader> = {
  "alicloud:gpdb/instance:Instance": ({ props }) => [() => whitelist([...props.find("ipWhitelists.*.securityIpList"), ...props.find("securityIpLists.*")])],
  "alicloud:kvstore/instance:Instance": ({ props }) => [() => whitelist(props.find("securityIps.*"))],
  "alicloud:mongodb/instance:Instance": ({ props }) => [() => whitelist(props.find("securityIpLists.*"))],
  "alicloud:polardb/cluster:Cluster": ({ props }) => [() => whitelist([...props.find("securityIps.*"), ...props.find("dbClusterIpArrays.*.securityIps.*")])],
  "alicloud:rds/instance:Instance": ({ props }) => [() => whitelist(props.find("securityIps.*"))],
  "alicloud:kvstore/connection:Connection": () => [connection],
  "alicloud:mongodb/publicNetworkAddress:PublicNetworkAddress": () => [connection],
  "alicloud:rds/connection:Connection": () => [connection],
  "alicloud:cs/kubernetes:Kubernetes": ({ props }) => [() => apiServer(props.at("slbInternetEnabled"), true)],
  "alicloud:cs/managedKubernetes:ManagedKubernetes": ({ props }) => [() => apiServer(props.at("slbInternetEnabled"), true)],
  "alicloud:cs/serverlessKubernetes:ServerlessKubernetes": ({ props }) => [() => apiServer(props.at("endpointPublicAccessEnabled"), false)],
  "alicloud:ecs/instance:Instance": ({ props }, { addresses }) => (addresses ? [() => machine(props.at("internetMaxBandwidthOut"))] : []),
};

/** https://www.alibabacloud.com/help/en/rds/apsaradb-rds-for-mysql/configure-an-ip-address-whitelist-for-an-apsaradb-rds-for-mysql-instance */
function whitelist(values: readonly Value[]): ReturnType<Question> {
  const wide = everybody(values.flatMap(blocksIn));
  return wide === undefined ? undefined : { message: `The database's list of who may connect holds ${wide}.`, fix: "Name the addresses or security groups that need it." };
}

function connection(): ReturnType<Question> {
  return { message: "This gives a database an address of the internet; its list of who may connect alone keeps others out.", fix: "Remove it, and connect from inside the VPC.", isAdvice: true };
}

/** https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/control-public-access-to-the-api-server-of-a-cluster */
function apiServer(enabled: Value, unset: boolean): ReturnType<Question> {
  return isOn(enabled, unset) ? { message: `The API server of the cluster is open to the internet: ${saidOrDefault(enabled, String(unset))}.`, fix: `Set ${enabled.path} to false, and reach it from inside the VPC.` } : undefined;
}

function machine(bandwidth: Value): ReturnType<Question> {
  return (bandwidth.number() ?? 0) > 0 ? { message: `${bandwidth.path} ${bandwidth} gives the machine an address of the internet.`, fix: "Set it to 0: let traffic in through a load balancer, and out through a NAT gateway.", isAdvice: true } : undefined;
}
