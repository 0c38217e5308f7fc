import type { Subject } from "../../../_kit/resource";
import { Value } from "../../../_kit/value";
import { EVERY_PORT, type IngressRule, parsePortRange, type PortRange, protocolKind } from "./ingress-rule";

export const gcpIngress: Record<string, (subject: Subject) => IngressRule[]> = {
  "gcp:compute/firewall:Firewall": ({ props }) =>
    props.find("allows.*").map(at => ({
      at,
      isOpening: () => props.at("disabled").flag() !== true && isInbound(props.at("direction")),
      sources: () => firewallSources(props),
      ports: () => portsOf(at.at("protocol"), at.at("ports")),
    })),
  "gcp:compute/firewallPolicyRule:FirewallPolicyRule": policyRules,
  "gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule": policyRules,
  "gcp:compute/regionNetworkFirewallPolicyRule:RegionNetworkFirewallPolicyRule": policyRules,
};

function policyRules({ props }: Subject): IngressRule[] {
  return props.find("match.layer4Configs.*").map(at => ({
    at,
    isOpening: () => props.at("disabled").flag() !== true && isInbound(props.at("direction")) && props.at("action").text() === "allow",
    sources: () => props.find("match.srcIpRanges.*"),
    ports: () => portsOf(at.at("ipProtocol"), at.at("ports")),
  }));
}

function isInbound(direction: Value): boolean {
  return direction.text()?.toUpperCase() !== "EGRESS";
}

/** A rule that names no source at all is open to everybody: https://cloud.google.com/firewall/docs/firewalls#sources */
function firewallSources(props: Value): Value[] {
  const hasSource = ["sourceRanges", "sourceTags", "sourceServiceAccounts"].some(key => props.at(key).isUnknown || props.at(key).items().length > 0);
  return hasSource ? props.find("sourceRanges.*") : [new Value("0.0.0.0/0", "sourceRanges")];
}

function portsOf(protocol: Value, ports: Value): PortRange[] {
  const kind = protocolKind(protocol.text());
  if (kind === "other") return [];
  const ranges = ports.items();
  if (kind === "all" || ranges.length === 0) return [EVERY_PORT];
  return ranges.map(range => parsePortRange(range.text() ?? "")).filter(range => range !== undefined);
}
