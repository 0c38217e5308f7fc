import type { ResourceType } from "../../plugin/provider.ts";
import { unlessGone } from "../failures.ts";
import type { AwsSession } from "../session.ts";
import { tagChange, toldTags } from "../tags.ts";
import { flag, must, observed, regionIn, str } from "../values.ts";
import { tagSpecifications, writeEc2Tags } from "../ec2-tags.ts";

const SETTABLE = ["availabilityZone", "cidrBlock", "mapPublicIpOnLaunch", "assignIpv6AddressOnCreation", "region", "tags", "vpcId"];

/** aws:ec2/subnet:Subnet */
export function subnet(aws: AwsSession): ResourceType {
  return {
    traits: {
      defaults: { assignIpv6AddressOnCreation: false, enableDns64: false, enableResourceNameDnsARecordOnLaunch: false, enableResourceNameDnsAaaaRecordOnLaunch: false, mapPublicIpOnLaunch: false },
      immutable: ["vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId", "region"],
      optional: ["tags", "tagsAll"],
      outputs: ["arn", "id", "ownerId"],
    },
    async create(inputs) {
      const ec2 = await aws.ec2(str(inputs, "region"));
      const { Subnet } = await ec2.createSubnet({ VpcId: must(inputs, "vpcId"), CidrBlock: str(inputs, "cidrBlock"), AvailabilityZone: str(inputs, "availabilityZone"), TagSpecifications: tagSpecifications("subnet", inputs) });
      const SubnetId = Subnet!.SubnetId!;
      if (flag(inputs, "mapPublicIpOnLaunch")) await ec2.modifySubnetAttribute({ SubnetId, MapPublicIpOnLaunch: { Value: true } });
      return SubnetId;
    },
    async read(id, known) {
      const ec2 = await aws.ec2(regionIn(known));
      const found = (await unlessGone(ec2.describeSubnets({ SubnetIds: [id] })))?.Subnets?.[0];
      if (!found) return undefined;
      const region = regionIn(known) ?? aws.region;
      return observed(id, {
        arn: `arn:${aws.partition}:ec2:${region}:${found.OwnerId}:subnet/${id}`,
        assignIpv6AddressOnCreation: found.AssignIpv6AddressOnCreation ?? false,
        availabilityZone: found.AvailabilityZone,
        availabilityZoneId: found.AvailabilityZoneId,
        cidrBlock: found.CidrBlock,
        mapPublicIpOnLaunch: found.MapPublicIpOnLaunch ?? false,
        ownerId: found.OwnerId,
        privateDnsHostnameTypeOnLaunch: "ip-name",
        region,
        vpcId: found.VpcId,
        ...toldTags(found.Tags, known, aws),
      }, known, { settable: SETTABLE, optional: ["tags", "tagsAll"] });
    },
    async update(id, olds, news) {
      const ec2 = await aws.ec2(regionIn(olds));
      const wanted = flag(news, "mapPublicIpOnLaunch");
      if (wanted !== undefined && wanted !== flag(olds.outputs, "mapPublicIpOnLaunch")) await ec2.modifySubnetAttribute({ SubnetId: id, MapPublicIpOnLaunch: { Value: wanted } });
      await writeEc2Tags(ec2, id, tagChange(olds, news));
    },
    async delete(id, olds) {
      await unlessGone((await aws.ec2(regionIn(olds))).deleteSubnet({ SubnetId: id }));
    },
  };
}
