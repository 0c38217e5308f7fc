/** Paths of security rules of Azure, behind that of the rule. */
const AZURE_RULE = ["sourceAddressPrefix", "sourceAddressPrefixes.*", "destinationAddressPrefix", "destinationAddressPrefixes.*"];
const GCP_MATCH = ["match.srcIpRanges.*", "match.destIpRanges.*"];
const AWS_RULES = under(["ingress.*", "egress.*"], ["cidrBlocks.*", "ipv6CidrBlocks.*"]);
const AWS_ACL = under(["ingress.*", "egress.*"], ["cidrBlock", "ipv6CidrBlock"]);
const GCP_RULES = under(["rules.*"], GCP_MATCH);

/** Properties in which a rule or a route names addresses of others, by normalised type. They give nobody an address. */
export const CIDR_REFERENCES: Record<string, readonly string[]> = {
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": AWS_ACL,
  "aws:ec2/defaultRouteTable:DefaultRouteTable": under(["routes.*"], ["cidrBlock", "ipv6CidrBlock"]),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": AWS_RULES,
  "aws:ec2/managedPrefixList:ManagedPrefixList": ["entries.*.cidr"],
  "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry": ["cidr"],
  "aws:ec2/networkAcl:NetworkAcl": AWS_ACL,
  "aws:ec2/networkAclRule:NetworkAclRule": ["cidrBlock", "ipv6CidrBlock"],
  "aws:ec2/route:Route": ["destinationCidrBlock", "destinationIpv6CidrBlock"],
  "aws:ec2/routeTable:RouteTable": under(["routes.*"], ["cidrBlock", "ipv6CidrBlock"]),
  "aws:ec2/securityGroup:SecurityGroup": AWS_RULES,
  "aws:ec2/securityGroupRule:SecurityGroupRule": ["cidrBlocks.*", "ipv6CidrBlocks.*"],
  "aws:ec2/vpnConnection:VpnConnection": under(["tunnel1", "tunnel2"], ["InsideCidr", "InsideIpv6Cidr"], ""),
  "aws:ec2clientvpn/authorizationRule:AuthorizationRule": ["targetNetworkCidr"],
  "aws:ec2clientvpn/route:Route": ["destinationCidrBlock"],
  "aws:ec2transitgateway/connectPeer:ConnectPeer": ["insideCidrBlocks.*"],
  "aws:ec2transitgateway/route:Route": ["destinationCidrBlock"],
  "aws:eks/cluster:Cluster": ["vpcConfig.publicAccessCidrs.*"],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["cidrIpv4", "cidrIpv6"],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["cidrIpv4", "cidrIpv6"],
  "aws:wafv2/ipSet:IpSet": ["addresses.*"],
  "azure-native:containerservice:ManagedCluster": ["apiServerAccessProfile.authorizedIPRanges.*"],
  "azure-native:network:IpGroup": ["ipAddresses.*"],
  "azure-native:network:NetworkSecurityGroup": under(["securityRules.*"], AZURE_RULE),
  "azure-native:network:Route": ["addressPrefix"],
  "azure-native:network:RouteTable": ["routes.*.addressPrefix"],
  "azure-native:network:SecurityRule": AZURE_RULE,
  "gcp:compute/firewall:Firewall": ["sourceRanges.*", "destinationRanges.*"],
  "gcp:compute/firewallPolicyRule:FirewallPolicyRule": GCP_MATCH,
  "gcp:compute/firewallPolicyWithRules:FirewallPolicyWithRules": GCP_RULES,
  "gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule": GCP_MATCH,
  "gcp:compute/networkFirewallPolicyWithRules:NetworkFirewallPolicyWithRules": GCP_RULES,
  "gcp:compute/regionNetworkFirewallPolicyRule:RegionNetworkFirewallPolicyRule": GCP_MATCH,
  "gcp:compute/regionNetworkFirewallPolicyWithRules:RegionNetworkFirewallPolicyWithRules": GCP_RULES,
  "gcp:compute/route:Route": ["destRange"],
  "gcp:container/cluster:Cluster": ["masterAuthorizedNetworksConfig.cidrBlocks.*.cidrBlock"],
  "gcp:sql/databaseInstance:DatabaseInstance": ["settings.ipConfiguration.authorizedNetworks.*.value"],
  "alicloud:cen/transitRouterRouteEntry:TransitRouterRouteEntry": ["transitRouterRouteEntryDestinationCidrBlock"],
  "alicloud:ecs/ecsPrefixList:EcsPrefixList": ["entries.*.cidr"],
  "alicloud:ecs/securityGroupRule:SecurityGroupRule": ["cidrIp", "ipv6CidrIp"],
  "alicloud:vpc/networkAcl:NetworkAcl": ["ingressAclEntries.*.sourceCidrIp", "egressAclEntries.*.destinationCidrIp"],
  "alicloud:vpc/prefixList:PrefixList": ["entrys.*.cidr"],
  "alicloud:vpc/routeEntry:RouteEntry": ["destinationCidrblock"],
  "alicloud:vpn/connection:Connection": ["localSubnets.*", "remoteSubnets.*"],
  "kubernetes:core:Service": ["spec.loadBalancerSourceRanges.*"],
  "kubernetes:networking.k8s.io:NetworkPolicy": under(["spec.ingress.*.from.*.ipBlock", "spec.egress.*.to.*.ipBlock"], ["cidr", "except.*"]),
};

function under(outer: readonly string[], inner: readonly string[], joint = "."): string[] {
  return outer.flatMap(start => inner.map(end => `${start}${joint}${end}`));
}
