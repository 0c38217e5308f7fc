import { physicalName } from "../_kit/facts";
import type { IndexDefinition } from "../_kit/neighbours";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import { nameOf } from "../_kit/resource";
import { normaliseType } from "../_kit/type-token";
import { GLOBAL_NAMES } from "./_shared/global-names";

interface Holder {
  urn: string;
  stack: string | undefined;
}

const holders: IndexDefinition<Map<string, Holder[]>> = {
  start(snapshot) {
    const index = new Map<string, Holder[]>();
    for (const { type, name, urn, stack } of snapshot.names) hold(index, keyOf(normaliseType(type), name), { urn, stack });
    return index;
  },
  add(index, subject) {
    const name = GLOBAL_NAMES[subject.type] && physicalName(subject)?.text();
    if (name) hold(index, keyOf(subject.type, name), { urn: subject.urn, stack: undefined });
  },
};

export const policy = definePolicy({
  id: "naming-unique",
  title: "A name that is taken once in a cloud is not taken twice in the estate",
  severity: "medium",
  enforcement: "mandatory",
  why: "Buckets, storage accounts and their like share one name space of all customers: the second one to be created is refused in the middle of its update, or takes over the first one's.",
  fix: "Give it another name, or take the resource out of one of the stacks.",
  types: Object.keys(GLOBAL_NAMES),
  needs: "estate",
  check(subject, report, { neighbours }) {
    const name = physicalName(subject);
    if (!name) return;
    const others = neighbours.index(holders).get(keyOf(subject.type, name.text() ?? "")) ?? [];
    for (const { urn, stack } of others) {
      if (urn === subject.urn || (stack === undefined && !neighbours.tellsPair(subject.urn, urn))) continue;
      report(`${name.path} "${name}" is also the name of ${GLOBAL_NAMES[subject.type]!.what} "${nameOf(urn)}"${stack === undefined ? "" : ` of stack ${stack}`}.`, { related: [urn] });
    }
  },
  examples: {
    good: [
      { title: "two buckets", resources: [bucket("a", "acme-reports"), bucket("b", "acme-logs")] },
      { title: "a name that a resource of another kind has", resources: [storage("acmereports")], estate: { names: [elsewhere("aws:s3/bucket:Bucket", "acmereports")] } },
      { title: "two buckets of Google Cloud", resources: [gcs("acme-a"), gcs("acme-b")] },
      { title: "two buckets of Alicloud", resources: [oss("acme-a"), oss("acme-b")] },
    ],
    bad: [
      { title: "one bucket twice", resources: [bucket("a", "acme-reports"), bucket("b", "acme-reports")], says: ['"acme-reports"', 'S3 bucket "a"'] },
      { title: "a storage account of another stack", resources: [storage("acmereports")], estate: { names: [elsewhere("azure-native:storage/v20230101:StorageAccount", "acmereports")] }, says: ["of stack data/prod"] },
      { title: "a bucket of another stack", resources: [gcs("acme-data")], estate: { names: [elsewhere("gcp:storage/bucket:Bucket", "acme-data")] }, says: ["of stack data/prod"] },
      { title: "one bucket of Alicloud twice", resources: [oss("acme-a", "a"), oss("acme-a", "b")], says: ["OSS bucket"] },
    ],
  },
});

function keyOf(type: string, name: string): string {
  return `${type} ${GLOBAL_NAMES[type]?.ignoresCase ? name.toLowerCase() : name}`;
}

function hold(index: Map<string, Holder[]>, key: string, holder: Holder): void {
  index.set(key, [...(index.get(key) ?? []), holder]);
}

function bucket(name: string, physical: string): ExampleResource {
  return { type: "aws:s3/bucketV2:BucketV2", name, inputs: { bucket: physical } };
}

function storage(accountName: string): ExampleResource {
  return { type: "azure-native:storage:StorageAccount", inputs: { accountName } };
}

function gcs(name: string): ExampleResource {
  return { type: "gcp:storage/bucket:Bucket", name, inputs: { name } };
}

function oss(physical: string, name = physical): ExampleResource {
  return { type: "alicloud:oss/bucket:Bucket", name, inputs: { bucket: physical } };
}

function elsewhere(type: string, name: string) {
  return { stack: "data/prod", urn: `urn:pulumi:prod::data::${type}::store`, type, name };
}
