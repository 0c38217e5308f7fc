import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import { EVERY_PORT, type IngressReader, type IngressRule, parsePortRange, protocolKind } from "./ingress-rule";
import { ALICLOUD_LISTS, prefixListsAt } from "./prefix-lists";

export const alicloudIngress: Record<string, IngressReader> = {
  "alicloud:ecs/securityGroupRule:SecurityGroupRule": (subject, neighbours) => [ruleOf(subject, neighbours)],
};

function ruleOf(subject: Subject, neighbours: Neighbours): IngressRule {
  const { props } = subject;
  return {
    at: props,
    isOpening: () => props.at("type").text() === "ingress" && props.at("policy").text() !== "drop",
    lists: () => prefixListsAt(subject, props.find("prefixListId"), { neighbours, types: ALICLOUD_LISTS }),
    sources: () => ["cidrIp", "ipv6CidrIp"].flatMap(path => props.find(path)),
    ports: () => {
      const kind = protocolKind(props.at("ipProtocol").text());
      if (kind !== "ports") return kind === "all" ? [EVERY_PORT] : [];
      return [parsePortRange(props.at("portRange").text() ?? "-1/-1")].filter(range => range !== undefined);
    },
  };
}
