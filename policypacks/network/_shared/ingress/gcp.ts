import { Value } from "../../../_kit/value";
import { EVERY_PORT, type IngressReader, type IngressRule, parsePortRange, type PortRange, protocolKind } from "./ingress-rule";

export const gcpIngress: Record<string, IngressReader> = {
  "gcp:compute/firewall:Firewall": ({ props }) =>
    props.find("allows.*").map(at => ({
      at,
      isOpening: () => props.at("disabled").flag() !== true && isInbound(props.at("direction")),
      sources: () => named(props, ["sourceRanges", "sourceTags", "sourceServiceAccounts"], "sourceRanges"),
      ports: () => portsOf(at.at("protocol"), at.at("ports")),
    })),
  "gcp:compute/firewallPolicyRule:FirewallPolicyRule": ({ props }) => policyRules(props),
  "gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule": ({ props }) => policyRules(props),
  "gcp:compute/regionNetworkFirewallPolicyRule:RegionNetworkFirewallPolicyRule": ({ props }) => policyRules(props),
  "gcp:compute/firewallPolicyWithRules:FirewallPolicyWithRules": ({ props }) => props.find("rules.*").flatMap(policyRules),
  "gcp:compute/networkFirewallPolicyWithRules:NetworkFirewallPolicyWithRules": ({ props }) => props.find("rules.*").flatMap(policyRules),
  "gcp:compute/regionNetworkFirewallPolicyWithRules:RegionNetworkFirewallPolicyWithRules": ({ props }) => props.find("rules.*").flatMap(policyRules),
};

/** What says where the traffic of a policy's rule comes from, besides addresses. */
const OTHER_SOURCES = ["srcAddressGroups", "srcFqdns", "srcNetworkContext", "srcNetworkScope", "srcNetworks", "srcRegionCodes", "srcSecureTags", "srcThreatIntelligences"];

function policyRules(props: Value): IngressRule[] {
  return props.find("match.layer4Configs.*").map(at => ({
    at,
    isOpening: () => props.at("disabled").flag() !== true && isInbound(props.at("direction")) && props.at("action").text() === "allow",
    sources: () => named(props.at("match"), ["srcIpRanges", ...OTHER_SOURCES], "srcIpRanges"),
    ports: () => portsOf(at.at("ipProtocol"), at.at("ports")),
  }));
}

function isInbound(direction: Value): boolean {
  return direction.text()?.toUpperCase() !== "EGRESS";
}

/** A rule that names no source at all is open to everybody: https://cloud.google.com/firewall/docs/firewalls#sources */
function named(at: Value, keys: readonly string[], ranges: string): Value[] {
  const hasSource = keys.some(key => at.at(key).isUnknown || at.at(key).items().length > 0);
  return hasSource ? at.find(`${ranges}.*`) : [new Value("0.0.0.0/0", ranges)];
}

function portsOf(protocol: Value, ports: Value): PortRange[] {
  const kind = protocolKind(protocol.text());
  if (kind === "other") return [];
  const ranges = ports.items();
  if (kind === "all" || ranges.length === 0) return [EVERY_PORT];
  return ranges.map(range => parsePortRange(range.text() ?? "")).filter(range => range !== undefined);
}
