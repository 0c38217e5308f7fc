import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { judgePublic, PUBLIC_TYPES } from "./_shared/aws-risk/judge-public";
import { document } from "./_shared/examples/statements";

const ANYBODY_READS = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" };
const ORGANISATION = { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } };

export const policy = definePolicy({
  id: "iam-no-public-resource",
  title: "Nothing can be used by everybody",
  severity: "critical",
  enforcement: "mandatory",
  why: "What everybody may use is found by those who search for it, within hours: data is read, messages are sent in one's name, keys decrypt for strangers.",
  fix: "Name the accounts, roles or services in Principal, or ask for aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount in a condition.",
  types: PUBLIC_TYPES,
  needs: "estate",
  check(subject, report, { neighbours }) {
    judgePublic(subject, report, neighbours);
  },
  examples: {
    good: [
      { title: "a bucket for one account", resources: [bucketPolicy({ ...ANYBODY_READS, Principal: { AWS: "arn:aws:iam::123456789012:root" } })] },
      { title: "a queue for everybody of the organisation", resources: [resource("aws:sqs/queuePolicy:QueuePolicy", { policy: document({ Effect: "Allow", Principal: { AWS: "*" }, Action: "sqs:SendMessage", Resource: "*", Condition: ORGANISATION }) })] },
      { title: "a public policy that a public access block ends", resources: [bucketPolicy(ANYBODY_READS), resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { bucket: "reports", restrictPublicBuckets: true })] },
      { title: "a public list that the bucket's owner does not heed", resources: [resource("aws:s3/bucketAcl:BucketAcl", { bucket: "reports", acl: "public-read" }), resource("aws:s3/bucketOwnershipControls:BucketOwnershipControls", { bucket: "reports", rule: { objectOwnership: "BucketOwnerEnforced" } })] },
      { title: "a function that one bucket calls", resources: [resource("aws:lambda/permission:Permission", { action: "lambda:InvokeFunction", function: "f", principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::reports" })] },
      { title: "a search domain within a network", resources: [resource("aws:opensearch/domain:Domain", { accessPolicies: document({ Effect: "Allow", Principal: { AWS: "*" }, Action: "es:*", Resource: "*" }), vpcOptions: { subnetIds: ["subnet-1"] } })] },
      { title: "a file system that is reached by its mount targets", resources: [resource("aws:efs/fileSystemPolicy:FileSystemPolicy", { fileSystemId: "fs-1", policy: document({ Effect: "Allow", Principal: { AWS: "*" }, Action: "elasticfilesystem:ClientMount", Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } } }) })] },
      { title: "denying everybody what is not encrypted", resources: [bucketPolicy({ ...ANYBODY_READS, Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } })] },
    ],
    bad: [
      { title: "a bucket that everybody reads", resources: [bucketPolicy(ANYBODY_READS)], says: ["policy.Statement[0] lets anybody do s3:GetObject"] },
      { title: "a bucket of China that everybody but one reads", resources: [bucketPolicy({ Effect: "Allow", NotPrincipal: { AWS: "arn:aws-cn:iam::123456789012:root" }, Action: "s3:*", Resource: "arn:aws-cn:s3:::reports/*" })], says: ["everybody but"] },
      { title: "a condition that does not say who", resources: [bucketPolicy({ ...ANYBODY_READS, Condition: { Bool: { "aws:SecureTransport": "true" } } })], says: ["its condition does not say who"] },
      { title: "a condition that half of the internet fulfils", resources: [bucketPolicy({ ...ANYBODY_READS, Condition: { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } } })], says: ["its condition does not say who"] },
      { title: "a block that leaves policies alone", resources: [bucketPolicy(ANYBODY_READS), resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { bucket: "reports", blockPublicAcls: true, restrictPublicBuckets: false })], says: ["lets anybody"] },
      { title: "a public list", resources: [resource("aws:s3/bucketAcl:BucketAcl", { bucket: "reports", acl: "public-read" })], says: ["acl public-read lets anybody"] },
      { title: "a list for everybody with an account", resources: [resource("aws:s3/bucketAcl:BucketAcl", { bucket: "reports", accessControlPolicy: { owner: { id: "1" }, grants: [{ permission: "READ", grantee: { type: "Group", uri: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" } }] } })], says: ["accessControlPolicy.grants[0].grantee.uri"] },
      { title: "a key that everybody uses", resources: [resource("aws:kms/key:Key", { policy: document({ Effect: "Allow", Principal: { AWS: ["*"] }, Action: "kms:Decrypt", Resource: "*" }) })], says: ["lets anybody do kms:Decrypt"] },
      { title: "a function that everybody calls", resources: [resource("aws:lambda/permission:Permission", { action: "lambda:InvokeFunction", function: "f", principal: "*" })], says: ["principal * shares it with anybody"] },
      { title: "a function's address without authentication", resources: [resource("aws:lambda/functionUrl:FunctionUrl", { functionName: "f", authorizationType: "NONE" })], says: ["authorizationType NONE"] },
      { title: "an image that everybody starts", resources: [resource("aws:ec2/amiLaunchPermission:AmiLaunchPermission", { imageId: "ami-1", group: "all" })], says: ["group all"] },
      { title: "a snapshot that everybody restores", resources: [resource("aws:rds/snapshot:Snapshot", { dbInstanceIdentifier: "db", dbSnapshotIdentifier: "s", sharedAccounts: ["all"] })], says: ["sharedAccounts[0] all"] },
      { title: "an endpoint to everything of everybody", resources: [resource("aws:ec2/vpcEndpoint:VpcEndpoint", { policy: document({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }) })], says: ["anything of any account"] },
    ],
  },
});

function bucketPolicy(statement: WireObject): ExampleResource {
  return resource("aws:s3/bucketPolicy:BucketPolicy", { bucket: "reports", policy: document(statement) });
}

function resource(type: string, inputs: WireObject): ExampleResource {
  return { type, inputs };
}
