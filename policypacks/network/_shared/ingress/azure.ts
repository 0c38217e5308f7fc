import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";
import { type IngressRule, parsePortRange, protocolKind } from "./ingress-rule";

export const azureIngress: Record<string, (subject: Subject) => IngressRule[]> = {
  "azure-native:network:NetworkSecurityGroup": ({ props }) => props.find("securityRules.*").map(ruleAt),
  "azure-native:network:SecurityRule": ({ props }) => [ruleAt(props)],
};

function ruleAt(at: Value): IngressRule {
  return {
    at,
    isOpening: () => is(at, "direction", "inbound") && is(at, "access", "allow"),
    sources: () => ["sourceAddressPrefix", "sourceAddressPrefixes.*"].flatMap(path => at.find(path)),
    ports: () => {
      if (protocolKind(at.at("protocol").text()) === "other") return [];
      const ranges = ["destinationPortRange", "destinationPortRanges.*"].flatMap(path => at.find(path));
      return ranges.map(range => parsePortRange(range.text() ?? "")).filter(range => range !== undefined);
    },
  };
}

function is(at: Value, property: string, word: string): boolean {
  return at.at(property).text()?.toLowerCase() === word;
}
