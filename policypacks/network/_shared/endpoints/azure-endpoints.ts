import type { Value } from "../../../_kit/value";
import { type EndpointReader, everybody, type Exposure, type Question, saidOrDefault, unlimitedBy } from "./exposure";

const CLOSE = "Set publicNetworkAccess to Disabled and use a private endpoint, or a delegated subnet.";

export const azureEndpoints: Record<string, EndpointReader> = {
  "azure-native:containerservice:ManagedCluster": ({ props }) => [() => aksEndpoint(props.at("apiServerAccessProfile"))],
  "azure-native:cosmosdb:DatabaseAccount": ({ props }) => [() => cosmos(props)],
  "azure-native:dbformysql:Server": ({ props }) => [() => flexibleServer(props.at("network"))],
  "azure-native:dbforpostgresql:Server": ({ props }) => [() => flexibleServer(props.at("network"))],
  "azure-native:redis:Redis": ({ props }) => [() => publicByDefault(props.at("publicNetworkAccess"))],
  "azure-native:sql:Server": ({ props }) => [() => publicByDefault(props.at("publicNetworkAccess"))],
  "azure-native:dbformysql:FirewallRule": ({ props }) => [() => firewall(props.at("startIpAddress"), props.at("endIpAddress"))],
  "azure-native:dbforpostgresql:FirewallRule": ({ props }) => [() => firewall(props.at("startIpAddress"), props.at("endIpAddress"))],
  "azure-native:redis:FirewallRule": ({ props }) => [() => firewall(props.at("startIP"), props.at("endIP"))],
  "azure-native:sql:FirewallRule": ({ props }) => [() => firewall(props.at("startIpAddress"), props.at("endIpAddress"))],
  "azure-native:synapse:IpFirewallRule": ({ props }) => [() => firewall(props.at("startIpAddress"), props.at("endIpAddress"))],
  "azure-native:network:NetworkInterface": ({ props }, { addresses }) => (addresses ? props.find("ipConfigurations.*.publicIPAddress").map(value => () => publicAddress(value)) : []),
};

/** https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges */
function aksEndpoint(profile: Value): ReturnType<Question> {
  if (profile.at("enablePrivateCluster").flag() === true) return undefined;
  const ranges = profile.at("authorizedIPRanges").items();
  const wide = ranges.length === 0 ? unlimitedBy(profile.at("authorizedIPRanges")) : everybody(ranges);
  return wide === undefined ? undefined : { message: `The API server of the cluster is open to ${wide}.`, fix: "Set apiServerAccessProfile.enablePrivateCluster to true, or name in authorizedIPRanges who needs it." };
}

/** Without rules every network is let in: https://learn.microsoft.com/azure/cosmos-db/how-to-configure-firewall */
function cosmos(props: Value): ReturnType<Question> {
  const access = props.at("publicNetworkAccess");
  if (["disabled", "securedbyperimeter"].includes(access.text()?.toLowerCase() ?? "")) return undefined;
  const rules = props.at("ipRules").items().map(rule => rule.at("ipAddressOrRange"));
  const isFiltered = rules.length > 0 || props.at("isVirtualNetworkFilterEnabled").flag() === true;
  const wide = isFiltered ? everybody(rules) : "everybody: neither ipRules nor isVirtualNetworkFilterEnabled limits it";
  return wide === undefined ? undefined : { message: `The account is open to ${wide}.`, fix: CLOSE };
}

/** Both kinds are public unless they are in a subnet, and let in nobody until a firewall rule does. */
function flexibleServer(network: Value): ReturnType<Question> {
  return network.at("delegatedSubnetResourceId").isMissing ? publicByDefault(network.at("publicNetworkAccess")) : undefined;
}

function publicByDefault(access: Value): Exposure | undefined {
  if ((access.text() ?? "Enabled").toLowerCase() !== "enabled") return undefined;
  return { message: `${saidOrDefault(access, "Enabled")}: the server has an address of the internet, and its firewall rules and keys alone keep others out.`, fix: CLOSE, isAdvice: true };
}

/** More than /8 is as good as everybody, as elsewhere in this pack. */
const MANY = 2 ** 24;

/** From 0.0.0.0 to 0.0.0.0 stands for everything that runs in Azure, of whichever customer: https://learn.microsoft.com/azure/azure-sql/database/firewall-configure */
function firewall(start: Value, end: Value): ReturnType<Question> {
  const [from, to] = [numberOf(start.text()), numberOf(end.text())];
  if (from === undefined || to === undefined) return undefined;
  const fix = "Name the addresses that need it, or use a private endpoint.";
  if (to - from + 1 > MANY) return { message: `The rule lets in ${start} to ${end}, ${Math.round(((to - from + 1) / 2 ** 32) * 100)} % of the internet.`, fix };
  return from === 0 && to === 0 ? { message: `The rule lets in ${start}, which stands for everything in Azure, also of other customers.`, fix, isAdvice: true } : undefined;
}

function numberOf(address: string | undefined): number | undefined {
  const octets = address?.split(".").map(Number) ?? [];
  const isAddress = octets.length === 4 && octets.every(octet => Number.isInteger(octet) && octet >= 0 && octet <= 255);
  return isAddress ? octets.reduce((sum, octet) => sum * 256 + octet, 0) : undefined;
}

function publicAddress(value: Value): ReturnType<Question> {
  return value.isMissing ? undefined : { message: `${value.path} gives the machine an address of the internet.`, fix: "Leave it out: let traffic in through a load balancer or Azure Bastion, and out through a NAT gateway.", isAdvice: true };
}
