import type { LeftOut } from "../../_kit/left-out";

export const leftOut: readonly LeftOut[] = [
  { what: "Networks that Azure Virtual Network Manager connects, and peering of which only the accepter is in the estate", why: "which networks are members is worked out by conditions in the cloud; an accepter names only the peering. Such networks count as not known to be connected" },
  { what: "Route tables of transit gateways, hubs and CEN that keep attachments apart, and translated addresses", why: "what is attached to one gateway counts as connected: routes change in a minute, blocks do not. `reusable` names ranges where overlapping is meant" },
  { what: "The range that GKE chooses for pods, and ServiceCIDR of Kubernetes", why: "GKE takes one that is free in the network, but what is connected with that is not asked; a ServiceCIDR does not say in which network its cluster is" },
  { what: "Limits of the providers for the size of a block, reserved ranges, capacity", why: "not judged yet; the cloud refuses such a block when it is created" },
  { what: "A subnet whose network nobody in the estate manages", why: "it is compared with its siblings in the same network; what blocks that network has is not known" },
  { what: "Ranges that AWS, Google Cloud and Alicloud give subnets in IPv6 by a number (`ipv6CidrBlockMask`, external ranges), and blocks that an IPAM pool is to choose", why: "which block it becomes is known when it is there; a state that is judged, and the snapshot, say it for VPCs and subnets of AWS" },
  { what: "Security groups and prefix lists named as sources, network ACLs of AWS, rules that an earlier rule shadows", why: "what they let in depends on resources or an order that a single rule does not show" },
];
