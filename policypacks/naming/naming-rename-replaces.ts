import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { SnapshotName } from "../_kit/snapshot";
import { nameRuleFor } from "./_shared/name-rules";
import { cloudName, kindOf } from "./_shared/names";

const byUrn = new WeakMap<readonly SnapshotName[], ReadonlyMap<string, ReadonlySet<string>>>();

export const policy = definePolicy({
  id: "naming-rename-replaces",
  title: "A resource keeps the name that it has",
  severity: "medium",
  enforcement: "advisory",
  why: "Most clouds cannot rename: with another name a resource is made anew, and the old one is deleted with all that is in it. Compared with the names of the last scan; types whose names the cloud can change are passed over.",
  fix: "Keep the name; or make the new resource beside the old one, move what is in it, and take the old one out then. `protect` and `retainOnDelete` keep it from being deleted meanwhile.",
  types: ["aws:*", "azure-native:*", "gcp:*", "alicloud:*", "kubernetes:*"],
  needs: "estate",
  check(subject, report, { neighbours }) {
    const rule = nameRuleFor(subject.type);
    if (!rule?.grammar || rule.isRenamedInPlace) return;
    const [before, ...others] = namesAt(subject.urn, neighbours.previousNames());
    const name = cloudName(subject);
    // A list has several names under one URN, and which one was which is not told.
    if (before === undefined || others.length > 0 || !name || isSame(before, name.text, rule.ignoresCase)) return;
    // A name with a new random end is that of a replacement, not its reason.
    if (name.suffix !== "" && before.slice(0, -name.suffix.length) === name.text.slice(0, -name.suffix.length)) return;
    report(`${name.value.path} "${name.value}" was "${before}" at the last scan: the ${kindOf(subject.type)} is replaced by a new one, and the old one is deleted.`);
  },
  examples: {
    good: [
      { title: "the name of the last scan", resources: [bucket("acme-reports")], estate: { names: [before("aws:s3/bucketV2:BucketV2", "acme-reports")] } },
      { title: "a new resource", resources: [bucket("acme-reports")] },
      { title: "a user, whom AWS can rename", resources: [{ type: "aws:iam/user:User", inputs: { name: "jane" } }], estate: { names: [before("aws:iam/user:User", "joe")] } },
      { title: "another random end", resources: [{ type: "aws:s3/bucketV2:BucketV2", inputs: { bucket: "main-1a2b3c4" } }], estate: { names: [before("aws:s3/bucketV2:BucketV2", "main-9f8e7d6")] } },
      { title: "a storage account of another stack", resources: [storage("acmereports")], estate: { names: [{ ...before("azure-native:storage:StorageAccount", "other"), stack: "other/prod" }] } },
      { title: "a resource group in other letters", resources: [{ type: "azure-native:resources:ResourceGroup", inputs: { resourceGroupName: "RG-shop" } }], estate: { names: [before("azure-native:resources:ResourceGroup", "rg-shop")] } },
      { title: "a network", resources: [network("main")], estate: { names: [before("gcp:compute/network:Network", "main")] } },
      { title: "a VPC, which Alicloud can rename", resources: [{ type: "alicloud:vpc/network:Network", inputs: { vpcName: "new" } }], estate: { names: [before("alicloud:vpc/network:Network", "old")] } },
      { title: "a deployment", resources: [deployment("web")], estate: { names: [before("kubernetes:apps/v1:Deployment", "web")] } },
    ],
    bad: [
      { title: "a bucket", resources: [bucket("acme-reports-v2")], estate: { names: [before("aws:s3/bucketV2:BucketV2", "acme-reports")] }, says: ['"acme-reports-v2"', 'was "acme-reports"', "the bucket is replaced"] },
      { title: "a storage account", resources: [storage("acmereports2")], estate: { names: [before("azure-native:storage:StorageAccount", "acmereports")] }, says: ["the storage account is replaced"] },
      { title: "a network", resources: [network("hub")], estate: { names: [before("gcp:compute/network:Network", "main")] }, says: ['was "main"'] },
      { title: "a bucket of Alicloud", resources: [{ type: "alicloud:oss/bucket:Bucket", inputs: { bucket: "b2" } }], estate: { names: [before("alicloud:oss/bucket:Bucket", "b1")] }, says: ['was "b1"'] },
      { title: "a deployment", resources: [deployment("frontend")], estate: { names: [before("kubernetes:apps/v1:Deployment", "web")] }, says: ['was "web"'] },
    ],
  },
});

/** The names that a resource had. */
function namesAt(urn: string, names: readonly SnapshotName[]): Iterable<string> {
  const index = byUrn.get(names) ?? indexByUrn(names);
  byUrn.set(names, index);
  return index.get(urn) ?? [];
}

function indexByUrn(names: readonly SnapshotName[]): ReadonlyMap<string, ReadonlySet<string>> {
  const index = new Map<string, Set<string>>();
  for (const { urn, name } of names) index.set(urn, (index.get(urn) ?? new Set<string>()).add(name));
  return index;
}

function isSame(before: string, now: string, ignoresCase: boolean): boolean {
  return before === now || (ignoresCase && before.toLowerCase() === now.toLowerCase());
}

function bucket(name: string): ExampleResource {
  return { type: "aws:s3/bucketV2:BucketV2", inputs: { bucket: name } };
}

function storage(accountName: string): ExampleResource {
  return { type: "azure-native:storage:StorageAccount", inputs: { accountName } };
}

function network(name: string): ExampleResource {
  return { type: "gcp:compute/network:Network", inputs: { name } };
}

function deployment(name: string): ExampleResource {
  return { type: "kubernetes:apps/v1:Deployment", inputs: { metadata: { name } } };
}

function before(type: string, name: string) {
  return { stack: "example/dev", urn: `urn:pulumi:dev::example::${type}::main`, type, name };
}
