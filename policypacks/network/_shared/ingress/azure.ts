import { ifKnown } from "../../../_kit/undecided";
import type { Value } from "../../../_kit/value";
import { inOrder } from "./closed-ports";
import { EVERY_PORT, type IngressReader, type IngressRule, parsePortRange, type PortRange, protocolKind } from "./ingress-rule";

export const azureIngress: Record<string, IngressReader> = {
  "azure-native:network:NetworkSecurityGroup": ({ props }) => inPriority(props.find("securityRules.*")),
  "azure-native:network:SecurityRule": ({ props }) => [ruleAt(props)],
  "azure-native:network:AdminRule": ({ props }) => [adminRule(props)],
};

/** Lower priorities come first, and the first rule that fits decides: https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview */
function inPriority(values: readonly Value[]): IngressRule[] {
  const inbound = values.filter(at => ifKnown(() => is(at, "direction", "inbound")) !== false);
  return inOrder(inbound.map(at => ({ rule: ruleAt(at), protocol: at.at("protocol"), order: ifKnown(() => at.at("priority").number()) ?? 0, isForEveryTarget: isForEveryTarget(at) })));
}

function ruleAt(at: Value): IngressRule {
  return {
    at,
    isOpening: () => is(at, "direction", "inbound") && is(at, "access", "allow"),
    sources: () => ["sourceAddressPrefix", "sourceAddressPrefixes.*"].flatMap(path => at.find(path)),
    ports: () => portsAt(at, ["destinationPortRange", "destinationPortRanges.*"]),
  };
}

/** Only one that always allows is stronger than the security groups: https://learn.microsoft.com/azure/virtual-network-manager/concept-security-admins */
function adminRule(at: Value): IngressRule {
  return {
    at,
    isOpening: () => is(at, "direction", "inbound") && is(at, "access", "alwaysallow"),
    sources: () => at.find("sources.*.addressPrefix"),
    ports: () => (at.find("destinationPortRanges.*").length > 0 ? portsAt(at, ["destinationPortRanges.*"]) : [EVERY_PORT]),
  };
}

function isForEveryTarget(at: Value): boolean {
  const destinations = ["destinationAddressPrefix", "destinationAddressPrefixes.*"].flatMap(path => at.find(path));
  return ifKnown(() => destinations.every(value => value.text() === "*")) ?? false;
}

function portsAt(at: Value, paths: readonly string[]): PortRange[] {
  if (protocolKind(at.at("protocol").text()) === "other") return [];
  const ranges = paths.flatMap(path => at.find(path));
  return ranges.map(range => parsePortRange(range.text() ?? "")).filter(range => range !== undefined);
}

function is(at: Value, property: string, word: string): boolean {
  return at.at(property).text()?.toLowerCase() === word;
}
