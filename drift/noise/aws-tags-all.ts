import type { NoiseRule } from "./noise-rule.ts";

const PREFIX = "tagsAll";

/** AWS resources have every tag twice: in `tags`, and with the provider's default tags in `tagsAll`. One edited tag is one difference. */
export const rule: NoiseRule = {
  id: "aws-tags-all",
  issue: "https://github.com/pulumi/pulumi-aws/issues/4080",
  isNoise: ({ path }, { paths }) => path.startsWith(PREFIX) && paths.some(other => other.path === `tags${path.slice(PREFIX.length)}`),
};
