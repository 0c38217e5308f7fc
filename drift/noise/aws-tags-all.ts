import { formatPath } from "../../model/index.ts";
import type { NoiseRule } from "../noise-rule.ts";

const TYPE = "aws:ec2/vpc:Vpc";

export const rule: NoiseRule = {
  id: "aws-tags-all",
  title: "Tags that AWS shows twice",
  why: "A resource has every tag in `tags` and, with the provider's default tags, in `tagsAll`. One edited tag is one difference.",
  issue: "https://github.com/pulumi/pulumi-aws/issues/4080",
  types: ["aws:*"],
  isNoise: ({ path: [first, ...rest], all }) => first === "tagsAll" && all.some(({ path }) => path[0] === "tags" && formatPath(path.slice(1)) === formatPath(rest)),
  examples: {
    noise: [{ shows: "one edited tag is two differences, of which one stays", type: TYPE, recorded: { tags: { Owner: "a" }, tagsAll: { Owner: "a" } }, found: { tags: { Owner: "b" }, tagsAll: { Owner: "b" } }, stays: ["tags.Owner"] }],
    drift: [
      { shows: "a tag that comes from the provider's default tags was edited", type: TYPE, recorded: { tagsAll: { Team: "a" } }, found: { tagsAll: { Team: "b" } } },
    ],
  },
};
