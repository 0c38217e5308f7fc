import { Value } from "../../value";
import type { BlockSource } from "../block-source";

export const GCP_BLOCKS: Record<string, readonly BlockSource[]> = {
  "gcp:compute/network:Network": [
    // In auto mode, the default, every region gets a subnetwork of this range: https://cloud.google.com/vpc/docs/subnets#ip-ranges
    { role: "network", paths: [], implied: { path: "autoCreateSubnetworks", cidr: "10.128.0.0/9", unless: props => props.at("autoCreateSubnetworks").flag() === false } },
    { role: "network", paths: ["internalIpv6Range"], holdsOwn: true },
  ],
  // Otherwise a network of Google Cloud has no addresses of its own: what its subnetworks have is what the network has.
  "gcp:compute/subnetwork:Subnetwork": [{ role: "network", paths: ["ipCidrRange", "secondaryIpRanges.*.ipCidrRange"], network: "network" }],
  "gcp:compute/globalAddress:GlobalAddress": [{ role: "network", paths: ["address"], read: peeringRange, network: "network" }],
  "gcp:networkconnectivity/internalRange:InternalRange": [{ role: "network", paths: ["ipCidrRange"], network: "network", holdsOwn: true }],
  "gcp:vpcaccess/connector:Connector": [{ role: "network", paths: ["ipCidrRange"], network: "network" }],
  "gcp:filestore/instance:Instance": [{ role: "network", paths: ["networks.*.reservedIpRange"], network: "networks.0.network", alsoTakesOther: true }],
  "gcp:container/cluster:Cluster": [
    { role: "pods", paths: ["ipAllocationPolicy.clusterIpv4CidrBlock", "clusterIpv4Cidr"], alsoTakesOther: true, isRouted: true },
    { role: "services", paths: ["ipAllocationPolicy.servicesIpv4CidrBlock"], alsoTakesOther: true, isRouted: true },
    // The range that Google keeps for services of clusters that ask for none; every cluster has the same:
    // https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips#cluster_sizing_secondary_range_svcs
    { role: "services", paths: [], implied: { path: "ipAllocationPolicy.servicesIpv4CidrBlock", cidr: "34.118.224.0/20", unless: hasServicesRange } },
    { role: "master", paths: ["privateClusterConfig.masterIpv4CidrBlock"], isRouted: true },
  ],
  "gcp:composer/environment:Environment": [
    { role: "pods", paths: ["config.nodeConfig.ipAllocationPolicy.clusterIpv4CidrBlock"], alsoTakesOther: true, isRouted: true },
    { role: "services", paths: ["config.nodeConfig.ipAllocationPolicy.servicesIpv4CidrBlock"], alsoTakesOther: true, isRouted: true },
    {
      role: "master",
      paths: [
        "config.privateEnvironmentConfig.masterIpv4CidrBlock",
        "config.privateEnvironmentConfig.cloudComposerNetworkIpv4CidrBlock",
        "config.privateEnvironmentConfig.cloudSqlIpv4CidrBlock",
        "config.privateEnvironmentConfig.webServerIpv4CidrBlock",
      ],
      isRouted: true,
    },
  ],
};

/** A range for services of Google inside the network is an address and a length. Where only the length is given Google takes a free range. */
function peeringRange(props: Value): Value[] {
  const address = props.at("address");
  if (address.isMissing || props.at("purpose").text() !== "VPC_PEERING") return [];
  if (address.isUnknown) return [address];
  const block = `${address.text() ?? ""}/${props.at("prefixLength").text() ?? ""}`;
  return [new Value(block, address.path, address.isSecret)];
}

function hasServicesRange(props: Value): boolean {
  const policy = props.at("ipAllocationPolicy");
  if (policy.isUnknown) return true;
  const isRoutesBased = props.at("networkingMode").text() === "ROUTES" || !props.at("clusterIpv4Cidr").isMissing;
  return isRoutesBased || ["servicesIpv4CidrBlock", "servicesSecondaryRangeName"].some(key => policy.at(key).isUnknown || !!policy.at(key).text());
}
