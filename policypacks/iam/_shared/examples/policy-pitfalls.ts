import type { BadExample, Example, ExampleResource } from "../../../_kit/policy";
import type { WireObject } from "../../../_kit/wire";
import { allow, document } from "./statements";

const TOPIC = "arn:aws:sns:eu-west-1:123456789012:orders";
const NO_MFA = { "aws:MultiFactorAuthPresent": "false" };

export const examples: { good: readonly Example[]; bad: readonly BadExample[] } = {
  good: [
    { title: "one role for one service", resources: [policy(allow("iam:PassRole", "arn:aws:iam::123456789012:role/app"))] },
    { title: "roles for one service", resources: [policy(allow("iam:PassRole", "*", { Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } } }))] },
    { title: "tags that must be there, and of these only", resources: [policy(allow("ec2:CreateTags", "*", { Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] }, Null: { "aws:TagKeys": "false" } } }))] },
    { title: "nothing without a second factor", resources: [policy({ Effect: "Deny", Action: "*", Resource: "*", Condition: { BoolIfExists: NO_MFA } })] },
    { title: "a topic for one organisation", resources: [topicPolicy({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } } })] },
  ],
  bad: [
    { title: "every role for every service", resources: [policy(allow(["ecs:RunTask", "iam:PassRole"]))], says: ["policy.Statement[0] allows iam:PassRole on *", "iam:PassedToService"] },
    { title: "every role of an account, by pattern", resources: [policy(allow("iam:Pass*", "arn:aws-cn:iam::123456789012:role/*"))], says: ["allows iam:Pass* on arn:aws-cn:iam::123456789012:role/*"] },
    { title: "a role for any service, made by AWS", resources: [policy(allow("iam:CreateServiceLinkedRole"))], says: ["lets roles be made for every service", "iam:AWSServiceName"] },
    { title: "all values of a key that may be missing", resources: [policy(allow("ec2:CreateTags", "*", { Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } } }))], says: ["true of every request that has no", "ForAnyValue"] },
    { title: "all values of a key that has one", resources: [topicPolicy({ Principal: "*", Condition: { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-abcdefghij" } } })], says: ['every request that has no "aws:PrincipalOrgID"'] },
    { title: "several values, compared as one", resources: [policy(allow("ec2:CreateTags", "*", { Condition: { StringEquals: { "aws:TagKeys": "team" } } }))], says: ["of which a request has several", "ForAnyValue:StringEquals"] },
    { title: "a star that is no wildcard", resources: [topicPolicy({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/*" } } })], says: ["has a star, which StringEquals takes for the character itself", "StringLike"] },
    { title: "a second factor that access keys need not have", resources: [policy({ Effect: "Deny", Action: "*", Resource: "*", Condition: { Bool: NO_MFA } })], says: ["made with an access key do not say it", "BoolIfExists"] },
    { title: "a block of addresses as a text", resources: [policy(allow("s3:GetObject", "*", { Condition: { StringEquals: { "aws:SourceIp": "203.0.113.0/24" } } }))], says: ["which is an address, by StringEquals: it never matches"] },
    { title: "a private address from the internet", resources: [policy(allow("s3:GetObject", "*", { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }))], says: ["10.0.0.0/8 is private, and aws:SourceIp never is"] },
    { title: "an address in any VPC", resources: [policy(allow("s3:GetObject", "*", { Condition: { IpAddress: { "aws:VpcSourceIp": "10.0.0.0/8" } } }))], says: ["without saying in which VPC"] },
    { title: "everybody but one", resources: [topicPolicy({ NotPrincipal: { AWS: "123456789012" } })], says: ["allows everybody but"] },
    { title: "a variable in the language of 2008", resources: [{ type: "aws:iam/policy:Policy", inputs: { policy: JSON.stringify({ Version: "2008-10-17", Statement: allow("s3:GetObject", "arn:aws:s3:::home/${aws:username}/*") }) } }], says: ["is plain text in a policy of this version"] },
  ],
};

function policy(...statements: WireObject[]): ExampleResource {
  return { type: "aws:iam/policy:Policy", inputs: { policy: document(...statements) } };
}

function topicPolicy(statement: WireObject): ExampleResource {
  return { type: "aws:sns/topicPolicy:TopicPolicy", inputs: { arn: TOPIC, policy: document({ Effect: "Allow", Action: "sns:Publish", Resource: TOPIC, ...statement }) } };
}
