import type { LeftOut } from "../../_kit/left-out";

export const leftOut: readonly LeftOut[] = [
  { what: "Which networks are connected (peering, transit gateways, CEN, virtual hubs, VPN)", why: "not judged yet: any two networks of the estate that overlap are reported, connected or not; `reusable` names ranges where that is meant" },
  { what: "Ranges for pods, services and masters of clusters, and the defaults that clouds assume for them", why: "not judged yet, but for secondary ranges of Google Cloud subnetworks" },
  { what: "Limits of the providers for the size of a block, reserved ranges, capacity", why: "not judged yet; the cloud refuses such a block when it is created" },
  { what: "A subnet whose network is managed by another stack or by nobody", why: "it is compared with its siblings in the same network; what blocks that network has is not known here" },
  { what: "Security groups and prefix lists named as sources, network ACLs of AWS, rules that an earlier rule shadows", why: "what they let in depends on resources or an order that a single rule does not show" },
];
