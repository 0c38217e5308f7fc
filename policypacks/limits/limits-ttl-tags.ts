import * as z from "zod/mini";
import { countOf } from "../_kit/count-of";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { bound, described, globs } from "./_shared/options";
import { tagOf } from "./_shared/tags";

const options = z.strictObject({
  stacks: globs('globs over `<project>/<stack>` of the stacks whose resources end on a day, as `["*/dev-*", "*/pr-*"]`. Without any, nothing is judged'),
  tag: described(z.prefault(z.string(), "expires"), "the tag or label that holds the last day, as YYYY-MM-DD"),
  maxDays: bound("how many days ahead the last day may be"),
});

/** Types that can be tagged and that cost money for as long as they are there. */
const COSTLY = [
  ...["autoscaling/group:Group", "ebs/volume:Volume", "ec2/eip:Eip", "ec2/instance:Instance", "ec2/natGateway:NatGateway", "ecs/service:Service", "eks/cluster:Cluster", "eks/nodeGroup:NodeGroup", "elasticache/cluster:Cluster", "elasticache/replicationGroup:ReplicationGroup", "lb/loadBalancer:LoadBalancer", "msk/cluster:Cluster", "opensearch/domain:Domain", "rds/cluster:Cluster", "rds/instance:Instance", "redshift/cluster:Cluster", "s3/bucket:Bucket"].map(type => `aws:${type}`),
  ...["compute:Disk", "compute:VirtualMachine", "compute:VirtualMachineScaleSet", "containerservice:ManagedCluster", "cosmosdb:DatabaseAccount", "dbforpostgresql:Server", "network:ApplicationGateway", "network:NatGateway", "network:PublicIPAddress", "redis:Redis", "resources:ResourceGroup", "sql:Database", "storage:StorageAccount", "web:AppServicePlan"].map(type => `azure-native:${type}`),
  ...["compute/disk:Disk", "compute/instance:Instance", "container/cluster:Cluster", "redis/instance:Instance", "sql/databaseInstance:DatabaseInstance", "storage/bucket:Bucket"].map(type => `gcp:${type}`),
  ...["cs/managedKubernetes:ManagedKubernetes", "ecs/eipAddress:EipAddress", "ecs/instance:Instance", "kvstore/instance:Instance", "mongodb/instance:Instance", "oss/bucket:Bucket", "polardb/cluster:Cluster", "rds/instance:Instance", "slb/applicationLoadBalancer:ApplicationLoadBalancer", "vpc/natGateway:NatGateway"].map(type => `alicloud:${type}`),
  "kubernetes:core:Namespace",
];

export const policy = definePolicy({
  id: "limits-ttl-tags",
  title: "What is made for a while says until when",
  severity: "low",
  enforcement: "mandatory",
  why: "Stacks for a branch or a trial outlive both, because nobody dares to delete what has no date on it. Says nothing until stacks are configured.",
  fix: "Tag it with its last day.",
  types: COSTLY,
  options,
  check(subject, report, { options: { stacks, tag, maxDays }, today }) {
    if (!stacks.some(glob => matchesGlob(glob, subject.stack))) return;
    const expiry = tagOf(subject, tag);
    const text = expiry?.text();
    const latest = maxDays === undefined ? undefined : daysAfter(today, maxDays);
    const day = latest ?? daysAfter(today, 30);
    if (expiry === undefined || text === undefined) report(`There is no ${tag} on it.`, { fix: `Tag it with ${tag}: "${day}", or another last day.` });
    else if (!isDay(text)) report(`${expiry.path} ${expiry} is no day.`, { fix: `Write it as YYYY-MM-DD, as "${day}".` });
    else if (text < today) report(`${expiry.path} ${expiry} is in the past.`, { fix: "Destroy the stack, or agree on a later day." });
    else if (latest !== undefined && text > latest) report(`${expiry.path} ${expiry} is more than ${countOf(maxDays!, "day")} ahead.`, { fix: `Use ${latest} or an earlier day, and put it off when it comes.` });
  },
  examples: {
    good: [
      { title: "a day to come", resources: [ec2({ tags: { expires: "2026-01-20" } })], options: { stacks: ["*/dev"], maxDays: 30 } },
      { title: "a day that the provider puts on everything", resources: [{ ...ec2({}), provider: { type: "pulumi:providers:aws", inputs: { defaultTags: '{"tags":{"expires":"2026-01-20"}}' } } }], options: { stacks: ["*/dev"] } },
      { title: "no day, in a stack that stays", resources: [ec2({})], options: { stacks: ["*/pr-*"] } },
      { title: "a resource group", resources: [{ type: "azure-native:resources:ResourceGroup", inputs: { tags: { expires: "2026-01-20" } } }], options: { stacks: ["*"] } },
      { title: "a machine of Google Cloud", resources: [{ type: "gcp:compute/instance:Instance", inputs: { labels: { expires: "2026-01-20" } } }], options: { stacks: ["*"] } },
      { title: "a machine of Alicloud", resources: [{ type: "alicloud:ecs/instance:Instance", inputs: { tags: { expires: "2026-01-01" } } }], options: { stacks: ["*"] } },
      { title: "a namespace", resources: [{ type: "kubernetes:core/v1:Namespace", inputs: { metadata: { labels: { expires: "2026-01-20" } } } }], options: { stacks: ["*"] } },
    ],
    bad: [
      { title: "no day", resources: [ec2({ tags: { team: "web" } })], options: { stacks: ["*/dev"] }, says: ["no expires", "2026-01-31"] },
      { title: "a day in the past", resources: [ec2({ tags: { expires: "2025-12-31" } })], options: { stacks: ["*/dev"] }, says: ["tags.expires 2025-12-31 is in the past"] },
      { title: "no day at all in the tag", resources: [ec2({ tags: { expires: "never" } })], options: { stacks: ["*/dev"] }, says: ["never is no day"] },
      { title: "a day that there is not", resources: [ec2({ tags: { expires: "2026-02-30" } })], options: { stacks: ["*/dev"] }, says: ["2026-02-30 is no day"] },
      { title: "too far ahead", resources: [{ type: "azure-native:resources:ResourceGroup", inputs: { tags: { ttl: "2027-01-01" } } }], options: { stacks: ["*"], tag: "ttl", maxDays: 14 }, says: ["more than 14 days ahead", "2026-01-15"] },
      { title: "a bucket of Google Cloud without one", resources: [{ type: "gcp:storage/bucket:Bucket", inputs: {} }], options: { stacks: ["*"] }, says: ["no expires"] },
      { title: "a database of Alicloud in the past", resources: [{ type: "alicloud:rds/instance:Instance", inputs: { tags: { expires: "2020-01-01" } } }], options: { stacks: ["*"] }, says: ["in the past"] },
      { title: "a namespace without one", resources: [{ type: "kubernetes:core/v1:Namespace", inputs: { metadata: {} } }], options: { stacks: ["*"] }, says: ["no expires"] },
    ],
  },
});

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 24 * 3600 * 1000).toISOString().slice(0, 10);
}

function ec2(inputs: WireObject): ExampleResource {
  return { type: "aws:ec2/instance:Instance", inputs };
}
