import type { Cloud } from "../../../_kit/type-token";

/** What becomes of a network that uses addresses of a range. */
export type RangeLevel = "refuse" | "advise" | "allow";

export interface BuiltInRange {
  cidrs: readonly string[];
  /** After "which is": what the range is for. */
  meaning: string;
  level: RangeLevel;
  /** Clouds that refuse those of IPv4 by themselves, which network-block-size says. */
  saidOf?: readonly Cloud[];
}

const REFUSED_BY: readonly Cloud[] = ["azure-native", "alicloud"];

/**
 * Ranges with a meaning of their own, by the id under which the configuration knows them.
 * https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry
 */
export const BUILT_IN_RANGES = {
  "this-network": { cidrs: ["0.0.0.0/8"], meaning: "for hosts that have no address yet (RFC 791)", level: "refuse" },
  loopback: { cidrs: ["127.0.0.0/8", "::1/128"], meaning: "each host's own (loopback)", level: "refuse", saidOf: REFUSED_BY },
  "link-local": { cidrs: ["169.254.0.0/16", "fe80::/10"], meaning: "link-local: metadata and DNS of clouds are there", level: "refuse", saidOf: REFUSED_BY },
  protocols: { cidrs: ["192.0.0.0/24"], meaning: "for protocols (RFC 6890)", level: "refuse" },
  documentation: { cidrs: ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"], meaning: "for examples in documentation (RFC 5737)", level: "refuse" },
  benchmarking: { cidrs: ["198.18.0.0/15"], meaning: "for benchmarks of network devices (RFC 2544)", level: "advise" },
  multicast: { cidrs: ["224.0.0.0/4", "ff00::/8"], meaning: "for multicast", level: "refuse", saidOf: REFUSED_BY },
  future: { cidrs: ["240.0.0.0/4"], meaning: "not assigned, and most systems do not route it (RFC 1112)", level: "refuse" },
  // EKS documents it for pods, so that using it is no mistake by itself: https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html
  "shared-address-space": { cidrs: ["100.64.0.0/10"], meaning: "for networks of carriers (RFC 6598)", level: "allow" },
  // Judged by itself where it matters; here for those who keep it free everywhere.
  docker: { cidrs: ["172.17.0.0/16"], meaning: "what Docker takes on every host", level: "allow" },
  "eks-services": { cidrs: ["10.100.0.0/16", "172.20.0.0/16"], meaning: "where EKS puts services when nothing is said", level: "allow" },
  "aks-services": { cidrs: ["10.0.0.0/16"], meaning: "where AKS puts services when nothing is said", level: "allow" },
  "aks-pods": { cidrs: ["10.244.0.0/16"], meaning: "where AKS puts pods when nothing is said", level: "allow" },
} as const satisfies Record<string, BuiltInRange>;

export type BuiltInId = keyof typeof BUILT_IN_RANGES;

export const BUILT_IN_IDS = Object.keys(BUILT_IN_RANGES) as BuiltInId[];
