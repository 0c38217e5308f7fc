import type { Grammar } from "../grammar";

const COMPUTE = "https://cloud.google.com/compute/docs/naming-resources";

const rfc1035 = (max: number, source: string): Grammar => ({
  min: 1,
  max,
  allowed: "a-z0-9\\-",
  begins: "a-z",
  ends: "a-z0-9",
  says: `1 to ${max} lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen`,
  source,
});

export const gcpGrammars: Record<string, Grammar> = {
  "gcp:compute/firewall:Firewall": rfc1035(63, COMPUTE),
  "gcp:compute/instance:Instance": rfc1035(63, COMPUTE),
  "gcp:compute/network:Network": rfc1035(63, COMPUTE),
  "gcp:compute/subnetwork:Subnetwork": rfc1035(63, COMPUTE),
  "gcp:container/cluster:Cluster": rfc1035(40, "https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters"),
  "gcp:pubsub/topic:Topic": {
    min: 3,
    max: 255,
    allowed: "A-Za-z0-9_.~+%\\-",
    begins: "A-Za-z",
    says: "3 to 255 letters, digits and any of _.~+%-, beginning with a letter",
    never: [{ pattern: /^goog/, because: 'begins with "goog"' }],
    source: "https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names",
  },
  "gcp:serviceaccount/account:Account": { ...rfc1035(30, "https://cloud.google.com/iam/docs/service-accounts-create"), min: 6, says: "6 to 30 lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen" },
  "gcp:sql/databaseInstance:DatabaseInstance": rfc1035(96, "https://cloud.google.com/sql/docs/mysql/instance-settings"),
  "gcp:storage/bucket:Bucket": {
    min: 3,
    max: 222,
    allowed: "a-z0-9._\\-",
    begins: "a-z0-9",
    ends: "a-z0-9",
    says: "3 to 63 lower-case letters, digits and any of -_., with a letter or digit first and last",
    never: [
      { pattern: /^[^.]{64,}$|[^.]{64,}\.|\.[^.]{64,}/, because: "has a part of more than 63 characters" },
      { pattern: /^\d+\.\d+\.\d+\.\d+$/, because: "looks like an IP address" },
      { pattern: /^goog|google|g00gle/, because: 'begins with "goog" or has "google" in it' },
    ],
    source: "https://cloud.google.com/storage/docs/buckets#naming",
  },
};
