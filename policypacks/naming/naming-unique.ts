import type { Neighbours } from "../_kit/neighbours";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import { nameOf } from "../_kit/resource";
import type { Cloud } from "../_kit/type-token";
import type { WireObject } from "../_kit/wire";
import type { Scope } from "./_shared/name-rule";
import { nameRuleFor } from "./_shared/name-rules";
import { cloudName, kindOf } from "./_shared/names";
import { type Holder, holderOf, holders, holdersLike, isSameScope } from "./_shared/holders";

export const policy = definePolicy({
  id: "naming-unique",
  title: "A name that can be there once is not there twice in the estate",
  severity: "medium",
  enforcement: "mandatory",
  why: "Within the whole cloud, an account, a region, a resource group, a network or a namespace, as the type has it, a name is there once: the second resource to be created is refused in the middle of its update, or takes over the first one.",
  fix: "Give it another name, or take the resource out of one of the stacks.",
  types: ["aws:*", "azure-native:*", "gcp:*", "alicloud:*", "kubernetes:*"],
  needs: "estate",
  check(subject, report, { neighbours }) {
    const rule = nameRuleFor(subject.type);
    // A patch changes what another resource made: it has that one's name on purpose.
    if (!rule || rule.scope.within === "none" || subject.resource.type.endsWith("Patch")) return;
    const name = cloudName(subject);
    if (!name) return;
    const own = holderOf(subject, rule);
    report.each(holdersLike(own, neighbours.index(holders)), other => {
      if (!tells(own, other, neighbours) || !isSameScope(own, other, rule, neighbours)) return;
      report(`${name.value.path} "${name.value}" is also the name of the ${kindOf(other.type)} "${nameOf(other.urn)}"${other.isForeign ? ` of stack ${other.stack}` : ""}${withinOf(rule.scope, subject.cloud)}.`, { related: [other.urn] });
    });
  },
  examples: {
    good: [
      { title: "two buckets", resources: [bucket("a", "acme-reports"), bucket("b", "acme-logs")] },
      { title: "one bucket in AWS and one of that name in China", resources: [bucket("a", "acme", "eu-west-1"), bucket("b", "acme", "cn-north-1")] },
      { title: "queues of one name in two regions", resources: [queue("a", "orders", "eu-west-1"), queue("b", "orders", "eu-central-1")] },
      { title: "roles of one name in two accounts", resources: [role("deploy", "111111111111")], estate: { names: [{ ...elsewhere("aws:iam/role:Role", "deploy"), place: { partition: "aws", account: "222222222222" } }] } },
      { title: "a name that a resource of another kind has", resources: [storage("acmereports")], estate: { names: [elsewhere("aws:s3/bucket:Bucket", "acmereports")] } },
      { title: "subnets of one name in two networks", resources: [subnet("a", "hub"), subnet("b", "spoke")] },
      { title: "two buckets of Google Cloud", resources: [gcs("acme-a"), { ...gcs("acme-b"), name: "b" }] },
      { title: "two buckets of Alicloud", resources: [oss("acme-a"), oss("acme-b", "b")] },
      { title: "services of one name in two namespaces", resources: [service("a", "shop"), service("b", "pay")] },
      { title: "a patch of a service", resources: [service("a", "shop"), { ...service("b", "shop"), type: "kubernetes:core/v1:ServicePatch" }] },
    ],
    bad: [
      { title: "one bucket twice", resources: [bucket("a", "acme-reports"), bucket("b", "acme-reports")], says: ['"acme-reports"', 'bucket "a"', "among all customers"] },
      { title: "one role twice in an account, in other letters", resources: [role("Deploy", "111111111111")], estate: { names: [{ ...elsewhere("aws:iam/role:Role", "deploy"), place: { partition: "aws", account: "111111111111" } }] }, says: ["of stack data/prod", "in the account"] },
      { title: "one queue twice in a region", resources: [queue("a", "orders", "eu-west-1"), queue("b", "orders", "eu-west-1")], says: ["in the region"] },
      { title: "a storage account of another stack", resources: [storage("acmereports")], estate: { names: [elsewhere("azure-native:storage/v20230101:StorageAccount", "acmereports")] }, says: ["of stack data/prod"] },
      { title: "a service bus under the name of an event hub", resources: [{ type: "azure-native:servicebus:Namespace", inputs: { namespaceName: "acme-events" } }], estate: { names: [elsewhere("azure-native:eventhub:Namespace", "ACME-events")] }, says: ["the namespace"] },
      { title: "subnets of one name in one network", resources: [subnet("a", "hub"), subnet("b", "HUB")], says: ["in the same virtual network"] },
      { title: "a bucket of another stack", resources: [gcs("acme-data")], estate: { names: [elsewhere("gcp:storage/bucket:Bucket", "acme-data")] }, says: ["of stack data/prod"] },
      { title: "one bucket of Alicloud twice", resources: [oss("acme-a", "a"), oss("acme-a", "b")], says: ["bucket"] },
      { title: "services of one name in one namespace", resources: [service("a", "shop"), service("b", "shop")], says: ["in the namespace"] },
    ],
  },
});

const WITHIN: Record<string, string> = {
  "aws account": " in the account",
  "azure-native account": " in the subscription",
  "gcp account": " in the project",
  "alicloud account": " in the account",
  "kubernetes account": " in the cluster",
  "azure-native group": " in the resource group",
  "kubernetes group": " in the namespace",
};

function withinOf({ within, parents }: Scope, cloud: Cloud | undefined): string {
  if (within === "global") return ", and names there are unique among all customers";
  const parent = parents.at(-1)?.replace(/(Name|Id|Arn)$/, "");
  return parent ? ` in the same ${kindOf(parent)}` : (WITHIN[`${cloud} ${within}`] ?? " in the region");
}

/** One finding a pair, on the later URN; one about another stack is always on the own one. */
function tells(own: Holder, other: Holder, neighbours: Neighbours): boolean {
  return own.urn !== other.urn && (other.isForeign || neighbours.tellsPair(own.urn, other.urn));
}

function bucket(name: string, physical: string, region?: string): ExampleResource {
  return { type: "aws:s3/bucketV2:BucketV2", name, inputs: { bucket: physical, ...at(region) } };
}

function queue(name: string, physical: string, region: string): ExampleResource {
  return { type: "aws:sqs/queue:Queue", name, inputs: { name: physical, ...at(region) } };
}

function at(region: string | undefined): WireObject {
  return region === undefined ? {} : { region };
}

function role(name: string, account: string): ExampleResource {
  return { type: "aws:iam/role:Role", inputs: { name }, provider: { type: "pulumi:providers:aws", inputs: { region: "eu-west-1", allowedAccountIds: JSON.stringify([account]) } } };
}

function storage(accountName: string): ExampleResource {
  return { type: "azure-native:storage:StorageAccount", inputs: { accountName } };
}

function subnet(name: string, virtualNetworkName: string): ExampleResource {
  return { type: "azure-native:network:Subnet", name, inputs: { subnetName: "apps", virtualNetworkName, resourceGroupName: "rg" } };
}

function gcs(name: string): ExampleResource {
  return { type: "gcp:storage/bucket:Bucket", inputs: { name } };
}

function oss(bucketName: string, name = "main"): ExampleResource {
  return { type: "alicloud:oss/bucket:Bucket", name, inputs: { bucket: bucketName } };
}

function service(name: string, namespace: string): ExampleResource {
  return { type: "kubernetes:core/v1:Service", name, inputs: { metadata: { name: "web", namespace } } };
}

function elsewhere(type: string, name: string) {
  return { stack: "data/prod", urn: `urn:pulumi:prod::data::${type}::main`, type, name };
}
