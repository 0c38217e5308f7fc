import type { NoiseRule } from "../noise-rule.ts";

const BUCKET = "aws:s3/bucket:Bucket";

export const rule: NoiseRule = {
  id: "bridge-notes",
  title: "Notes that a bridged provider keeps among the properties",
  why: "`__defaults` and `__meta` are a provider's notes to itself; a refresh adds and removes them.",
  issue: "https://github.com/pulumi/pulumi-terraform-bridge/issues/490",
  types: ["*"],
  isNoise: ({ path }) => path.some(part => typeof part === "string" && part.startsWith("__")),
  examples: {
    noise: [{ shows: "a refresh wrote down which values are defaults", type: BUCKET, recorded: { acl: "private" }, found: { __defaults: ["acl"], acl: "private" }, named: ["__defaults"] }],
    drift: [{ shows: "a value changed beside the notes", type: BUCKET, recorded: { __defaults: [], acl: "private" }, found: { __defaults: ["acl"], acl: "public-read" } }],
  },
};
