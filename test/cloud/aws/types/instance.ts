import type { EC2, Instance } from "@aws-sdk/client-ec2";
import { isJsonObject, type JsonObject } from "../../../../model/json.ts";
import type { Known, ResourceType } from "../../plugin/provider.ts";
import { unlessGone } from "../failures.ts";
import type { AwsSession } from "../session.ts";
import { tagChange, toldTags } from "../tags.ts";
import { flag, must, num, observed, regionIn, str, strings } from "../values.ts";
import { tagSpecifications, writeEc2Tags } from "../ec2-tags.ts";

const SETTABLE = ["ami", "availabilityZone", "ebsOptimized", "iamInstanceProfile", "instanceType", "keyName", "monitoring", "region", "subnetId", "tags", "userData", "vpcSecurityGroupIds"];

/** aws:ec2/instance:Instance */
export function instance(aws: AwsSession): ResourceType {
  return {
    traits: {
      defaults: { getPasswordData: false, sourceDestCheck: true, userDataReplaceOnChange: false },
      immutable: ["ami", "subnetId", "availabilityZone", "keyName", "privateIp", "associatePublicIpAddress", "tenancy", "region", "rootBlockDevice.encrypted"],
      optional: ["tags", "tagsAll", "iamInstanceProfile"],
      computed: ["rootBlockDevice.volumeId", "rootBlockDevice.deviceName", "rootBlockDevice.iops", "rootBlockDevice.throughput", "rootBlockDevice.volumeType", "rootBlockDevice.volumeSize", "rootBlockDevice.deleteOnTermination", "rootBlockDevice.kmsKeyId", "rootBlockDevice.tags", "rootBlockDevice.tagsAll"],
      sets: ["vpcSecurityGroupIds", "securityGroups"],
      outputs: ["arn", "id", "instanceState", "primaryNetworkInterfaceId", "privateDns", "publicDns", "publicIp"],
    },
    async create(inputs) {
      const ec2 = await aws.ec2(str(inputs, "region"));
      const zone = str(inputs, "availabilityZone");
      const root = isJsonObject(inputs["rootBlockDevice"]) ? inputs["rootBlockDevice"] : undefined;
      const { Instances } = await ec2.runInstances({
        ImageId: str(inputs, "ami"),
        InstanceType: must(inputs, "instanceType") as "t3.micro",
        MinCount: 1,
        MaxCount: 1,
        KeyName: str(inputs, "keyName"),
        Monitoring: { Enabled: flag(inputs, "monitoring") ?? false },
        EbsOptimized: flag(inputs, "ebsOptimized"),
        UserData: str(inputs, "userData") && Buffer.from(must(inputs, "userData")).toString("base64"),
        ...(zone && { Placement: { AvailabilityZone: zone } }),
        ...(str(inputs, "subnetId") && { SubnetId: must(inputs, "subnetId") }),
        ...(strings(inputs, "vpcSecurityGroupIds").length && { SecurityGroupIds: strings(inputs, "vpcSecurityGroupIds") }),
        ...(str(inputs, "iamInstanceProfile") && { IamInstanceProfile: { Name: must(inputs, "iamInstanceProfile") } }),
        ...(root && { BlockDeviceMappings: [{ DeviceName: "/dev/sda1", Ebs: { VolumeSize: num(root, "volumeSize"), VolumeType: str(root, "volumeType") as "gp3" | undefined, Encrypted: flag(root, "encrypted") } }] }),
        TagSpecifications: tagSpecifications("instance", inputs),
      });
      return Instances![0]!.InstanceId!;
    },
    async read(id, known) {
      const ec2 = await aws.ec2(regionIn(known));
      const found = (await unlessGone(ec2.describeInstances({ InstanceIds: [id] })))?.Reservations?.[0]?.Instances?.[0];
      if (!found || found.State?.Name === "terminated") return undefined;
      const [userData, rootBlockDevice] = await Promise.all([userDataOf(ec2, id), rootDevice(ec2, found)]);
      return observed(id, { ...plainFacts(found, aws, regionIn(known) ?? aws.region), ...(userData && { userData }), ...(rootBlockDevice && { rootBlockDevice }), ...toldTags(found.Tags, known, aws) }, known, { settable: SETTABLE, optional: ["tags", "tagsAll"] });
    },
    async update(id, olds, news) {
      const ec2 = await aws.ec2(regionIn(olds));
      await resize(ec2, id, olds, news);
      const groups = strings(news, "vpcSecurityGroupIds");
      if (groups.length && groups.toSorted().join() !== strings(olds.outputs, "vpcSecurityGroupIds").toSorted().join()) await ec2.modifyInstanceAttribute({ InstanceId: id, Groups: groups });
      const sourceDestCheck = flag(news, "sourceDestCheck");
      if (sourceDestCheck !== undefined && sourceDestCheck !== flag(olds.outputs, "sourceDestCheck")) await ec2.modifyInstanceAttribute({ InstanceId: id, SourceDestCheck: { Value: sourceDestCheck } });
      await writeEc2Tags(ec2, id, tagChange(olds, news));
    },
    async delete(id, olds) {
      await unlessGone((await aws.ec2(regionIn(olds))).terminateInstances({ InstanceIds: [id] }));
    },
  };
}

function plainFacts(found: Instance, aws: AwsSession, region: string) {
  const profile = found.IamInstanceProfile?.Arn?.split("/").at(-1);
  return {
    ami: found.ImageId,
    arn: `arn:${aws.partition}:ec2:${region}:${aws.account}:instance/${found.InstanceId}`,
    associatePublicIpAddress: Boolean(found.PublicIpAddress),
    availabilityZone: found.Placement?.AvailabilityZone,
    ebsOptimized: found.EbsOptimized ?? false,
    iamInstanceProfile: profile ?? "",
    instanceState: found.State?.Name,
    instanceType: found.InstanceType,
    keyName: found.KeyName ?? "",
    monitoring: found.Monitoring?.State === "enabled",
    primaryNetworkInterfaceId: found.NetworkInterfaces?.[0]?.NetworkInterfaceId,
    privateDns: found.PrivateDnsName,
    privateIp: found.PrivateIpAddress,
    publicDns: found.PublicDnsName ?? "",
    publicIp: found.PublicIpAddress ?? "",
    region,
    sourceDestCheck: found.SourceDestCheck ?? true,
    subnetId: found.SubnetId,
    tenancy: found.Placement?.Tenancy ?? "default",
    vpcSecurityGroupIds: (found.SecurityGroups ?? []).map(group => group.GroupId!),
  };
}

async function userDataOf(ec2: EC2, InstanceId: string): Promise<string | undefined> {
  const { UserData } = await ec2.describeInstanceAttribute({ InstanceId, Attribute: "userData" });
  return UserData?.Value ? Buffer.from(UserData.Value, "base64").toString() : undefined;
}

async function rootDevice(ec2: EC2, found: Instance): Promise<JsonObject | undefined> {
  const device = found.BlockDeviceMappings?.[0];
  const volume = device?.Ebs?.VolumeId ? (await ec2.describeVolumes({ VolumeIds: [device.Ebs.VolumeId] })).Volumes?.[0] : undefined;
  if (!volume) return undefined;
  return {
    deleteOnTermination: device?.Ebs?.DeleteOnTermination ?? true,
    deviceName: device?.DeviceName ?? "",
    encrypted: volume.Encrypted ?? false,
    iops: volume.Iops ?? 0,
    throughput: volume.Throughput ?? 0,
    volumeId: volume.VolumeId!,
    volumeSize: volume.Size ?? 0,
    volumeType: volume.VolumeType ?? "",
  };
}

/** The type of an instance changes only while it is stopped. */
async function resize(ec2: EC2, InstanceId: string, olds: Known, news: JsonObject): Promise<void> {
  if (str(news, "instanceType") === str(olds.outputs, "instanceType")) return;
  await ec2.stopInstances({ InstanceIds: [InstanceId] });
  await ec2.modifyInstanceAttribute({ InstanceId, InstanceType: { Value: must(news, "instanceType") } });
  await ec2.startInstances({ InstanceIds: [InstanceId] });
}
