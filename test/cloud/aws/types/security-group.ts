import type { EC2 } from "@aws-sdk/client-ec2";
import type { JsonObject } from "../../../../model/json.ts";
import type { ResourceType } from "../../plugin/provider.ts";
import { unlessCode, unlessGone } from "../failures.ts";
import { ipPermission, permissionsIn, permissionsOf, rulesOf, without, type Permission } from "../permissions.ts";
import type { AwsSession } from "../session.ts";
import { tagChange, toldTags } from "../tags.ts";
import { must, objects, observed, regionIn, str } from "../values.ts";
import { tagSpecifications, writeEc2Tags } from "../ec2-tags.ts";

const SETTABLE = ["description", "egress", "ingress", "name", "region", "tags", "vpcId"];
const DIRECTIONS = ["ingress", "egress"] as const;
type Direction = (typeof DIRECTIONS)[number];

/** aws:ec2/securityGroup:SecurityGroup. A direction without rules in the program is left to separate rule resources. */
export function securityGroup(aws: AwsSession): ResourceType {
  return {
    traits: {
      autoname: "name",
      defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
      immutable: ["name", "namePrefix", "description", "vpcId", "region"],
      optional: ["tags", "tagsAll"],
      sets: ["ingress", "egress", "ingress[*].securityGroups", "egress[*].securityGroups"],
      outputs: ["arn", "id", "ownerId"],
    },
    async create(inputs) {
      const ec2 = await aws.ec2(str(inputs, "region"));
      const { GroupId = "" } = await ec2.createSecurityGroup({ GroupName: must(inputs, "name"), Description: must(inputs, "description"), VpcId: str(inputs, "vpcId"), TagSpecifications: tagSpecifications("security-group", inputs) });
      // AWS lets everything out of a new group; like the real provider we start from nothing.
      await revoke(ec2, "egress", GroupId, (await permissions(ec2, GroupId))!.egress);
      for (const direction of DIRECTIONS) await allow(ec2, direction, GroupId, wanted(inputs, direction, GroupId));
      return GroupId;
    },
    async read(id, known) {
      const ec2 = await aws.ec2(regionIn(known));
      const found = await describe(ec2, id);
      if (!found) return undefined;
      const region = regionIn(known) ?? aws.region;
      return observed(id, {
        arn: `arn:${aws.partition}:ec2:${region}:${found.OwnerId}:security-group/${id}`,
        description: found.Description,
        egress: rulesOf(permissionsOf(found.IpPermissionsEgress), known.inputs, "egress", id),
        ingress: rulesOf(permissionsOf(found.IpPermissions), known.inputs, "ingress", id),
        name: found.GroupName,
        namePrefix: str(known.inputs, "namePrefix") ?? "",
        ownerId: found.OwnerId,
        region,
        vpcId: found.VpcId,
        ...toldTags(found.Tags, known, aws),
      }, known, { settable: SETTABLE, optional: ["tags", "tagsAll"] });
    },
    async update(id, olds, news) {
      const ec2 = await aws.ec2(regionIn(olds));
      for (const direction of DIRECTIONS.filter(key => news[key] !== undefined)) {
        const [before, after] = [wanted(olds.outputs, direction, id), wanted(news, direction, id)];
        await revoke(ec2, direction, id, without(before, after));
        await allow(ec2, direction, id, without(after, before));
      }
      await writeEc2Tags(ec2, id, tagChange(olds, news));
    },
    async delete(id, olds) {
      await unlessGone((await aws.ec2(regionIn(olds))).deleteSecurityGroup({ GroupId: id }));
    },
  };
}

/** What a group allows now; `undefined` where there is no such group. Also for the resources that are one rule of a group. */
export async function permissions(ec2: EC2, id: string): Promise<Record<Direction, Permission[]> | undefined> {
  const found = await describe(ec2, id);
  return found && { ingress: permissionsOf(found.IpPermissions), egress: permissionsOf(found.IpPermissionsEgress) };
}

export async function allow(ec2: EC2, direction: Direction, GroupId: string, all: Permission[]): Promise<void> {
  if (all.length === 0) return;
  const request = { GroupId, IpPermissions: all.map(ipPermission) };
  await (direction === "ingress" ? ec2.authorizeSecurityGroupIngress(request) : ec2.authorizeSecurityGroupEgress(request));
}

/** Takes rules away; says nothing where somebody was faster. */
export async function revoke(ec2: EC2, direction: Direction, GroupId: string, all: Permission[]): Promise<void> {
  for (const permission of all) {
    const request = { GroupId, IpPermissions: [ipPermission(permission)] };
    await unlessCode<unknown>(direction === "ingress" ? ec2.revokeSecurityGroupIngress(request) : ec2.revokeSecurityGroupEgress(request), new Set(["InvalidPermission.NotFound", "InvalidGroup.NotFound"]));
  }
}

async function describe(ec2: EC2, id: string) {
  return (await unlessGone(ec2.describeSecurityGroups({ GroupIds: [id] })))?.SecurityGroups?.[0];
}

function wanted(values: JsonObject, direction: Direction, self: string): Permission[] {
  return objects(values, direction).flatMap(rule => permissionsIn(rule, self));
}
