import * as z from "zod/mini";
import { countOf } from "../_kit/count-of";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { bound } from "./_shared/options";

const options = z.strictObject({
  minDays: bound("for how many days logs must be kept at least"),
  maxDays: bound("for how many days they may be kept at most"),
});

/** Where retention stands in days, what it is when nobody says it, and what means for ever. */
interface Retention {
  path: string;
  byDefault: number;
  forEver: readonly number[];
  /** A value to propose. */
  proposal: number;
}

const RETENTIONS: Record<string, Retention> = {
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html: without a setting, logs never expire.
  "aws:cloudwatch/logGroup:LogGroup": { path: "retentionInDays", byDefault: 0, forEver: [0], proposal: 30 },
  // https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure: 30 days unless another is set.
  "azure-native:operationalinsights:Workspace": { path: "retentionInDays", byDefault: 30, forEver: [], proposal: 30 },
  // https://cloud.google.com/logging/docs/buckets#custom-retention: 30 days unless another is set.
  "gcp:logging/projectBucketConfig:ProjectBucketConfig": { path: "retentionDays", byDefault: 30, forEver: [], proposal: 30 },
  "gcp:logging/folderBucketConfig:FolderBucketConfig": { path: "retentionDays", byDefault: 30, forEver: [], proposal: 30 },
  "gcp:logging/organizationBucketConfig:OrganizationBucketConfig": { path: "retentionDays", byDefault: 30, forEver: [], proposal: 30 },
  // https://www.alibabacloud.com/help/en/sls/developer-reference/api-createlogstore: 3650 means for ever.
  "alicloud:log/store:Store": { path: "retentionPeriod", byDefault: 30, forEver: [3650], proposal: 30 },
};

export const policy = definePolicy({
  id: "limits-log-retention",
  title: "Logs are kept for as long as agreed, and not for ever",
  severity: "low",
  enforcement: "mandatory",
  why: "Logs that nobody deletes are paid for every month, and hold what should have been forgotten. Logs that are kept for ever are advised against; how long they must and may be kept is judged when it is configured.",
  fix: "Set the number of days for which logs are kept.",
  types: Object.keys(RETENTIONS),
  options,
  check({ type, props }, report, { options: { minDays, maxDays } }) {
    const { path, byDefault, forEver, proposal } = RETENTIONS[type]!;
    const value = props.at(path);
    const days = value.number() ?? byDefault;
    if (forEver.includes(days)) {
      report(`${path} ${value.isMissing ? "is not set" : `is ${value}`}, so logs are kept for ever.`, { fix: `Set ${path} to ${maxDays ?? minDays ?? proposal}, or how long they are needed.`, ...(maxDays === undefined ? { level: "advisory" } : {}) });
    } else if (maxDays !== undefined && days > maxDays) report(`Logs are kept for ${countOf(days, "day")}, longer than the ${maxDays} allowed.`, { fix: `Set ${path} to ${maxDays} or less.` });
    else if (minDays !== undefined && days < minDays) report(`Logs are kept for ${countOf(days, "day")}, not for the ${minDays} asked for.`, { fix: `Set ${path} to ${minDays} or more.` });
  },
  examples: {
    good: [
      { title: "a month", resources: [logGroup({ retentionInDays: 30 })], options: { minDays: 14, maxDays: 90 } },
      { title: "for ever, where only a least time is asked for, of a store with an end", resources: [store({ retentionPeriod: 90 })], options: { minDays: 30 } },
      { title: "what Azure does by itself", resources: [workspace({})], options: { minDays: 30 } },
      { title: "what Google Cloud does by itself", resources: [bucket({})], options: { maxDays: 30 } },
    ],
    bad: [
      { title: "for ever", resources: [logGroup({})], says: ["retentionInDays is not set, so logs are kept for ever"] },
      { title: "too long", resources: [logGroup({ retentionInDays: 365 })], options: { maxDays: 90 }, says: ["365 days", "90"] },
      { title: "too short", resources: [logGroup({ retentionInDays: 1 })], options: { minDays: 30 }, says: ["not for the 30"] },
      { title: "a workspace", resources: [workspace({ retentionInDays: 730 })], options: { maxDays: 90 }, says: ["730 days"] },
      { title: "a log bucket", resources: [bucket({ retentionDays: 7 })], options: { minDays: 30 }, says: ["7 days"] },
      { title: "a store that keeps everything", resources: [store({ retentionPeriod: 3650 })], says: ["retentionPeriod is 3650, so logs are kept for ever"] },
    ],
  },
});

function logGroup(inputs: WireObject): ExampleResource {
  return { type: "aws:cloudwatch/logGroup:LogGroup", inputs };
}

function workspace(inputs: WireObject): ExampleResource {
  return { type: "azure-native:operationalinsights:Workspace", inputs };
}

function bucket(inputs: WireObject): ExampleResource {
  return { type: "gcp:logging/projectBucketConfig:ProjectBucketConfig", inputs };
}

function store(inputs: WireObject): ExampleResource {
  return { type: "alicloud:log/store:Store", inputs };
}
