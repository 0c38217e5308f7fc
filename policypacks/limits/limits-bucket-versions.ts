import * as z from "zod/mini";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { flag } from "./_shared/options";

const options = z.strictObject({ required: flag("whether every bucket must keep earlier versions; without it, only what switches them off is advised against") });

/** Where the switch stands, and what it says when versions are kept. */
interface Switch {
  path: string;
  on: string | boolean;
  /** What it says where a bucket had versions, and keeps no more of them. */
  off: string | boolean;
  /** A bucket whose versions may be switched on by a resource of its own is not judged for what it does not say. */
  isElsewhere?: true;
}

const SWITCHES: Record<string, Switch> = {
  "aws:s3/bucketVersioning:BucketVersioning": { path: "versioningConfiguration.status", on: "Enabled", off: "Suspended" },
  "aws:s3/bucketVersioningV2:BucketVersioningV2": { path: "versioningConfiguration.status", on: "Enabled", off: "Suspended" },
  "aws:s3/bucket:Bucket": { path: "versioning.enabled", on: true, off: false, isElsewhere: true },
  "aws:s3/bucketV2:BucketV2": { path: "versioning.enabled", on: true, off: false, isElsewhere: true },
  "azure-native:storage:BlobServiceProperties": { path: "isVersioningEnabled", on: true, off: false },
  "gcp:storage/bucket:Bucket": { path: "versioning.enabled", on: true, off: false },
  "alicloud:oss/bucket:Bucket": { path: "versioning.status", on: "Enabled", off: "Suspended", isElsewhere: true },
  "alicloud:oss/bucketVersioning:BucketVersioning": { path: "status", on: "Enabled", off: "Suspended" },
};

export const policy = definePolicy({
  id: "limits-bucket-versions",
  title: "Buckets that keep earlier versions go on keeping them",
  severity: "high",
  enforcement: "mandatory",
  why: "Where versions are suspended, the next object that is overwritten or deleted is gone. Whoever wants to destroy data, or to hide that it was changed, begins with it. Switching them off is advised against; where `required` is set, every bucket must have them.",
  fix: "Switch the bucket's versions on; a lifecycle rule removes old ones.",
  types: Object.keys(SWITCHES),
  options,
  check({ type, props }, report, { options: { required } }) {
    const { path, on, off, isElsewhere } = SWITCHES[type]!;
    const value = props.at(...path.split("."));
    const isMissed = required && value.isMissing && !isElsewhere;
    if (!isMissed && value.text() !== String(off)) return;
    report(`${path} is ${value.isMissing ? "not set" : value}, so what is overwritten or deleted is gone.`, { fix: `Set ${path} to ${on}.`, ...(required ? {} : { level: "advisory" }) });
  },
  examples: {
    good: [
      { title: "versions of S3", resources: [versioning("Enabled")], options: { required: true } },
      { title: "a bucket that never had any, where nobody asks for them", resources: [bucket({})] },
      { title: "a bucket of S3, whose versions are a resource of their own", resources: [{ type: "aws:s3/bucketV2:BucketV2", inputs: {} }], options: { required: true } },
      { title: "versions of Azure", resources: [{ type: "azure-native:storage:BlobServiceProperties", inputs: { isVersioningEnabled: true } }], options: { required: true } },
      { title: "versions of Alicloud", resources: [{ type: "alicloud:oss/bucketVersioning:BucketVersioning", inputs: { status: "Enabled" } }], options: { required: true } },
    ],
    bad: [
      { title: "suspended", resources: [versioning("Suspended")], says: ["versioningConfiguration.status is Suspended", "Set versioningConfiguration.status to Enabled"] },
      { title: "switched off in Google Cloud", resources: [bucket({ versioning: { enabled: false } })], says: ["versioning.enabled is false"] },
      { title: "never switched on, where it has to be", resources: [bucket({})], options: { required: true }, says: ["versioning.enabled is not set"] },
      { title: "switched off in Azure", resources: [{ type: "azure-native:storage:BlobServiceProperties", inputs: { isVersioningEnabled: false } }], says: ["isVersioningEnabled is false"] },
      { title: "suspended in Alicloud", resources: [{ type: "alicloud:oss/bucket:Bucket", inputs: { versioning: { status: "Suspended" } } }], says: ["versioning.status is Suspended"] },
    ],
  },
});

function versioning(status: string): ExampleResource {
  return { type: "aws:s3/bucketVersioning:BucketVersioning", inputs: { bucket: "b", versioningConfiguration: { status } } };
}

function bucket(inputs: WireObject): ExampleResource {
  return { type: "gcp:storage/bucket:Bucket", inputs: { location: "EU", ...inputs } };
}
