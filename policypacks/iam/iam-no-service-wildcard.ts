import * as z from "zod/mini";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { RAM } from "./_shared/alicloud/dialect";
import { RAM_GRANTS } from "./_shared/alicloud/documents";
import { judgeProviderWildcards } from "./_shared/azure/judge-service-wildcard";
import { GRANT_DOCUMENTS } from "./_shared/documents";
import { allow, document } from "./_shared/examples/statements";
import { judgeGroupWildcards } from "./_shared/kubernetes/judge-service-wildcard";
import { AWS, type Dialect, isOnEverything } from "./_shared/reach";
import { judgeStatements, type Statement } from "./_shared/statement";

const KUBERNETES_ROLES = ["ClusterRole", "Role"].map(kind => `kubernetes:rbac.authorization.k8s.io:${kind}`);
const DOCUMENTS = { ...GRANT_DOCUMENTS, ...RAM_GRANTS };
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
  types: [...new Set([...Object.keys(DOCUMENTS), ROLE_DEFINITION, ...KUBERNETES_ROLES])],
  options,
  check(subject, report, { options: { allowedServices } }) {
    const isAllowed = (service: string) => allowedServices.includes(service.toLowerCase());
    const documents = (DOCUMENTS[subject.type] ?? []).flatMap(path => subject.props.find(path));
    report.each(documents, grant => judgeDocument(grant, subject.cloud === "alicloud" ? RAM : AWS, { report, isAllowed }));
    if (subject.type === ROLE_DEFINITION) judgeProviderWildcards(subject, report, isAllowed);
    if (KUBERNETES_ROLES.includes(subject.type)) judgeGroupWildcards(subject, report);
  },
  examples: {
    good: [
      { title: "all of S3 on one bucket", resources: [policyOf(allow("s3:*", ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]))] },
      { title: "one action on everything", resources: [policyOf(allow("s3:ListAllMyBuckets"))] },
      { title: "a service that may be given whole", resources: [policyOf(allow("logs:*"))], options: { allowedServices: ["logs"] } },
      { title: "all of OSS on one bucket", resources: [ramPolicy(allow("oss:*", "acs:oss:*:*:reports/*"))] },
      { title: "all of a provider in resource groups", resources: [roleDefinition("/subscriptions/6f0b3a5e/resourceGroups/app", "Microsoft.Storage/*")] },
      { title: "every verb on one resource", resources: [clusterRole({ apiGroups: ["apps"], resources: ["deployments"], verbs: ["*"] })] },
    ],
    bad: [
      { title: "all of S3 on everything", resources: [policyOf(allow(["ec2:DescribeInstances", "s3:*"]))], says: ["policy.Statement[0]", "every action of s3 on every resource"] },
      { title: "all of DynamoDB in a partition", resources: [policyOf(allow("DynamoDB:*", "arn:aws-us-gov:*"))], says: ["every action of dynamodb"] },
      { title: "all of OSS on everything", resources: [ramPolicy(allow("oss:*"))], says: ["every action of oss"] },
      { title: "all of a provider in a subscription", resources: [roleDefinition("/subscriptions/6f0b3a5e", "Microsoft.Compute/*")], says: ["every action of Microsoft.Compute"] },
      { title: "every verb on a whole API group", resources: [clusterRole({ apiGroups: ["apps"], resources: ["*"], verbs: ["*"] })], says: ["rules[0]", "apps"] },
    ],
  },
});

interface Judging {
  report: Report;
  isAllowed(service: string): boolean;
}

function judgeDocument(grant: Value, dialect: Dialect, { report, isAllowed }: Judging): void {
  judgeStatements(grant, statements => {
    for (const statement of statements.filter(one => one.isAllow && isOnEverything(one, dialect))) judgeStatement(statement, { report, isAllowed });
  });
}

function judgeStatement(statement: Statement, { report, isAllowed }: Judging): void {
  const services = [...new Set((statement.actions ?? []).map(wholeService).filter(service => service !== undefined))];
  for (const service of services) {
    if (!isAllowed(service)) report(`${statement.at.path} allows every action of ${statement.at.isSecret ? "a service" : service} on every resource.`);
  }
}

/** `s3` of `s3:*`. All of iam is iam-no-admin-policy's business, and so is a wildcard for every service. */
function wholeService(action: string): string | undefined {
  const service = /^([a-z0-9-]+):\*+$/i.exec(action)?.[1]?.toLowerCase();
  return service === "iam" || service === "ram" ? undefined : service;
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
