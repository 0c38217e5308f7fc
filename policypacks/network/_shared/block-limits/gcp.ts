import type { Subject } from "../../../_kit/resource";
import { ifKnown } from "../../../_kit/undecided";
import { type BlockLimit, limited, type LimitedValue } from "./block-limit";

const SUBNETWORK: BlockLimit = {
  of: "a subnetwork",
  ipv4: { widest: 4, narrowest: 29 },
  outside: {
    "0.0.0.0/8": "this network",
    "127.0.0.0/8": "loopback",
    "169.254.0.0/16": "link-local addresses",
    "224.0.0.0/4": "multicast",
    "255.255.255.255/32": "broadcast",
    "199.36.153.4/30": "restricted.googleapis.com",
    "199.36.153.8/30": "private.googleapis.com",
  },
  source: "https://cloud.google.com/vpc/docs/subnets#ipv4-ranges",
};
const PROXY_ONLY: BlockLimit = { ...SUBNETWORK, of: "a proxy-only subnetwork", ipv4: { widest: 4, narrowest: 26 }, source: "https://cloud.google.com/load-balancing/docs/proxy-only-subnets" };
const MASTER: BlockLimit = { of: "the control plane of a GKE cluster", ipv4: { widest: 28, narrowest: 28 }, source: "https://cloud.google.com/kubernetes-engine/docs/how-to/private-clusters" };
const CONNECTOR: BlockLimit = { of: "a Serverless VPC Access connector", ipv4: { widest: 28, narrowest: 28 }, source: "https://cloud.google.com/vpc/docs/configure-serverless-vpc-access" };
const PRIVATE_SERVICES: BlockLimit = { of: "the private services of a network", ipv4: { widest: 8, narrowest: 24 }, source: "https://cloud.google.com/vpc/docs/configure-private-services-access" };
const INTERNAL_IPV6: BlockLimit = { of: "the internal IPv6 addresses of a network", ipv6: { widest: 48, narrowest: 48 }, within: ["fd20::/20"], source: "https://cloud.google.com/vpc/docs/subnets#ipv6-ranges" };

const PROXY_PURPOSES: ReadonlySet<string | undefined> = new Set(["REGIONAL_MANAGED_PROXY", "GLOBAL_MANAGED_PROXY", "INTERNAL_HTTPS_LOAD_BALANCER"]);

export const gcpLimits: Record<string, (subject: Subject) => LimitedValue[]> = {
  "gcp:compute/network:Network": ({ props }) => limited(props, ["internalIpv6Range"], INTERNAL_IPV6),
  "gcp:compute/subnetwork:Subnetwork": ({ props }) => [
    ...limited(props, ["ipCidrRange"], PROXY_PURPOSES.has(ifKnown(() => props.at("purpose").text())) ? PROXY_ONLY : SUBNETWORK),
    ...limited(props, ["secondaryIpRanges.*.ipCidrRange"], { ...SUBNETWORK, of: "a secondary range" }),
  ],
  "gcp:compute/globalAddress:GlobalAddress": ({ props }) => {
    const lengths = props.find("prefixLength").map(value => ({ value, limit: PRIVATE_SERVICES, lengthOf: 4 as const }));
    return lengths.length > 0 && props.at("purpose").text() === "VPC_PEERING" ? lengths : [];
  },
  "gcp:container/cluster:Cluster": ({ props }) => limited(props, ["privateClusterConfig.masterIpv4CidrBlock"], MASTER),
  "gcp:vpcaccess/connector:Connector": ({ props }) => limited(props, ["ipCidrRange"], CONNECTOR),
};
