import type { FileBacking, Shape } from "../plugin/file-backed.ts";
import { fileBackedType, textAt } from "../plugin/file-backed.ts";
import { CloudFailure, type CallContext, type ResourceType } from "../plugin/provider.ts";
import { randomHex } from "../plugin/random-id.ts";
import { AwsFailure } from "./failures.ts";
import type { AwsSession } from "./session.ts";
import { bucket } from "./types/bucket.ts";
import { instance } from "./types/instance.ts";
import { parameter } from "./types/parameter.ts";
import { policy } from "./types/policy.ts";
import { role } from "./types/role.ts";
import { rolePolicyAttachment } from "./types/role-policy-attachment.ts";
import { rolePolicy } from "./types/role-policy.ts";
import { securityGroupRule } from "./types/security-group-rule.ts";
import { securityGroup } from "./types/security-group.ts";
import { subnet } from "./types/subnet.ts";
import { vpcSecurityGroupRule } from "./types/vpc-security-group-rule.ts";
import { vpc } from "./types/vpc.ts";
import { doing, multierror } from "./words.ts";

const TYPES: Record<string, (aws: AwsSession) => ResourceType> = {
  "aws:ec2/instance:Instance": instance,
  "aws:ec2/securityGroup:SecurityGroup": securityGroup,
  "aws:ec2/securityGroupRule:SecurityGroupRule": securityGroupRule,
  "aws:ec2/subnet:Subnet": subnet,
  "aws:ec2/vpc:Vpc": vpc,
  "aws:iam/policy:Policy": policy,
  "aws:iam/role:Role": role,
  "aws:iam/rolePolicy:RolePolicy": rolePolicy,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": rolePolicyAttachment,
  "aws:s3/bucket:Bucket": aws => bucket(aws, "versioning"),
  "aws:s3/bucketV2:BucketV2": aws => bucket(aws, "versionings"),
  "aws:ssm/parameter:Parameter": parameter,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": aws => vpcSecurityGroupRule(aws, "egress"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": aws => vpcSecurityGroupRule(aws, "ingress"),
};

/** A type over the AWS API; one that has no implementation lives in the file-backed cloud instead, like any type of the other providers. */
export function awsType(token: string, aws: AwsSession, files: Omit<FileBacking, "package">): ResourceType {
  const make = TYPES[token];
  return make ? tellingWhatItDid(token, make(aws)) : fileBackedType(token, anyShape(token, aws), { ...files, package: "aws" });
}

/** Wraps every failure of AWS into the provider's own words around it. */
function tellingWhatItDid(type: string, own: ResourceType): ResourceType {
  const told = async <Result>(call: Pick<CallContext, "operation" | "id" | "name">, work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof AwsFailure)) throw error;
      throw new CloudFailure(multierror(`${doing({ ...call, type })}: ${error.message}`), { cause: error });
    }
  };
  return {
    traits: own.traits,
    create: (inputs, name) => told({ operation: "create", id: "", name }, own.create(inputs, name)),
    read: (id, known) => told({ operation: "read", id, name: id }, own.read(id, known)),
    update: (id, olds, news) => told({ operation: "update", id, name: id }, own.update(id, olds, news)),
    delete: (id, olds) => told({ operation: "delete", id, name: id }, own.delete(id, olds)),
  };
}

function anyShape(token: string, aws: AwsSession): Shape {
  const [module = "", kind = ""] = token.split(":")[1]?.split("/") ?? [];
  return {
    traits: { immutable: ["region", "name"], optional: ["tags", "tagsAll"], outputs: ["arn"] },
    identify: (inputs, { label }) => {
      const name = textAt(inputs, "name") ?? label;
      return { id: textAt(inputs, "name") ?? randomHex(`${kind.toLowerCase()}-`, 17), name };
    },
    compute: (_, { id }) => ({ arn: `arn:${aws.partition}:${module}:${aws.region}:${aws.account}:${kind}/${id}` }),
  };
}
