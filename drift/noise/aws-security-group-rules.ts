import { isJsonObject, jsonEqual, type Json, type JsonObject } from "../../model/index.ts";
import type { NoiseRule } from "../noise-rule.ts";
import type { Neighbour, Place } from "../place.ts";
import { numberAt, textAt } from "./_shared/amounts.ts";
import { addedTo } from "./_shared/lists.ts";
import { isThis } from "./_shared/names.ts";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const ONE_WAY = { ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule" } as const;
/** Where traffic comes from or goes to: property in the group's list, in a SecurityGroupRule, in a one-way rule. */
const ENDS = [["cidrBlocks", "cidrBlocks", "cidrIpv4"], ["ipv6CidrBlocks", "ipv6CidrBlocks", "cidrIpv6"], ["prefixListIds", "prefixListIds", "prefixListId"], ["securityGroups", "sourceSecurityGroupId", "referencedSecurityGroupId"]] as const;
const https = { type: RULE, inputs: { type: "ingress", securityGroupId: "sg-1", protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] } };

export const rule: NoiseRule = {
  id: "aws-security-group-rules",
  title: "Rules of a security group that are resources of their own",
  why: "A security group lists every rule in it, also those that a rule resource in the same stack is for. That resource is read by itself; a rule that none of them is for stays drift.",
  issue: "https://github.com/hashicorp/terraform-provider-aws/issues/32379",
  types: [GROUP],
  isNoise: place => (["ingress", "egress"] as const).some(way => addedTo(place, way)?.every(listed => openings(listed).every(opening => ownOpenings(place, way).some(own => jsonEqual(own, opening))))),
  examples: {
    noise: [
      { shows: "a rule in the stack made what was added", type: GROUP, outputs: { id: "sg-1" }, recorded: { ingress: [] }, found: { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"], self: false, description: "" }] }, neighbours: [https] },
      { shows: "an ingress rule of the newer kind did", type: GROUP, outputs: { id: "sg-1" }, recorded: { ingress: [] }, found: { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.1.0.0/16"] }] }, neighbours: [{ type: ONE_WAY.ingress, inputs: { securityGroupId: "sg-1", ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "10.1.0.0/16" } }] },
    ],
    drift: [
      { shows: "the whole internet was let in beside the stack's own rule", type: GROUP, outputs: { id: "sg-1" }, recorded: { ingress: [] }, found: { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] }] }, neighbours: [https] },
      { shows: "a rule was added by hand", type: GROUP, outputs: { id: "sg-1" }, recorded: { ingress: [] }, found: { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }] }, neighbours: [https] },
      { shows: "a rule without any source that is known was added", type: GROUP, outputs: { id: "sg-1" }, recorded: { ingress: [] }, found: { ingress: [{ protocol: "-1", fromPort: 0, toPort: 0 }] }, neighbours: [https] },
    ],
  },
};

/** One opening: protocol, ports, and one end. */
type Opening = [protocol: string, from: number, to: number, kind: string, end: string];

function openings(listed: Json): Opening[] {
  if (!isJsonObject(listed)) return [["?", 0, 0, "?", "?"]];
  const ends = ENDS.flatMap(([property]) => textsAt(listed, property).map(end => [property, end] as const));
  const all = listed["self"] === true ? [...ends, ["securityGroups", "self"] as const] : ends;
  // One without an end is no opening that any rule of ours could be for.
  return all.length === 0 ? [["?", 0, 0, "?", "?"]] : all.map(([kind, end]) => [protocolOf(listed, "protocol"), port(listed, "fromPort"), port(listed, "toPort"), kind, end]);
}

function ownOpenings(place: Place, way: keyof typeof ONE_WAY): Opening[] {
  const own = place.neighbours.filter(({ inputs, isRead }) => isRead && isThis(place, textAt(inputs, "securityGroupId")));
  return own.flatMap(neighbour => openingsOf(neighbour, way));
}

function openingsOf({ type, inputs }: Neighbour, way: keyof typeof ONE_WAY): Opening[] {
  const isOneWay = type === ONE_WAY[way];
  if (!isOneWay && !(type === RULE && inputs["type"] === way)) return [];
  const ends = ENDS.flatMap(([kind, asRule, asOneWay]) => textsAt(inputs, isOneWay ? asOneWay : asRule).map(end => [kind, end] as const));
  const all = inputs["self"] === true ? [...ends, ["securityGroups", "self"] as const] : ends;
  return all.map(([kind, end]) => [protocolOf(inputs, isOneWay ? "ipProtocol" : "protocol"), port(inputs, "fromPort"), port(inputs, "toPort"), kind, end]);
}

function textsAt(values: JsonObject, property: string): string[] {
  const value = values[property];
  return (Array.isArray(value) ? value : [value]).filter(item => typeof item === "string" && item !== "") as string[];
}

function protocolOf(values: JsonObject, property: string): string {
  const value = String(values[property] ?? "-1").toLowerCase();
  return value === "all" ? "-1" : value;
}

function port(values: JsonObject, property: string): number {
  return numberAt(values, property) ?? 0;
}
