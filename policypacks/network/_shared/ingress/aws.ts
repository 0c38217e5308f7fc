import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";
import { EVERY_PORT, type IngressRule, type PortRange, protocolKind } from "./ingress-rule";

/** Rules inside a group, the older rule resource and the newer one, and those of Cloud Control. */
export const awsIngress: Record<string, (subject: Subject) => IngressRule[]> = {
  "aws:ec2/securityGroup:SecurityGroup": ({ props }) => props.find("ingress.*").map(at => ruleAt(at, CLASSIC)),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ({ props }) => props.find("ingress.*").map(at => ruleAt(at, CLASSIC)),
  "aws:ec2/securityGroupRule:SecurityGroupRule": ({ props }) => [{ ...ruleAt(props, CLASSIC), isOpening: () => props.at("type").text() === "ingress" }],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ({ props }) => [ruleAt(props, { ...CLASSIC, sources: ["cidrIpv4", "cidrIpv6"], protocol: "ipProtocol" })],
  "aws-native:ec2:SecurityGroup": ({ props }) => props.find("securityGroupIngress.*").map(at => ruleAt(at, NATIVE)),
  "aws-native:ec2:SecurityGroupIngress": ({ props }) => [ruleAt(props, NATIVE)],
};

interface Spelling {
  sources: string[];
  protocol: string;
}

const CLASSIC: Spelling = { sources: ["cidrBlocks.*", "ipv6CidrBlocks.*"], protocol: "protocol" };
const NATIVE: Spelling = { sources: ["cidrIp", "cidrIpv6"], protocol: "ipProtocol" };

function ruleAt(at: Value, spelling: Spelling): IngressRule {
  return {
    at,
    isOpening: () => true,
    sources: () => spelling.sources.flatMap(path => at.find(path)),
    ports: () => portsOf(at, protocolKind(at.at(spelling.protocol).text())),
  };
}

function portsOf(at: Value, kind: ReturnType<typeof protocolKind>): PortRange[] {
  if (kind !== "ports") return kind === "all" ? [EVERY_PORT] : [];
  const from = at.at("fromPort").number() ?? 0;
  // -1 is AWS's word for every port.
  return from < 0 ? [EVERY_PORT] : [{ from, to: at.at("toPort").number() ?? EVERY_PORT.to }];
}
