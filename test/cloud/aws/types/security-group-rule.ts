import { createHash } from "node:crypto";
import type { JsonObject } from "../../../../model/json.ts";
import type { ResourceType } from "../../plugin/provider.ts";
import { permissionsIn, without, type Permission } from "../permissions.ts";
import type { AwsSession } from "../session.ts";
import { flag, must, num, observed, regionIn, str } from "../values.ts";
import { allow, permissions, revoke } from "./security-group.ts";

/** aws:ec2/securityGroupRule:SecurityGroupRule: one rule of a group, without an object of its own in AWS. */
export function securityGroupRule(aws: AwsSession): ResourceType {
  return {
    traits: {
      defaults: { self: false },
      immutable: ["type", "protocol", "fromPort", "toPort", "cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "self", "sourceSecurityGroupId", "securityGroupId", "region"],
      optional: ["description"],
      outputs: ["securityGroupRuleId"],
    },
    async create(inputs) {
      const ec2 = await aws.ec2(str(inputs, "region"));
      await allow(ec2, directionOf(inputs), must(inputs, "securityGroupId"), wanted(inputs));
      return `sgrule-${Number.parseInt(createHash("sha256").update(JSON.stringify(wanted(inputs)) + must(inputs, "securityGroupId") + must(inputs, "type")).digest("hex").slice(0, 8), 16)}`;
    },
    async read(id, known) {
      const rule = Object.keys(known.inputs).length ? known.inputs : known.outputs;
      if (!str(rule, "securityGroupId")) return undefined;
      const all = (await permissions(await aws.ec2(regionIn(known)), must(rule, "securityGroupId")))?.[directionOf(rule)] ?? [];
      // The description is the one thing of a rule that can change without it being another rule.
      const there = wanted(rule).flatMap(permission => all.find(found => without([{ ...found, description: "" }], [{ ...permission, description: "" }]).length === 0) ?? []);
      if (there.length === 0) return undefined;
      const sources = (kind: Permission["kind"]) => there.filter(permission => permission.kind === kind).map(permission => permission.source);
      const [cidrBlocks, ipv6CidrBlocks, prefixListIds] = [sources("cidr"), sources("ipv6"), sources("prefixes")];
      return observed(id, {
        description: there[0]!.description || undefined,
        fromPort: num(rule, "fromPort") ?? there[0]!.fromPort,
        toPort: num(rule, "toPort") ?? there[0]!.toPort,
        protocol: there[0]!.protocol,
        region: regionIn(known) ?? aws.region,
        securityGroupId: must(rule, "securityGroupId"),
        securityGroupRuleId: "",
        self: flag(rule, "self") ?? false,
        type: must(rule, "type"),
        ...(cidrBlocks.length && { cidrBlocks }),
        ...(ipv6CidrBlocks.length && { ipv6CidrBlocks }),
        ...(prefixListIds.length && { prefixListIds }),
        ...(str(rule, "sourceSecurityGroupId") && { sourceSecurityGroupId: must(rule, "sourceSecurityGroupId") }),
      }, known, { settable: [] });
    },
    async update(_, olds, news) {
      const ec2 = await aws.ec2(regionIn(olds));
      await revoke(ec2, directionOf(olds.outputs), must(olds.outputs, "securityGroupId"), wanted(olds.outputs));
      await allow(ec2, directionOf(news), must(news, "securityGroupId"), wanted(news));
    },
    async delete(_, olds) {
      await revoke(await aws.ec2(regionIn(olds)), directionOf(olds.outputs), must(olds.outputs, "securityGroupId"), wanted(olds.outputs));
    },
  };
}

function wanted(rule: JsonObject): Permission[] {
  return permissionsIn(rule, must(rule, "securityGroupId"));
}

function directionOf(rule: JsonObject): "ingress" | "egress" {
  return str(rule, "type") === "egress" ? "egress" : "ingress";
}
