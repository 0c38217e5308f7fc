import { formatPath } from "../../model/index.ts";
import type { NoiseRule } from "../noise-rule.ts";

const BUCKET = "gcp:storage/bucket:Bucket";
const TWINS: Record<string, string> = { effectiveLabels: "labels", pulumiLabels: "labels", effectiveAnnotations: "annotations" };

export const rule: NoiseRule = {
  id: "gcp-effective-labels",
  title: "Labels that Google Cloud resources show three times",
  why: "A label is in `labels`, in `pulumiLabels` and in `effectiveLabels`. One edited label is one difference.",
  issue: "https://github.com/pulumi/pulumi-gcp/issues/3337",
  types: ["gcp:*"],
  isNoise: ({ path: [first, ...rest], all }) => all.some(({ path }) => path[0] === TWINS[String(first)] && formatPath(path.slice(1)) === formatPath(rest)),
  examples: {
    noise: [{ shows: "one edited label is three differences, of which one stays", type: BUCKET, recorded: { labels: { a: "1" }, pulumiLabels: { a: "1" }, effectiveLabels: { a: "1" } }, found: { labels: { a: "2" }, pulumiLabels: { a: "2" }, effectiveLabels: { a: "2" } }, stays: ["labels.a"] }],
    drift: [{ shows: "a label that only the effective ones show was edited", type: BUCKET, recorded: { effectiveLabels: { a: "1" } }, found: { effectiveLabels: { a: "2" } } }],
  },
};
