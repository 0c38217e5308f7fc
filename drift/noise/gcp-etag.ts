import type { NoiseRule } from "../noise-rule.ts";

const MEMBER = "gcp:projects/iAMMember:IAMMember";

export const rule: NoiseRule = {
  id: "gcp-etag",
  title: "Etags of Google Cloud resources and of IAM policies",
  why: "An etag moves with every write, whoever writes; a binding even tells the etag of the whole policy it is in, which moves with every other binding.",
  issue: "https://github.com/pulumi/pulumi/issues/16334",
  types: ["gcp:*", "google-native:*"],
  isNoise: ({ path }) => path.length === 1 && path[0] === "etag",
  examples: {
    noise: [{ shows: "somebody else's binding moved the etag", type: MEMBER, recorded: { etag: "BwYWTNS0Q6s=" }, found: { etag: "BwYY98HnOng=" } }],
    drift: [{ shows: "the binding itself has another member", type: MEMBER, recorded: { etag: "a", member: "user:a@x.example" }, found: { etag: "b", member: "user:b@x.example" } }],
  },
};
