import type { JsonObject } from "../../../model/json.ts";
import { dnsSuffixOf, type AwsSession } from "./session.ts";
import { str } from "./values.ts";

/** The functions that programs ask most; `undefined` for any other. */
export async function invoke(token: string, args: JsonObject, aws: AwsSession): Promise<JsonObject | undefined> {
  const region = str(args, "region") ?? str(args, "name") ?? aws.region;
  switch (token) {
    case "aws:index/getRegion:getRegion":
      return { id: region, name: region, region, description: region, endpoint: `ec2.${region}.${dnsSuffixOf(aws.partition)}` };
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { id: aws.account, accountId: aws.account, arn: aws.caller.arn, userId: aws.caller.userId };
    case "aws:index/getPartition:getPartition":
      return { id: aws.partition, partition: aws.partition, dnsSuffix: dnsSuffixOf(aws.partition), reverseDnsPrefix: dnsSuffixOf(aws.partition).split(".").reverse().join(".") };
    case "aws:index/getAvailabilityZones:getAvailabilityZones": {
      const { AvailabilityZones = [] } = await (await aws.ec2(region)).describeAvailabilityZones({});
      return { id: region, region, names: AvailabilityZones.map(zone => zone.ZoneName ?? ""), zoneIds: AvailabilityZones.map(zone => zone.ZoneId ?? ""), groupNames: [region] };
    }
    default:
      return undefined;
  }
}
