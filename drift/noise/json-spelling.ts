import { jsonEqual, type Json } from "../../model/index.ts";
import { whereSame, type NoiseRule } from "../noise-rule.ts";
import { parsed } from "./_shared/documents.ts";

const RULE = "aws:cloudwatch/eventRule:EventRule";

export const rule: NoiseRule = {
  id: "json-spelling",
  title: "JSON texts with other blanks or another order of keys",
  why: "Clouds keep the document and not the text. Lists keep their order here; what else is a set in policies, other rules know.",
  issue: "https://github.com/hashicorp/terraform-provider-aws/issues/21968",
  types: ["aws:*", "aws-native:*", "azure-native:*", "azure:*", "gcp:*", "alicloud:*"],
  isNoise: whereSame(() => true, (expected, actual) => typeof expected === "string" && typeof actual === "string" && isSameJson(expected, actual)),
  examples: {
    noise: [{ shows: "an event pattern was formatted", type: RULE, recorded: { eventPattern: '{"source":["aws.ec2"],"detail-type":["x"]}' }, found: { eventPattern: '{ "detail-type": [ "x" ], "source": [ "aws.ec2" ] }' } }],
    drift: [
      { shows: "the pattern catches more", type: RULE, recorded: { eventPattern: '{"source":["aws.ec2"]}' }, found: { eventPattern: '{"source":["aws.ec2","aws.s3"]}' } },
      { shows: "a file in a ConfigMap is a text, whatever is in it", type: "kubernetes:core/v1:ConfigMap", recorded: { data: { "a.json": '{"a":1}' } }, found: { data: { "a.json": '{ "a": 1 }' } } },
    ],
  },
};

function isSameJson(a: string, b: string): boolean {
  const [left, right]: (Json | undefined)[] = [parsed(a), parsed(b)];
  return left !== undefined && right !== undefined && jsonEqual(left, right);
}
