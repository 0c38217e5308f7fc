import type { BadExample, Example, ExampleResource } from "../../../_kit/policy";
import type { WireObject } from "../../../_kit/wire";
import { allow, document } from "./statements";

const BUCKET = "arn:aws:s3:::reports";
const CHINA = { type: "pulumi:providers:aws", inputs: { region: "cn-north-1" } };
const GOVERNMENT = { type: "pulumi:providers:aws", inputs: { region: "us-gov-west-1" } };

export const examples: { good: readonly Example[]; bad: readonly BadExample[] } = {
  good: [
    { title: "objects and their bucket", resources: [policy(allow(["s3:GetObject", "s3:PutObject"], `${BUCKET}/*`), allow("s3:ListBucket", BUCKET, { Condition: { StringLike: { "s3:prefix": ["${aws:PrincipalTag/team}/*"] } } }))] },
    { title: "a trust policy of a workflow", resources: [role({ Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }, Action: "sts:AssumeRoleWithWebIdentity", Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/shop:*" } } })] },
    { title: "a policy of China", resources: [{ ...policy(allow("s3:GetObject", "arn:aws-cn:s3:::reports/*")), provider: CHINA }] },
    { title: "a policy of GovCloud", resources: [{ ...policy(allow("s3:GetObject", "arn:aws-us-gov:s3:::reports/*")), provider: GOVERNMENT }] },
    { title: "a queue for a topic", resources: [queuePolicy({ Sid: "from the topic", Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:SendMessage", Resource: "*", Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:sns:eu-west-1:123456789012:orders" } } })] },
    { title: "a resource control policy", resources: [organizationPolicy("RESOURCE_CONTROL_POLICY", { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*", Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-abcdefghij" }, BoolIfExists: { "aws:PrincipalIsAWSService": "false" } } })] },
    { title: "a tag policy, which has a language of its own", resources: [{ type: "aws:organizations/policy:Policy", inputs: { type: "TAG_POLICY", content: JSON.stringify({ tags: {} }) } }] },
    { title: "an action that is newer than the data", resources: [policy(allow("s3:FoldSpaceTime"))], options: { knownActions: ["s3:Fold*"] } },
  ],
  bad: [
    { title: "no JSON", resources: [{ type: "aws:iam/policy:Policy", inputs: { policy: "[object Object]" } }], says: ["policy is not JSON"] },
    { title: "a mistyped action", resources: [policy(allow("s3:GetObjct", `${BUCKET}/*`))], says: ["policy.Statement[0].Action s3:GetObjct is no action of AWS (did you mean s3:GetObject?)"] },
    { title: "a mistyped service", resources: [policy(allow("dynamdb:GetItem"))], says: ["is of a service that AWS does not have (did you mean dynamodb?)"] },
    { title: "a mistyped element", resources: [policy({ Effect: "Allow", Actions: "s3:GetObject", Resource: "*" })], says: ['has the element "Actions", which the policy language does not know (did you mean Action?)'] },
    { title: "a small letter", resources: [policy({ ...allow("s3:GetObject"), Effect: "allow" })], says: ["neither Allow nor Deny (did you mean Allow?)"] },
    { title: "an operator that there is not", resources: [policy(allow("s3:GetObject", "*", { Condition: { StringMatches: { "aws:PrincipalOrgID": "o-1" } } }))], says: ['the operator "StringMatches", which does not exist'] },
    { title: "a key that there is not", resources: [policy(allow("s3:GetObject", "*", { Condition: { StringEquals: { "aws:PrincipalOrgId2": "o-1" } } }))], says: ['asks for "aws:PrincipalOrgId2", which is no condition key'] },
    { title: "an ARN of all the world in China", resources: [{ ...policy(allow("s3:GetObject", `${BUCKET}/*`)), provider: CHINA }], says: [`${BUCKET}/* matches nothing: the policy is for aws-cn (cn-north-1)`, "arn:aws-cn:"] },
    { title: "an ARN of China in GovCloud", resources: [{ ...policy(allow("s3:GetObject", "arn:aws-cn:s3:::reports/*")), provider: GOVERNMENT }], says: ["matches nothing: the policy is for aws-us-gov"] },
    { title: "ARNs of two partitions", resources: [policy(allow("s3:GetObject", [`${BUCKET}/*`, "arn:aws-cn:s3:::reports/*"]))], says: ["policy.Statement[0].Resource[0] of the same policy is of aws"] },
    { title: "an object's action on a bucket", resources: [policy(allow("s3:GetObject", BUCKET))], says: [`Action s3:GetObject cannot be on ${BUCKET}`, "object (arn:*:s3:::*/*)"] },
    { title: "a template literal that is none", resources: [policy(allow("s3:GetObject", "arn:aws:s3:::${bucket.id}/*"))], says: ["has what is no policy variable", "template literal"] },
    { title: "a wildcard in a principal", resources: [role({ Principal: { AWS: "arn:aws:iam::123456789012:role/ci-*" }, Action: "sts:AssumeRole" })], says: ["has a wildcard: a principal is compared letter by letter"] },
    { title: "a resource in a trust policy", resources: [role({ Principal: { AWS: "123456789012" }, Action: "sts:AssumeRole", Resource: "*" })], says: ["has Resource, which a document of its kind does not have"] },
    { title: "a resource control policy that allows", resources: [organizationPolicy("RESOURCE_CONTROL_POLICY", { Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" })], says: ["can only deny"] },
  ],
};

function policy(...statements: WireObject[]): ExampleResource {
  return { type: "aws:iam/policy:Policy", inputs: { policy: document(...statements) } };
}

function role(statement: WireObject): ExampleResource {
  return { type: "aws:iam/role:Role", inputs: { assumeRolePolicy: document({ Effect: "Allow", ...statement }) } };
}

function queuePolicy(statement: WireObject): ExampleResource {
  return { type: "aws:sqs/queuePolicy:QueuePolicy", inputs: { queueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/orders", policy: document(statement) } };
}

function organizationPolicy(type: string, statement: WireObject): ExampleResource {
  return { type: "aws:organizations/policy:Policy", inputs: { type, content: document(statement) } };
}
