import type { EC2, IpPermission, SecurityGroupRule } from "@aws-sdk/client-ec2";
import type { JsonObject } from "../../../../model/json.ts";
import type { ResourceType } from "../../plugin/provider.ts";
import { unlessCode, unlessGone } from "../failures.ts";
import type { AwsSession } from "../session.ts";
import { tagChange, toldTags } from "../tags.ts";
import { must, num, observed, regionIn, str } from "../values.ts";
import { tagSpecifications, writeEc2Tags } from "../ec2-tags.ts";

const SETTABLE = ["cidrIpv4", "cidrIpv6", "description", "fromPort", "ipProtocol", "prefixListId", "referencedSecurityGroupId", "region", "securityGroupId", "tags", "toPort"];

/** aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule and its egress twin: one rule with one source and an id. */
export function vpcSecurityGroupRule(aws: AwsSession, direction: "ingress" | "egress"): ResourceType {
  return {
    traits: {
      immutable: ["securityGroupId", "region"],
      optional: ["tags", "tagsAll", "description", "cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId", "fromPort", "toPort"],
      outputs: ["arn", "id", "securityGroupRuleId"],
    },
    async create(inputs) {
      const ec2 = await aws.ec2(str(inputs, "region"));
      const request = { GroupId: must(inputs, "securityGroupId"), IpPermissions: [permissionOf(inputs)], TagSpecifications: tagSpecifications("security-group-rule", inputs) };
      const { SecurityGroupRules } = await (direction === "ingress" ? ec2.authorizeSecurityGroupIngress(request) : ec2.authorizeSecurityGroupEgress(request));
      return SecurityGroupRules![0]!.SecurityGroupRuleId!;
    },
    async read(id, known) {
      const found = await describe(await aws.ec2(regionIn(known)), id);
      if (!found || found.IsEgress !== (direction === "egress")) return undefined;
      const region = regionIn(known) ?? aws.region;
      const ports = found.IpProtocol === "-1" ? {} : { fromPort: found.FromPort, toPort: found.ToPort };
      return observed(id, {
        arn: `arn:${aws.partition}:ec2:${region}:${aws.account}:security-group-rule/${id}`,
        cidrIpv4: found.CidrIpv4,
        cidrIpv6: found.CidrIpv6,
        description: found.Description || undefined,
        fromPort: undefined,
        toPort: undefined,
        ...ports,
        ipProtocol: found.IpProtocol,
        prefixListId: found.PrefixListId,
        referencedSecurityGroupId: found.ReferencedGroupInfo?.GroupId,
        region,
        securityGroupId: found.GroupId ?? must(known.outputs, "securityGroupId"),
        securityGroupRuleId: id,
        ...toldTags(found.Tags, known, aws),
      }, known, { settable: SETTABLE, optional: SETTABLE });
    },
    async update(id, olds, news) {
      const ec2 = await aws.ec2(regionIn(olds));
      const rule = { IpProtocol: must(news, "ipProtocol"), FromPort: num(news, "fromPort") ?? -1, ToPort: num(news, "toPort") ?? -1, CidrIpv4: str(news, "cidrIpv4"), CidrIpv6: str(news, "cidrIpv6"), PrefixListId: str(news, "prefixListId"), ReferencedGroupId: str(news, "referencedSecurityGroupId"), Description: str(news, "description") ?? "" };
      await ec2.modifySecurityGroupRules({ GroupId: must(news, "securityGroupId"), SecurityGroupRules: [{ SecurityGroupRuleId: id, SecurityGroupRule: rule }] });
      await writeEc2Tags(ec2, id, tagChange(olds, news));
    },
    async delete(id, olds) {
      const ec2 = await aws.ec2(regionIn(olds));
      const request = { GroupId: must(olds.outputs, "securityGroupId"), SecurityGroupRuleIds: [id] };
      await unlessCode<unknown>(direction === "ingress" ? ec2.revokeSecurityGroupIngress(request) : ec2.revokeSecurityGroupEgress(request), new Set(["InvalidSecurityGroupRuleId.NotFound", "InvalidGroup.NotFound", "InvalidPermission.NotFound"]));
    },
  };
}

async function describe(ec2: EC2, id: string): Promise<SecurityGroupRule | undefined> {
  return (await unlessGone(ec2.describeSecurityGroupRules({ SecurityGroupRuleIds: [id] })))?.SecurityGroupRules?.[0];
}

function permissionOf(inputs: JsonObject): IpPermission {
  const Description = str(inputs, "description");
  const [v4, v6, list, group] = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"].map(key => str(inputs, key));
  const protocol = must(inputs, "ipProtocol");
  return {
    IpProtocol: protocol,
    ...(protocol !== "-1" && { FromPort: num(inputs, "fromPort"), ToPort: num(inputs, "toPort") }),
    ...(v4 && { IpRanges: [{ CidrIp: v4, Description }] }),
    ...(v6 && { Ipv6Ranges: [{ CidrIpv6: v6, Description }] }),
    ...(list && { PrefixListIds: [{ PrefixListId: list, Description }] }),
    ...(group && { UserIdGroupPairs: [{ GroupId: group, Description }] }),
  };
}
