import { isJsonObject, type Json } from "../../model/index.ts";
import type { NoiseRule } from "../noise-rule.ts";

const RESOURCE = "aws:rds/cluster:Cluster";
// Of a map every key was written by somebody: `Owner: ""` is not the same as no Owner.
const MAPS = new Set(["tags", "tagsAll", "labels", "annotations", "data", "stringData", "metadata", "parameters", "variables", "environment", "matchLabels", "selector", "nodeSelector", "appSettings"]);

export const rule: NoiseRule = {
  id: "empty-values",
  title: "Nothing, written in another way",
  why: "A provider writes null, an empty text, list or object where nobody set anything, and a refresh changes one for the other.",
  issue: "https://github.com/pulumi/pulumi-aws/issues/2490",
  types: ["*"],
  isNoise: ({ path, expected, actual }) => typeof path.at(-1) === "string" && !path.slice(0, -1).some(part => MAPS.has(String(part))) && isNothing(expected) && isNothing(actual),
  examples: {
    noise: [
      { shows: "null became an empty list", type: RESOURCE, recorded: { replacementSecurityGroupIds: null }, found: { replacementSecurityGroupIds: [] } },
      { shows: "what was left out is an empty text", type: RESOURCE, recorded: {}, found: { description: "", timeouts: {} } },
    ],
    drift: [
      { shows: "a tag without a value was added", type: RESOURCE, recorded: { tags: {} }, found: { tags: { Owner: "" } } },
      { shows: "a group was removed", type: RESOURCE, recorded: { securityGroups: ["sg-1"] }, found: { securityGroups: [] } },
      { shows: "a switch was turned off", type: RESOURCE, recorded: { deletionProtection: true }, found: { deletionProtection: false } },
    ],
  },
};

function isNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "") return true;
  return Array.isArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).every(key => key.startsWith("__"));
}
