import type { LeftOut } from "../../_kit/left-out";

export const leftOut: readonly LeftOut[] = [
  { what: "Networks that Azure Virtual Network Manager connects, and peering of which only the accepter is in the estate", why: "which networks are members is worked out by conditions in the cloud; an accepter names only the peering. Such networks count as not known to be connected" },
  { what: "Route tables of transit gateways, hubs and CEN that keep attachments apart, and translated addresses", why: "what is attached to one gateway counts as connected: routes change in a minute, blocks do not. `reusable` names ranges where overlapping is meant" },
  { what: "The range that GKE chooses for pods, and ServiceCIDR of Kubernetes", why: "GKE takes one that is free in the network, but what is connected with that is not asked; a ServiceCIDR does not say in which network its cluster is" },
  { what: "Sizes that a cloud takes only in some cases: secondary blocks of AWS next to some primary ones, ranges of pods and services in GKE, Filestore, quotas of blocks that can be raised", why: "the documentation gives no one number; the cloud refuses what it does not take" },
  { what: "What several groups and pools that share a subnet want together, pods of EKS and ACK by kind of machine", why: "each is held to its subnets by itself: which of them grow at one time is not stated. `podsPerNode` and `wanted` say what one knows oneself" },
  { what: "A subnet whose network nobody in the estate manages", why: "it is compared with its siblings in the same network; what blocks that network has is not known" },
  { what: "Ranges that AWS, Google Cloud and Alicloud give subnets in IPv6 by a number (`ipv6CidrBlockMask`, external ranges), and blocks that an IPAM pool is to choose", why: "which block it becomes is known when it is there; a state that is judged, and the snapshot, say it for VPCs and subnets of AWS" },
  { what: "Security groups named as sources, and prefix lists that the cloud or another stack keeps", why: "who is in them is not known from the rule; prefix lists of the stack itself are looked into" },
  { what: "Rules of Google Cloud, of network ACLs and of security groups of Azure that are resources of their own, and are closed by another such rule before them", why: "each is judged by itself, as the other may be removed alone; inside one list rules that close first are taken into account" },
  { what: "Propagated routes, routes of virtual hubs, and Azure routes to addresses of the network itself", why: "propagated ones appear only at run time; in Azure such routes are how traffic is led through a firewall" },
  { what: "Load balancers, functions, registries and storage that are public, endpoints behind private DNS alone", why: "being public is what many of them are for; access to functions and storage is judged by the rules for identities" },
  { what: "CiliumNetworkPolicy and other policies of network plug-ins", why: "they are custom resources without a schema in the provider" },
];
