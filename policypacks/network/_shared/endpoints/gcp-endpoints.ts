import type { Value } from "../../../_kit/value";
import { type EndpointReader, everybody, isOn, type Question, unlimitedBy } from "./exposure";

export const gcpEndpoints: Record<string, EndpointReader> = {
  "gcp:sql/databaseInstance:DatabaseInstance": ({ props }) => [() => cloudSql(props.at("settings", "ipConfiguration"))],
  "gcp:alloydb/instance:Instance": ({ props }) => [() => alloy(props.at("networkConfig"))],
  "gcp:container/cluster:Cluster": ({ props }) => [() => gkeEndpoint(props)],
  "gcp:compute/instance:Instance": ({ props }, { addresses }) => (addresses ? machine(props) : []),
  "gcp:compute/instanceTemplate:InstanceTemplate": ({ props }, { addresses }) => (addresses ? machine(props) : []),
};

/** A public address unless it is said otherwise; who may connect is `authorizedNetworks`: https://cloud.google.com/sql/docs/mysql/authorize-networks */
function cloudSql(config: Value): ReturnType<Question> {
  const enabled = config.at("ipv4Enabled");
  if (!isOn(enabled, true)) return undefined;
  const fix = "Set settings.ipConfiguration.ipv4Enabled to false and use privateNetwork, or the Cloud SQL Auth Proxy.";
  const wide = everybody(config.at("authorizedNetworks").items().map(network => network.at("value")));
  if (wide) return { message: `The database is open to ${wide}.`, fix };
  return { message: `${enabled.path} ${enabled.isMissing ? "is not set, which gives" : "gives"} the database an address of the internet.`, fix, isAdvice: true };
}

function alloy(config: Value): ReturnType<Question> {
  if (!isOn(config.at("enablePublicIp"), false)) return undefined;
  const wide = everybody(config.at("authorizedExternalNetworks").items().map(network => network.at("cidrRange")));
  const fix = "Set networkConfig.enablePublicIp to false, and connect from inside the network.";
  return wide ? { message: `The database is open to ${wide}.`, fix } : { message: "networkConfig.enablePublicIp gives the database an address of the internet.", fix, isAdvice: true };
}

/** Open to everybody unless authorised networks are named: https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation */
function gkeEndpoint(props: Value): ReturnType<Question> {
  if (props.at("privateClusterConfig", "enablePrivateEndpoint").flag() === true) return undefined;
  if (props.at("controlPlaneEndpointsConfig", "ipEndpointsConfig", "enabled").flag() === false) return undefined;
  const networks = props.at("masterAuthorizedNetworksConfig");
  // An empty list is one: then nobody outside is let in.
  const isLimited = networks.isObject || networks.isList || networks.isUnknown;
  const wide = isLimited ? everybody(networks.at("cidrBlocks").items().map(block => block.at("cidrBlock"))) : unlimitedBy(networks);
  return wide === undefined
    ? undefined
    : { message: `The control plane of the cluster is open to ${wide}.`, fix: "Name in masterAuthorizedNetworksConfig who needs it, or set privateClusterConfig.enablePrivateEndpoint to true." };
}

function machine(props: Value): Question[] {
  return ["networkInterfaces.*.accessConfigs.*", "networkInterfaces.*.ipv6AccessConfigs.*"]
    .flatMap(path => props.find(path))
    .map(value => () => ({ message: `${value.path} gives the machine an address of the internet.`, fix: "Leave it out: let traffic in through a load balancer or Identity-Aware Proxy, and out through Cloud NAT.", isAdvice: true }));
}
