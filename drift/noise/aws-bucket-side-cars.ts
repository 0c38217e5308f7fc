import type { NoiseRule } from "../noise-rule.ts";
import { textAt } from "./_shared/amounts.ts";
import { isThis } from "./_shared/names.ts";

const BUCKET = "aws:s3/bucket:Bucket";
/** Property of a bucket → resources that set it from beside, by the start of their names. */
const SIDE_CARS: Record<string, string> = {
  accelerationStatus: "bucketAccelerateConfiguration",
  corsRules: "bucketCorsConfiguration",
  grants: "bucketAcl",
  lifecycleRules: "bucketLifecycleConfiguration",
  logging: "bucketLogging",
  loggings: "bucketLogging",
  objectLockConfiguration: "bucketObjectLockConfiguration",
  policy: "bucketPolicy",
  replicationConfiguration: "bucketReplicationConfig",
  replicationConfigurations: "bucketReplicationConfig",
  requestPayer: "bucketRequestPaymentConfiguration",
  serverSideEncryptionConfiguration: "bucketServerSideEncryptionConfiguration",
  serverSideEncryptionConfigurations: "bucketServerSideEncryptionConfiguration",
  versioning: "bucketVersioning",
  versionings: "bucketVersioning",
  website: "bucketWebsiteConfiguration",
  websites: "bucketWebsiteConfiguration",
};
const lifecycle = { type: "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2", inputs: { bucket: "logs" } };

export const rule: NoiseRule = {
  id: "aws-bucket-side-cars",
  title: "Settings of a bucket that are resources of their own",
  why: "A bucket tells its lifecycle, versioning, encryption, policy and more, also where a resource beside it in the stack sets them. That resource is read by itself.",
  issue: "https://github.com/pulumi/pulumi-aws/issues/6244",
  types: [BUCKET, "aws:s3/bucketV2:BucketV2"],
  isNoise(place) {
    const property = String(place.path[0]);
    const sideCar = SIDE_CARS[property];
    if (sideCar === undefined || property in place.inputs) return false;
    return place.neighbours.some(({ type, inputs, isRead }) => isRead && new RegExp(`^aws:s3/${sideCar}(V2)?:`).test(type) && isThis(place, textAt(inputs, "bucket"), "bucket", "arn"));
  },
  examples: {
    noise: [{ shows: "a lifecycle configuration in the stack set it", type: BUCKET, outputs: { bucket: "logs", lifecycleRules: [] }, recorded: {}, found: { lifecycleRules: [{ id: "old", enabled: true }] }, neighbours: [lifecycle] }],
    drift: [
      { shows: "the program says inline what it should be", type: BUCKET, outputs: { bucket: "logs" }, recorded: { lifecycleRules: [{ id: "old", enabled: true }] }, found: { lifecycleRules: [{ id: "old", enabled: false }] }, neighbours: [lifecycle] },
      { shows: "the resource beside is of another bucket", type: BUCKET, outputs: { bucket: "data" }, recorded: {}, found: { lifecycleRules: [{ id: "old", enabled: true }] }, neighbours: [lifecycle] },
      { shows: "nothing in the stack sets the policy", type: BUCKET, outputs: { bucket: "logs" }, recorded: {}, found: { policy: '{"Statement":[]}' }, neighbours: [lifecycle] },
    ],
  },
};
