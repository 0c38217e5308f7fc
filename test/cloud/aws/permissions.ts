import type { IpPermission } from "@aws-sdk/client-ec2";
import type { JsonObject } from "../../../model/json.ts";
import { flag, num, objects, str, strings } from "./values.ts";

/** The smallest thing that a security group allows: one protocol and port range, to or from one source. */
export interface Permission {
  protocol: string;
  fromPort: number;
  toPort: number;
  kind: "cidr" | "ipv6" | "group" | "prefixes";
  source: string;
  description: string;
}

/** A rule of a program (an element of `ingress`, or a SecurityGroupRule) taken apart. `self` is the group's own id. */
export function permissionsIn(rule: JsonObject, self: string): Permission[] {
  const protocol = protocolOf(str(rule, "protocol") ?? "-1");
  const ports = protocol === "-1" ? { fromPort: 0, toPort: 0 } : { fromPort: num(rule, "fromPort") ?? 0, toPort: num(rule, "toPort") ?? 0 };
  const base = { protocol, ...ports, description: str(rule, "description") ?? "" };
  const each = (kind: Permission["kind"], sources: string[]) => sources.map(source => ({ ...base, kind, source }));
  const one = str(rule, "sourceSecurityGroupId");
  return [
    ...each("cidr", strings(rule, "cidrBlocks")),
    ...each("ipv6", strings(rule, "ipv6CidrBlocks")),
    ...each("group", [...strings(rule, "securityGroups"), ...(one ? [one] : []), ...(flag(rule, "self") ? [self] : [])]),
    ...each("prefixes", strings(rule, "prefixListIds")),
  ];
}

/** What AWS returns, taken apart; AWS joins all sources of a port range into one. */
export function permissionsOf(found: IpPermission[] | undefined): Permission[] {
  return (found ?? []).flatMap(({ IpProtocol = "-1", FromPort = 0, ToPort = 0, IpRanges = [], Ipv6Ranges = [], UserIdGroupPairs = [], PrefixListIds = [] }) => {
    const base = { protocol: IpProtocol, fromPort: IpProtocol === "-1" ? 0 : FromPort, toPort: IpProtocol === "-1" ? 0 : ToPort };
    const each = <Source extends { Description?: string | undefined }>(kind: Permission["kind"], sources: Source[], sourceOf: (source: Source) => string | undefined) =>
      sources.map(source => ({ ...base, kind, source: sourceOf(source) ?? "", description: source.Description ?? "" }));
    return [
      ...each("cidr", IpRanges, range => range.CidrIp),
      ...each("ipv6", Ipv6Ranges, range => range.CidrIpv6),
      ...each("group", UserIdGroupPairs, pair => pair.GroupId),
      ...each("prefixes", PrefixListIds, list => list.PrefixListId),
    ];
  });
}

/** One permission in the words of the API. */
export function ipPermission({ protocol, fromPort, toPort, kind, source, description }: Permission): IpPermission {
  const Description = description || undefined;
  const sources = {
    cidr: { IpRanges: [{ CidrIp: source, Description }] },
    ipv6: { Ipv6Ranges: [{ CidrIpv6: source, Description }] },
    group: { UserIdGroupPairs: [{ GroupId: source, Description }] },
    prefixes: { PrefixListIds: [{ PrefixListId: source, Description }] },
  };
  return { IpProtocol: protocol, ...(protocol !== "-1" && { FromPort: fromPort, ToPort: toPort }), ...sources[kind] };
}

/** Those of `all` that `others` has not. */
export function without(all: Permission[], others: Permission[]): Permission[] {
  const known = new Set(others.map(keyOf));
  return all.filter(permission => !known.has(keyOf(permission)));
}

/**
 * Found permissions as `ingress` or `egress` of a group: a rule of the program that is wholly there comes back as it was written,
 * everything else as a rule for each port range and description, the way the real provider matches them.
 */
export function rulesOf(found: Permission[], known: JsonObject, key: "ingress" | "egress", self: string): JsonObject[] {
  const written = objects(known, key).filter(rule => without(permissionsIn(rule, self), found).length === 0);
  const rest = without(found, written.flatMap(rule => permissionsIn(rule, self)));
  const groups = Map.groupBy(rest, ({ protocol, fromPort, toPort, description }) => [protocol, fromPort, toPort, description].join("\n"));
  return [...written.map(rule => told(permissionsIn(rule, self), self)), ...[...groups.values()].map(group => told(group, self))];
}

/** A rule with all its fields: the provider writes out also those that are not set. */
function told(permissions: Permission[], self: string): JsonObject {
  const { protocol, fromPort, toPort, description } = permissions[0] ?? { protocol: "-1", fromPort: 0, toPort: 0, description: "" };
  const sources = (kind: Permission["kind"]) => permissions.filter(permission => permission.kind === kind).map(permission => permission.source);
  const groups = sources("group");
  return {
    protocol,
    fromPort,
    toPort,
    description,
    cidrBlocks: sources("cidr"),
    ipv6CidrBlocks: sources("ipv6"),
    prefixListIds: sources("prefixes"),
    securityGroups: groups.filter(group => group !== self),
    self: groups.includes(self),
  };
}

function keyOf({ protocol, fromPort, toPort, kind, source, description }: Permission): string {
  return [protocolOf(protocol), fromPort, toPort, kind, source, description].join("\n");
}

const NUMBERS: Record<string, string> = { "6": "tcp", "17": "udp", "1": "icmp", all: "-1" };

function protocolOf(text: string): string {
  return NUMBERS[text.toLowerCase()] ?? text.toLowerCase();
}
