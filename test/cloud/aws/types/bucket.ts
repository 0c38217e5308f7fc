import type { S3 } from "@aws-sdk/client-s3";
import type { JsonObject } from "../../../../model/json.ts";
import { isJsonObject } from "../../../../model/json.ts";
import type { Known, ResourceType } from "../../plugin/provider.ts";
import { unlessCode, unlessGone } from "../failures.ts";
import { dnsSuffixOf, type AwsSession } from "../session.ts";
import { tagChange, toldTags, wantedTags, type Tag } from "../tags.ts";
import { asWritten, flag, must, objects, observed, regionIn, str } from "../values.ts";

/** aws:s3/bucket:Bucket; aws:s3/bucketV2:BucketV2 is the same with lists of one, as `versionings`. */
export function bucket(aws: AwsSession, versioningKey: "versioning" | "versionings"): ResourceType {
  return {
    traits: {
      autoname: "bucket",
      defaults: { forceDestroy: false },
      immutable: ["bucket", "bucketPrefix", "objectLockEnabled", "region"],
      optional: ["tags", "tagsAll"],
      documents: ["policy"],
      outputs: ["arn", "id", "bucketDomainName", "bucketRegionalDomainName", "hostedZoneId"],
    },
    async create(inputs) {
      const region = str(inputs, "region") ?? aws.region;
      const s3 = await aws.s3(region);
      const Bucket = must(inputs, "bucket");
      await s3.createBucket({ Bucket, ...(region !== "us-east-1" && { CreateBucketConfiguration: { LocationConstraint: region as "cn-north-1" } }) });
      await writeTags(s3, Bucket, wantedTags(inputs));
      await writeVersioning(s3, Bucket, wantedVersioning(inputs, versioningKey));
      if (str(inputs, "policy")) await s3.putBucketPolicy({ Bucket, Policy: str(inputs, "policy") });
      return Bucket;
    },
    async read(id, known) {
      const region = regionIn(known) ?? aws.region;
      const s3 = await aws.s3(region);
      if (!(await unlessGone(s3.headBucket({ Bucket: id })))) return undefined;
      const [tagging, versioning, policy] = await Promise.all([
        unlessCode(s3.getBucketTagging({ Bucket: id }), new Set(["NoSuchTagSet", "NoSuchTagSetError"])),
        s3.getBucketVersioning({ Bucket: id }),
        unlessCode(s3.getBucketPolicy({ Bucket: id }), new Set(["NoSuchBucketPolicy"])),
      ]);
      const state = { enabled: versioning.Status === "Enabled", mfaDelete: versioning.MFADelete === "Enabled" };
      const suffix = dnsSuffixOf(aws.partition);
      return observed(id, {
        arn: `arn:${aws.partition}:s3:::${id}`,
        bucket: id,
        bucketDomainName: `${id}.s3.${suffix}`,
        bucketPrefix: str(known.inputs, "bucketPrefix") ?? "",
        bucketRegion: region,
        bucketRegionalDomainName: `${id}.s3.${region}.${suffix}`,
        hostedZoneId: "Z3AQBSTGFYJSTF",
        objectLockEnabled: false,
        policy: asWritten(known, "policy", policy?.Policy) ?? "",
        region,
        requestPayer: "BucketOwner",
        [versioningKey]: versioningKey === "versioning" ? state : [state],
        ...toldTags(tagging?.TagSet, known, aws),
      }, known, { settable: ["bucket", versioningKey, "policy", "region", "tags"], optional: ["tags", "tagsAll"] });
    },
    async update(id, olds, news) {
      const s3 = await aws.s3(regionIn(olds));
      if (tagChange(olds, news)) await writeTags(s3, id, wantedTags(news));
      const wanted = wantedVersioning(news, versioningKey);
      if (wanted !== undefined && wanted !== wantedVersioning(olds.outputs, versioningKey)) await writeVersioning(s3, id, wanted, true);
      if (str(news, "policy") && str(news, "policy") !== str(olds.outputs, "policy")) await s3.putBucketPolicy({ Bucket: id, Policy: str(news, "policy") });
    },
    async delete(id, olds) {
      const s3 = await aws.s3(regionIn(olds));
      if (isForced(olds)) await empty(s3, id);
      await unlessGone(s3.deleteBucket({ Bucket: id }));
    },
  };
}

function wantedVersioning(values: JsonObject, key: string): boolean | undefined {
  const state = isJsonObject(values[key]) ? values[key] : objects(values, key)[0];
  return state && flag(state, "enabled");
}

/** Versioning that was never on cannot be suspended, and needs not be. */
async function writeVersioning(s3: S3, Bucket: string, wanted: boolean | undefined, wasOn = false): Promise<void> {
  if (wanted || wasOn) await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: wanted ? "Enabled" : "Suspended" } });
}

async function writeTags(s3: S3, Bucket: string, TagSet: Tag[]): Promise<void> {
  await (TagSet.length ? s3.putBucketTagging({ Bucket, Tagging: { TagSet } }) : s3.deleteBucketTagging({ Bucket }));
}

function isForced({ inputs, outputs }: Known): boolean {
  return (flag(inputs, "forceDestroy") ?? flag(outputs, "forceDestroy")) === true;
}

async function empty(s3: S3, Bucket: string): Promise<void> {
  const found = await unlessGone(s3.listObjectVersions({ Bucket }));
  for (const { Key, VersionId } of [...(found?.Versions ?? []), ...(found?.DeleteMarkers ?? [])]) await s3.deleteObject({ Bucket, Key, VersionId });
}
