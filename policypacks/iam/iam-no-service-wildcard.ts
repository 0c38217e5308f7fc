import * as z from "zod/mini";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { RAM_GRANT_TYPES, ramGrantsOf } from "./_shared/alicloud/documents";
import { judgeRamWildcards } from "./_shared/alicloud/judge-service-wildcard";
import { givesNothing } from "./_shared/aws-risk/principals";
import { judgeServiceWildcards } from "./_shared/aws/judge-service-wildcard";
import { judgeProviderWildcards } from "./_shared/azure/judge-service-wildcard";
import { GRANT_DOCUMENTS } from "./_shared/documents";
import { allow, document } from "./_shared/examples/statements";
import { judgeGroupWildcards } from "./_shared/kubernetes/judge-service-wildcard";

const KUBERNETES_ROLES = ["ClusterRole", "Role"].map(kind => `kubernetes:rbac.authorization.k8s.io:${kind}`);
const ROLE_DEFINITION = "azure-native:authorization:RoleDefinition";

const options = z.strictObject({
  allowedServices: z.prefault(z.array(z.string()), []).register(z.globalRegistry, { description: "services (as `logs` in `logs:*`) that may be given whole" }),
});

export const policy = definePolicy({
  id: "iam-no-service-wildcard",
  title: "Nobody is given all of a service on all of its resources",
  severity: "high",
  enforcement: "mandatory",
  why: "`s3:*` on `*` is every bucket of the account, also those of others and those to come, with deletion and with the right to make them public.",
  fix: "Name the actions that are used and the resources that they are used on.",
  types: [...new Set([...Object.keys(GRANT_DOCUMENTS), ...RAM_GRANT_TYPES, ROLE_DEFINITION, ...KUBERNETES_ROLES])],
  options,
  needs: "stack",
  check(subject, report, { options: { allowedServices }, neighbours }) {
    const isAllowed = (service: string) => allowedServices.includes(service.toLowerCase());
    report.each(givesNothing(subject, neighbours) ? [] : placesIn(subject, GRANT_DOCUMENTS), grant => judgeServiceWildcards(grant, report, isAllowed));
    report.each(ramGrantsOf(subject), grant => judgeRamWildcards(grant, report, isAllowed));
    if (subject.type === ROLE_DEFINITION) judgeProviderWildcards(subject, report, isAllowed);
    if (KUBERNETES_ROLES.includes(subject.type)) judgeGroupWildcards(subject, report);
  },
  examples: {
    good: [
      { title: "all of S3 on one bucket", resources: [policyOf(allow("s3:*", ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]))] },
      { title: "all of SQS, most of which is denied again", resources: [policyOf(allow("sqs:*"), { Effect: "Deny", NotAction: ["sqs:SendMessage", "sqs:GetQueueUrl"], Resource: "*" })] },
      {
        title: "all of S3, as the most that a role may come to have",
        resources: [{ ...policyOf(allow("s3:*")), name: "limit", id: "arn:aws:iam::123456789012:policy/limit" }, { type: "aws:iam/role:Role", name: "bounded", inputs: { permissionsBoundary: "arn:aws:iam::123456789012:policy/limit" } }],
      },
      { title: "one action on everything", resources: [policyOf(allow("s3:ListAllMyBuckets"))] },
      { title: "a service that may be given whole", resources: [policyOf(allow("logs:*"))], options: { allowedServices: ["logs"] } },
      { title: "all of OSS on one bucket", resources: [ramPolicy(allow("oss:*", "acs:oss:*:*:reports/*"))] },
      { title: "all of a provider in resource groups", resources: [roleDefinition("/subscriptions/6f0b3a5e/resourceGroups/app", "Microsoft.Storage/*")] },
      { title: "every verb on one resource", resources: [clusterRole({ apiGroups: ["apps"], resources: ["deployments"], verbs: ["*"] })] },
    ],
    bad: [
      { title: "all of S3 on everything", resources: [policyOf(allow(["ec2:DescribeInstances", "s3:*"]))], says: ["policy.Statement[0]", "every action of s3 on every resource"] },
      { title: "every bucket, by its ARN", resources: [policyOf(allow("s3:*", "arn:aws-cn:s3:::*"))], says: ["every action of s3"] },
      { title: "all of SQS, piece by piece", resources: [policyOf(allow(["sqs:A*", "sqs:C*", "sqs:D*", "sqs:G*"]), allow(["sqs:L*", "sqs:P*", "sqs:R*", "sqs:S*", "sqs:T*", "sqs:U*"]))], says: ["policy allows every action of sqs on every resource, by several statements together"] },
      { title: "all of DynamoDB in a partition", resources: [policyOf(allow("DynamoDB:*", "arn:aws-us-gov:*"))], says: ["every action of dynamodb"] },
      { title: "all of OSS on everything", resources: [ramPolicy(allow("oss:*"))], says: ["every action of oss"] },
      { title: "all of OSS on every bucket", resources: [ramPolicy(allow("oss:*", "acs:oss:*:*:*"))], says: ["every action of oss"] },
      { title: "all of a provider in a subscription", resources: [roleDefinition("/subscriptions/6f0b3a5e", "Microsoft.Compute/*")], says: ["every action of Microsoft.Compute"] },
      { title: "every verb on a whole API group", resources: [clusterRole({ apiGroups: ["apps"], resources: ["*"], verbs: ["*"] })], says: ["rules[0]", "apps"] },
    ],
  },
});

function placesIn({ type, props }: Subject, places: Record<string, readonly string[]>): Value[] {
  return (places[type] ?? []).flatMap(path => props.find(path));
}

function policyOf(...statements: WireObject[]): ExampleResource {
  return { type: "aws:iam/policy:Policy", inputs: { policy: document(...statements) } };
}

function ramPolicy(...statements: WireObject[]): ExampleResource {
  return { type: "alicloud:ram/policy:Policy", inputs: { policyDocument: document(...statements) } };
}

function roleDefinition(scope: string, action: string): ExampleResource {
  return { type: ROLE_DEFINITION, inputs: { assignableScopes: [scope], permissions: [{ actions: [action] }] } };
}

function clusterRole(rule: WireObject): ExampleResource {
  return { type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", inputs: { rules: [rule] } };
}
