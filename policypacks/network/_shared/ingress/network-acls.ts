import { ifKnown } from "../../../_kit/undecided";
import type { Value } from "../../../_kit/value";
import { awsPorts } from "./aws";
import { inOrder, type OrderedRule } from "./closed-ports";
import { EVERY_PORT, type IngressReader, parsePortRange, type PortRange, protocolKind } from "./ingress-rule";

/** Lists that guard whole subnets, in front of the security groups. */
export const aclIngress: Record<string, IngressReader> = {
  "aws:ec2/networkAcl:NetworkAcl": ({ props }) => inOrder(props.find("ingress.*").map(at => awsRule(at, "action", "ruleNo"))),
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": ({ props }) => inOrder(props.find("ingress.*").map(at => awsRule(at, "action", "ruleNo"))),
  "aws:ec2/networkAclRule:NetworkAclRule": ({ props }) => {
    const { rule } = awsRule(props, "ruleAction", "ruleNumber");
    return [{ ...rule, isOpening: () => props.at("egress").flag() !== true && rule.isOpening() }];
  },
  "alicloud:vpc/networkAcl:NetworkAcl": ({ props }) => inOrder(props.find("ingressAclEntries.*").map(alicloudRule)),
};

/** https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html */
function awsRule(at: Value, action: string, order: string): OrderedRule {
  return {
    rule: {
      at,
      isOuterGate: true,
      isOpening: () => at.at(action).text()?.toLowerCase() === "allow",
      sources: () => ["cidrBlock", "ipv6CidrBlock"].flatMap(path => at.find(path)).filter(value => value.isUnknown || value.text() !== ""),
      ports: () => awsPorts(at, "protocol").filter(range => !isForAnswers(range)),
    },
    protocol: at.at("protocol"),
    order: ifKnown(() => at.at(order).number()) ?? 0,
    isForEveryTarget: true,
  };
}

/** In the order in which they stand: https://www.alibabacloud.com/help/en/vpc/user-guide/overview-of-network-acls */
function alicloudRule(at: Value, order: number): OrderedRule {
  return {
    rule: {
      at,
      isOuterGate: true,
      isOpening: () => (at.at("policy").text() ?? "accept") === "accept",
      sources: () => at.find("sourceCidrIp"),
      ports: () => {
        const kind = protocolKind(at.at("protocol").text());
        if (kind !== "ports") return kind === "all" ? [EVERY_PORT] : [];
        return [parsePortRange(at.at("port").text() ?? "-1/-1")].filter(range => range !== undefined && !isForAnswers(range)) as PortRange[];
      },
    },
    protocol: at.at("protocol"),
    order,
    isForEveryTarget: true,
  };
}

/** These lists keep no memory of connections, so answers need a rule: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html */
function isForAnswers({ from, to }: PortRange): boolean {
  return from >= 1024 && to >= 60999;
}
