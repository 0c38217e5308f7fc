import type { ResourceType } from "../../plugin/provider.ts";
import { unlessGone } from "../failures.ts";
import type { AwsSession } from "../session.ts";
import { tagChange, toldTags } from "../tags.ts";
import { flag, must, num, observed, regionIn, str } from "../values.ts";
import { tagSpecifications, writeEc2Tags } from "../ec2-tags.ts";

const SETTABLE = ["cidrBlock", "enableDnsHostnames", "enableDnsSupport", "instanceTenancy", "region", "tags"];

/** aws:ec2/vpc:Vpc */
export function vpc(aws: AwsSession): ResourceType {
  return {
    traits: {
      defaults: { enableDnsSupport: true, instanceTenancy: "default" },
      immutable: ["cidrBlock", "instanceTenancy", "region"],
      optional: ["tags", "tagsAll"],
      outputs: ["arn", "id", "defaultNetworkAclId", "defaultRouteTableId", "defaultSecurityGroupId", "dhcpOptionsId", "mainRouteTableId", "ownerId"],
    },
    async create(inputs) {
      const ec2 = await aws.ec2(str(inputs, "region"));
      const { Vpc } = await ec2.createVpc({ CidrBlock: must(inputs, "cidrBlock"), InstanceTenancy: must(inputs, "instanceTenancy") as "default", TagSpecifications: tagSpecifications("vpc", inputs) });
      const VpcId = Vpc!.VpcId!;
      if (flag(inputs, "enableDnsSupport") === false) await ec2.modifyVpcAttribute({ VpcId, EnableDnsSupport: { Value: false } });
      if (flag(inputs, "enableDnsHostnames")) await ec2.modifyVpcAttribute({ VpcId, EnableDnsHostnames: { Value: true } });
      return VpcId;
    },
    async read(id, known) {
      const ec2 = await aws.ec2(regionIn(known));
      const found = (await unlessGone(ec2.describeVpcs({ VpcIds: [id] })))?.Vpcs?.[0];
      if (!found) return undefined;
      const inVpc = { Filters: [{ Name: "vpc-id", Values: [id] }] };
      const [support, hostnames, tables, acls, groups] = await Promise.all([
        ec2.describeVpcAttribute({ VpcId: id, Attribute: "enableDnsSupport" }),
        ec2.describeVpcAttribute({ VpcId: id, Attribute: "enableDnsHostnames" }),
        ec2.describeRouteTables({ Filters: [...inVpc.Filters, { Name: "association.main", Values: ["true"] }] }),
        ec2.describeNetworkAcls({ Filters: [...inVpc.Filters, { Name: "default", Values: ["true"] }] }),
        ec2.describeSecurityGroups({ Filters: [...inVpc.Filters, { Name: "group-name", Values: ["default"] }] }),
      ]);
      const region = regionIn(known) ?? aws.region;
      const mainRouteTableId = tables.RouteTables?.[0]?.RouteTableId ?? "";
      return observed(id, {
        arn: `arn:${aws.partition}:ec2:${region}:${found.OwnerId}:vpc/${id}`,
        assignGeneratedIpv6CidrBlock: false,
        cidrBlock: found.CidrBlock,
        defaultNetworkAclId: acls.NetworkAcls?.[0]?.NetworkAclId ?? "",
        defaultRouteTableId: mainRouteTableId,
        defaultSecurityGroupId: groups.SecurityGroups?.[0]?.GroupId ?? "",
        dhcpOptionsId: found.DhcpOptionsId ?? "default",
        enableDnsHostnames: hostnames.EnableDnsHostnames?.Value ?? false,
        enableDnsSupport: support.EnableDnsSupport?.Value ?? true,
        instanceTenancy: found.InstanceTenancy,
        ipv6NetmaskLength: num(known.outputs, "ipv6NetmaskLength") ?? 0,
        mainRouteTableId,
        ownerId: found.OwnerId,
        region,
        ...toldTags(found.Tags, known, aws),
      }, known, { settable: SETTABLE, optional: ["tags", "tagsAll"] });
    },
    async update(id, olds, news) {
      const ec2 = await aws.ec2(regionIn(olds));
      for (const [key, name] of [["enableDnsSupport", "EnableDnsSupport"], ["enableDnsHostnames", "EnableDnsHostnames"]] as const) {
        const wanted = flag(news, key);
        if (wanted !== undefined && wanted !== flag(olds.outputs, key)) await ec2.modifyVpcAttribute({ VpcId: id, [name]: { Value: wanted } });
      }
      await writeEc2Tags(ec2, id, tagChange(olds, news));
    },
    async delete(id, olds) {
      await unlessGone((await aws.ec2(regionIn(olds))).deleteVpc({ VpcId: id }));
    },
  };
}
