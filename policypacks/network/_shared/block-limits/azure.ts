import type { Subject } from "../../../_kit/resource";
import { ifKnown } from "../../../_kit/undecided";
import type { Value } from "../../../_kit/value";
import { type BlockLimit, limited, type LimitedValue, type Sizes } from "./block-limit";

const DOCS = "https://learn.microsoft.com/azure";
const FAQ = `${DOCS}/virtual-network/virtual-networks-faq`;
const SIZES: Sizes = { widest: 2, narrowest: 29 };

const NETWORK: BlockLimit = {
  of: "a virtual network",
  ipv4: SIZES,
  outside: { "224.0.0.0/4": "multicast", "255.255.255.255/32": "broadcast", "127.0.0.0/8": "loopback", "169.254.0.0/16": "link-local addresses", "168.63.129.16/32": "Azure's own DNS" },
  source: FAQ,
};
const SUBNET: BlockLimit = { of: "a subnet", ipv4: SIZES, ipv6: { widest: 64, narrowest: 64 }, source: FAQ };
const HUB: BlockLimit = { of: "a virtual hub", ipv4: { widest: 0, narrowest: 24 }, source: `${DOCS}/virtual-wan/virtual-wan-faq` };
const AKS: BlockLimit = {
  of: "the pods and services of an AKS cluster",
  outside: { "169.254.0.0/16": "link-local addresses", "172.30.0.0/16": "AKS itself", "172.31.0.0/16": "AKS itself", "192.0.2.0/24": "AKS itself" },
  source: `${DOCS}/aks/concepts-network-legacy-cni`,
};
const AKS_SERVICES: BlockLimit = { ...AKS, of: "the services of an AKS cluster", ipv4: { widest: 12, narrowest: 32 } };

/** Subnets that Azure knows by their name, which is compared without regard to case. */
const NAMED: Record<string, { narrowest: number; source: string; advised?: { of: string; narrowest: number } }> = {
  GatewaySubnet: { narrowest: 29, source: `${DOCS}/vpn-gateway/vpn-gateway-about-vpn-gateway-settings#gwsub`, advised: { of: "GatewaySubnet without a gateway of the Basic SKU", narrowest: 27 } },
  AzureFirewallSubnet: { narrowest: 26, source: `${DOCS}/firewall/firewall-faq` },
  AzureFirewallManagementSubnet: { narrowest: 26, source: `${DOCS}/firewall/management-nic` },
  AzureBastionSubnet: { narrowest: 26, source: `${DOCS}/bastion/configuration-settings#subnet` },
  // Those of before it asked for a /26 have a /27.
  RouteServerSubnet: { narrowest: 27, source: `${DOCS}/route-server/quickstart-create-route-server-cli`, advised: { of: "RouteServerSubnet of a new route server", narrowest: 26 } },
};

/** What services ask of the subnets that are delegated to them. */
const DELEGATED: Record<string, { sizes: Sizes; source: string }> = {
  "Microsoft.App/environments": { sizes: { widest: 2, narrowest: 27 }, source: `${DOCS}/container-apps/custom-virtual-networks` },
  "Microsoft.Databricks/workspaces": { sizes: { widest: 2, narrowest: 26 }, source: `${DOCS}/databricks/security/network/classic/vnet-inject` },
  "Microsoft.DBforPostgreSQL/flexibleServers": { sizes: { widest: 2, narrowest: 28 }, source: `${DOCS}/postgresql/flexible-server/concepts-networking-private` },
  "Microsoft.Network/dnsResolvers": { sizes: { widest: 24, narrowest: 28 }, source: `${DOCS}/dns/dns-private-resolver-overview#subnet-restrictions` },
  "Microsoft.Sql/managedInstances": { sizes: { widest: 2, narrowest: 27 }, source: `${DOCS}/azure-sql/managed-instance/vnet-subnet-determine-size` },
  "Microsoft.Web/hostingEnvironments": { sizes: { widest: 2, narrowest: 27 }, source: `${DOCS}/app-service/environment/networking` },
  "Microsoft.Web/serverFarms": { sizes: { widest: 2, narrowest: 28 }, source: `${DOCS}/app-service/overview-vnet-integration#subnet-requirements` },
};

export const azureLimits: Record<string, (subject: Subject) => LimitedValue[]> = {
  "azure-native:network:VirtualNetwork": ({ props }) => [
    ...limited(props, ["addressSpace.addressPrefixes.*"], NETWORK),
    ...props.find("subnets.*").flatMap(subnet => ofSubnet(subnet, subnet.at("name"))),
  ],
  "azure-native:network:Subnet": ({ props }) => ofSubnet(props, props.find("subnetName")[0] ?? props.at("name")),
  "azure-native:network:VirtualHub": ({ props }) => limited(props, ["addressPrefix"], HUB),
  "azure-native:containerservice:ManagedCluster": ({ props }) => [
    ...limited(props, ["networkProfile.podCidr", "networkProfile.podCidrs.*"], AKS),
    ...limited(props, ["networkProfile.serviceCidr", "networkProfile.serviceCidrs.*"], AKS_SERVICES),
  ],
};

/** Each limit that a subnet is under: that of all subnets, that of its name, those of what it is delegated to. */
function ofSubnet(subnet: Value, name: Value): LimitedValue[] {
  const limits = [SUBNET, ...limitsOfName(ifKnown(() => name.text())), ...subnet.find("delegations.*.serviceName").flatMap(service => limitsOfService(ifKnown(() => service.text())))];
  return subnet.find("addressPrefix").concat(subnet.find("addressPrefixes.*")).map(value => ({ value, limit: narrowestOf(limits) }));
}

function limitsOfName(name: string | undefined): BlockLimit[] {
  const [known, said] = Object.entries(NAMED).find(([each]) => each.toLowerCase() === name?.toLowerCase()) ?? [];
  if (!known || !said) return [];
  const { narrowest, source, advised } = said;
  return [{ ...SUBNET, of: known, ipv4: { ...SIZES, narrowest }, source, ...(advised && { advised: { of: advised.of, ipv4: { ...SIZES, narrowest: advised.narrowest }, source } }) }];
}

function limitsOfService(service: string | undefined): BlockLimit[] {
  const [known, said] = Object.entries(DELEGATED).find(([each]) => each.toLowerCase() === service?.toLowerCase()) ?? [];
  return known && said ? [{ ...SUBNET, of: `a subnet for ${known}`, ipv4: said.sizes, source: said.source }] : [];
}

/** The one that asks for most: it says all that the others would. Of two that ask for the same, the more particular one. */
function narrowestOf(limits: readonly BlockLimit[]): BlockLimit {
  return limits.reduce((most, limit) => (limit.ipv4!.narrowest <= most.ipv4!.narrowest || limit.ipv4!.widest > most.ipv4!.widest ? limit : most));
}
