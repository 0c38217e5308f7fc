import type { NoiseRule } from "../noise-rule.ts";
import { documentsAround, isSamePolicy } from "./_shared/documents.ts";

const KEYS = new Set(["policy", "assumeRolePolicy", "policyDocument", "assumeRolePolicyDocument", "keyPolicy", "resourcePolicy", "repositoryPolicyText", "accessPolicies", "accessPolicy", "topicPolicy"]);
const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const ROLE = "aws:iam/role:Role";

export const rule: NoiseRule = {
  id: "aws-policy-document",
  title: "Policy documents that say the same in another order or spelling",
  why: "AWS returns a policy in its own order and formatting; statements, actions, resources, principals and the values of conditions are sets.",
  issue: "https://github.com/pulumi/pulumi-aws/issues/856",
  types: ["aws:*", "aws-native:*"],
  isNoise(place) {
    const documents = documentsAround(place, KEYS);
    return documents !== undefined && isSamePolicy(...documents);
  },
  examples: {
    noise: [
      {
        shows: "keys come in another order, as in pulumi-aws#2024",
        type: BUCKET_POLICY,
        recorded: { policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"}],"Version":"2012-10-17"}' },
        found: { policy: '{ "Version": "2012-10-17", "Statement": [ { "Action": "s3:GetObject", "Effect": "Allow", "Principal": "*", "Resource": "arn:aws:s3:::a/*" } ] }' },
      },
      {
        shows: "services that may assume a role come in another order",
        type: ROLE,
        recorded: { assumeRolePolicy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["ec2.amazonaws.com","ecs.amazonaws.com"]},"Action":"sts:AssumeRole"}]}' },
        found: { assumeRolePolicy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["ecs.amazonaws.com","ec2.amazonaws.com"]},"Action":["sts:AssumeRole"]}]}' },
      },
      {
        shows: "an account is written as its root",
        type: ROLE,
        recorded: { assumeRolePolicy: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}}' },
        found: { assumeRolePolicy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}' },
      },
    ],
    drift: [
      {
        shows: "an action was added to a document that came in another order, too",
        type: BUCKET_POLICY,
        recorded: { policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:GetObject"],"Resource":"*"}]}' },
        found: { policy: '{"Statement":[{"Action":["s3:PutObject","s3:GetObject"],"Effect":"Allow","Principal":"*","Resource":"*"}],"Version":"2012-10-17"}' },
      },
      {
        shows: "another account may assume the role",
        type: ROLE,
        recorded: { assumeRolePolicy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}' },
        found: { assumeRolePolicy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"sts:AssumeRole"}]}' },
      },
      {
        shows: "a condition is gone",
        type: BUCKET_POLICY,
        recorded: { policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}' },
        found: { policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}' },
      },
    ],
  },
};
