import type { Grammar } from "../grammar";

const never = [{ pattern: /^https?:\/\//, because: 'begins with "http://" or "https://"' }];
const VPC = "https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-createvpc";
const ECS = "https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-runinstances";
const RAM = "https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-createrole";

const displayName: Grammar = { min: 2, max: 128, allowed: "\\p{L}\\p{N}:_.\\-", begins: "\\p{L}", says: "2 to 128 letters, digits and any of :_.-, beginning with a letter", never, source: ECS };
const networkName: Grammar = { min: 1, max: 128, allowed: "\\p{L}\\p{N}\\p{P}\\p{S} ", says: "1 to 128 characters, not beginning with http:// or https://", never, source: VPC };

export const alicloudGrammars: Record<string, Grammar> = {
  "alicloud:ecs/instance:Instance": displayName,
  "alicloud:ecs/securityGroup:SecurityGroup": displayName,
  "alicloud:oss/bucket:Bucket": { min: 3, max: 63, allowed: "a-z0-9\\-", begins: "a-z0-9", ends: "a-z0-9", says: "3 to 63 lower-case letters, digits and hyphens, with no hyphen first or last", source: "https://www.alibabacloud.com/help/en/oss/user-guide/bucket-naming-conventions" },
  "alicloud:ram/policy:Policy": { min: 1, max: 128, allowed: "A-Za-z0-9\\-", says: "1 to 128 letters, digits and hyphens", source: "https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-createpolicy" },
  "alicloud:ram/role:Role": { min: 1, max: 64, allowed: "A-Za-z0-9.\\-", says: "1 to 64 letters, digits, dots and hyphens", source: RAM },
  "alicloud:ram/user:User": { min: 1, max: 64, allowed: "A-Za-z0-9._\\-", says: "1 to 64 letters, digits and any of ._-", source: "https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-createuser" },
  "alicloud:vpc/network:Network": networkName,
  "alicloud:vpc/switch:Switch": networkName,
};
