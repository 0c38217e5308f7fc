import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import { Value } from "../../../_kit/value";
import { EVERY_PORT, type IngressReader, type IngressRule, type PortRange, protocolKind } from "./ingress-rule";
import { AWS_LISTS, prefixListsAt } from "./prefix-lists";

/** Rules inside a group, the older rule resource and the newer one, those of Cloud Control, and the ports of Lightsail. */
export const awsIngress: Record<string, IngressReader> = {
  "aws:ec2/securityGroup:SecurityGroup": (subject, neighbours) => subject.props.find("ingress.*").map(at => ruleAt(at, CLASSIC, { subject, neighbours })),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": (subject, neighbours) => subject.props.find("ingress.*").map(at => ruleAt(at, CLASSIC, { subject, neighbours })),
  "aws:ec2/securityGroupRule:SecurityGroupRule": (subject, neighbours) => [{ ...ruleAt(subject.props, CLASSIC, { subject, neighbours }), isOpening: () => subject.props.at("type").text() === "ingress" }],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (subject, neighbours) => [ruleAt(subject.props, SINGLE, { subject, neighbours })],
  "aws-native:ec2:SecurityGroup": (subject, neighbours) => subject.props.find("securityGroupIngress.*").map(at => ruleAt(at, NATIVE, { subject, neighbours })),
  "aws-native:ec2:SecurityGroupIngress": (subject, neighbours) => [ruleAt(subject.props, NATIVE, { subject, neighbours })],
  "aws:lightsail/instancePublicPorts:InstancePublicPorts": ({ props }) => props.find("portInfos.*").map(lightsailRule),
};

interface Spelling {
  sources: string[];
  lists: string;
  protocol: string;
}

const CLASSIC: Spelling = { sources: ["cidrBlocks.*", "ipv6CidrBlocks.*"], lists: "prefixListIds", protocol: "protocol" };
const SINGLE: Spelling = { sources: ["cidrIpv4", "cidrIpv6"], lists: "prefixListId", protocol: "ipProtocol" };
const NATIVE: Spelling = { sources: ["cidrIp", "cidrIpv6"], lists: "sourcePrefixListId", protocol: "ipProtocol" };

/** Ports that a rule of AWS is about. -1 is its word for all of them. */
export function awsPorts(at: Value, protocol: string): PortRange[] {
  const kind = protocolKind(at.at(protocol).text());
  if (kind !== "ports") return kind === "all" ? [EVERY_PORT] : [];
  const from = at.at("fromPort").number() ?? 0;
  return from < 0 ? [EVERY_PORT] : [{ from, to: at.at("toPort").number() ?? EVERY_PORT.to }];
}

function ruleAt(at: Value, { sources, lists, protocol }: Spelling, { subject, neighbours }: { subject: Subject; neighbours: Neighbours }): IngressRule {
  return {
    at,
    isOpening: () => true,
    sources: () => sources.flatMap(path => at.find(path)),
    lists: () => prefixListsAt(subject, at.find(lists), { neighbours, types: AWS_LISTS }),
    ports: () => awsPorts(at, protocol),
  };
}

/** Who names no source means everybody: https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_PortInfo.html */
function lightsailRule(at: Value): IngressRule {
  const named = ["cidrs.*", "ipv6Cidrs.*", "cidrListAliases.*"];
  return {
    at,
    isOpening: () => true,
    sources: () => (named.some(path => at.find(path).length > 0) ? named.slice(0, 2).flatMap(path => at.find(path)) : [new Value("0.0.0.0/0", "cidrs")]),
    ports: () => awsPorts(at, "protocol"),
  };
}
