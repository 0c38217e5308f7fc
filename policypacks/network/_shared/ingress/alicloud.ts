import type { Subject } from "../../../_kit/resource";
import { EVERY_PORT, type IngressRule, parsePortRange, protocolKind } from "./ingress-rule";

export const alicloudIngress: Record<string, (subject: Subject) => IngressRule[]> = {
  "alicloud:ecs/securityGroupRule:SecurityGroupRule": ({ props }) => [
    {
      at: props,
      isOpening: () => props.at("type").text() === "ingress" && props.at("policy").text() !== "drop",
      sources: () => ["cidrIp", "ipv6CidrIp"].flatMap(path => props.find(path)),
      ports: () => {
        const kind = protocolKind(props.at("ipProtocol").text());
        if (kind !== "ports") return kind === "all" ? [EVERY_PORT] : [];
        return [parsePortRange(props.at("portRange").text() ?? "-1/-1")].filter(range => range !== undefined);
      },
    },
  ],
};
