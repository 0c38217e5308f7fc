import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { Undecided } from "../_kit/undecided";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { DATABASES, classesOf } from "./_shared/databases/database-nodes";
import { databaseSize } from "./_shared/databases/database-size";
import { machines } from "./_shared/machines/known-size";
import { bound, described, globs } from "./_shared/options";

const options = z.strictObject({
  maxVcpus: bound("the most virtual CPUs that one node may have"),
  maxMemoryGiB: bound("the most memory that one node may have"),
  maxRequestUnits: bound("the most request units per second that a database or container of Cosmos DB may be provisioned with"),
  maxNodes: bound("the most nodes that one database, cache, search domain, warehouse or broker may have"),
  only: globs("globs of classes: where there are any, no other may be used, as `db.t4g.*`, `Standard_D*`, `db-custom-*`"),
  allowed: globs("globs of classes that may be used whatever their size"),
  denied: globs("globs of classes that may not be used"),
  previous: described(z.prefault(z.enum(["allow", "advise", "deny"]), "advise"), "what is said of families that their cloud counts among previous generations"),
  machines,
});
type Options = z.infer<typeof options>;

export const policy = definePolicy({
  id: "limits-database-class",
  title: "Databases, caches and the like are no larger than agreed, and of current families",
  severity: "medium",
  enforcement: "mandatory",
  why: "They run day and night and are sized once, in fear: the class is most of their price. Sizes are judged when they are configured; previous generations are advised against.",
  fix: "Use a smaller class, or fewer nodes.",
  types: Object.keys(DATABASES),
  options,
  check(subject, report, { options: chosen }) {
    const { nodes, amounts = [] } = DATABASES[subject.type]!;
    report.each(classesOf(subject), type => judgeClass(subject, type, chosen, report));
    report.each(amounts, ({ of, path, read }) => {
      const { option, words } = AMOUNTS[of];
      const most = chosen[option];
      const amount = most === undefined ? undefined : read(subject.props);
      if (amount !== undefined && amount > most!) report(`${path} makes it ${amount} ${words}, more than the ${most} allowed.`, { fix: `Use at most ${most} ${words}, or raise \`${option}\` of limits-database-class.` });
    });
    const count = chosen.maxNodes === undefined ? undefined : nodes?.(subject.props);
    if (count !== undefined && count > chosen.maxNodes!) report(`It has ${count} nodes, more than the ${chosen.maxNodes} allowed.`, { fix: `Use at most ${chosen.maxNodes}, or raise \`maxNodes\` of limits-database-class.` });
  },
  examples: {
    good: [
      { title: "a small database", resources: [rds("db.t4g.medium")], options: { maxVcpus: 4, maxMemoryGiB: 16 } },
      { title: "a large database, and nothing is agreed", resources: [rds("db.r7g.16xlarge")] },
      { title: "a class that is allowed by name", resources: [rds("db.r7g.16xlarge")], options: { maxVcpus: 4, allowed: ["db.r7g.*"] } },
      { title: "a database that grows by itself", resources: [rds("db.serverless")], options: { maxVcpus: 4 } },
      { title: "a server of Azure", resources: [postgres("Standard_D4s_v3")], options: { maxVcpus: 4 } },
      { title: "a database of Google Cloud", resources: [cloudSql("db-custom-4-15360")], options: { maxVcpus: 4 } },
      { title: "a database of Alicloud", resources: [alicloudRds("pg.n2.4c.1m")], options: { maxVcpus: 4 } },
    ],
    bad: [
      { title: "a large database", resources: [rds("db.r7g.16xlarge")], options: { maxVcpus: 16 }, says: ["instanceClass db.r7g.16xlarge has 64 virtual CPUs, more than the 16"] },
      { title: "a previous generation", resources: [rds("db.m4.large")], says: ["previous generation"] },
      { title: "a large search node", resources: [{ type: "aws:opensearch/domain:Domain", inputs: { clusterConfig: { instanceType: "r6g.12xlarge.search", instanceCount: 9 } } }], options: { maxVcpus: 16, maxNodes: 6 }, says: ["48 virtual CPUs", "9 nodes"] },
      { title: "many cache nodes", resources: [{ type: "aws:elasticache/replicationGroup:ReplicationGroup", inputs: { nodeType: "cache.r7g.large", numNodeGroups: 5, replicasPerNodeGroup: 2 } }], options: { maxNodes: 6 }, says: ["15 nodes"] },
      { title: "a warehouse", resources: [{ type: "aws:redshift/cluster:Cluster", inputs: { nodeType: "ra3.16xlarge", numberOfNodes: 2 } }], options: { maxVcpus: 12 }, says: ["48 virtual CPUs"] },
      { title: "another class than agreed", resources: [rds("db.m7g.large")], options: { only: ["db.t4g.*"] }, says: ["none of db.t4g.*"] },
      { title: "a large server of Azure", resources: [postgres("Standard_E64ds_v5")], options: { maxVcpus: 16 }, says: ["sku.name Standard_E64ds_v5 has 64 virtual CPUs"] },
      { title: "many cores of a database of Azure", resources: [{ type: "azure-native:sql:Database", inputs: { sku: { name: "GP_Gen5_32" } } }], options: { maxVcpus: 8 }, says: ["32 virtual CPUs"] },
      { title: "cores that the class does not say", resources: [{ type: "azure-native:sql:ElasticPool", inputs: { sku: { name: "GP_Gen5", capacity: 40 } } }], options: { maxVcpus: 8 }, says: ["sku.capacity makes it 40 virtual CPUs"] },
      { title: "a large cache of Azure", resources: [{ type: "azure-native:redis:Redis", inputs: { sku: { name: "Premium", family: "P", capacity: 5 } } }], options: { maxMemoryGiB: 26 }, says: ["120 GiB of memory"] },
      { title: "many request units", resources: [{ type: "azure-native:cosmosdb:SqlResourceSqlContainer", inputs: { options: { autoscaleSettings: { maxThroughput: 100000 } } } }], options: { maxRequestUnits: 10000 }, says: ["100000 request units"] },
      { title: "a large database of Google Cloud", resources: [cloudSql("db-custom-32-122880")], options: { maxMemoryGiB: 64 }, says: ["120 GiB"] },
      { title: "a large cache of Google Cloud", resources: [{ type: "gcp:redis/instance:Instance", inputs: { memorySizeGb: 100 } }], options: { maxMemoryGiB: 16 }, says: ["memorySizeGb makes it 100 GiB of memory"] },
      { title: "a large database of Alicloud", resources: [alicloudRds("pg.n2.32c.1m")], options: { maxVcpus: 8 }, says: ["32 virtual CPUs"] },
      { title: "a class of Alicloud that is denied", resources: [{ type: "alicloud:polardb/cluster:Cluster", inputs: { dbNodeClass: "polar.mysql.x8.16xlarge" } }], options: { denied: ["polar.*16xlarge"] }, says: ["is denied"] },
    ],
  },
});

const AMOUNTS = {
  vcpus: { option: "maxVcpus", words: "virtual CPUs" },
  memoryGiB: { option: "maxMemoryGiB", words: "GiB of memory" },
  requestUnits: { option: "maxRequestUnits", words: "request units per second" },
} as const;

function judgeClass(subject: Subject, type: Value, chosen: Options, report: Report): void {
  const { only, allowed, denied, previous } = chosen;
  const name = type.text() ?? "";
  if (name === "" || allowed.some(glob => matchesGlob(glob, name))) return;
  const glob = denied.find(pattern => matchesGlob(pattern, name));
  const size = sizeOf(subject, name, chosen);
  if (glob) report(`${type.path} ${type} is denied (${glob}).`);
  else if (only.length > 0 && !only.some(pattern => matchesGlob(pattern, name))) report(`${type.path} ${type} is none of ${only.join(", ")}.`, { fix: `Use one of ${only.join(", ")}.` });
  else if (size?.isPrevious && previous !== "allow") report(`${type.path} ${type} is of a previous generation.`, { fix: "Use the family that came after it: it does more for less.", ...(previous === "advise" ? { level: "advisory" } : {}) });
  judgeSize(type, { name, size, chosen }, report);
}

/** What has no fixed size, because it grows by itself or is bought in shares of a machine, is bounded where that is said. */
const WITHOUT_SIZE = /serverless|^(Basic|Free|ElasticPool|S\d+|P\d+|System|BasicPool|StandardPool|PremiumPool)$/i;

/** @throws {Undecided} where the size is on no record and somebody has agreed on one */
function judgeSize(type: Value, { name, size, chosen: { maxVcpus, maxMemoryGiB } }: { name: string; size: ReturnType<typeof sizeOf>; chosen: Options }, report: Report): void {
  if (WITHOUT_SIZE.test(name)) return;
  report.each([{ most: maxVcpus, amount: size?.vcpus, words: "virtual CPUs" }, { most: maxMemoryGiB, amount: size?.memoryGiB, words: "GiB of memory" }], ({ most, amount, words }) => {
    if (most === undefined) return;
    if (amount === undefined) throw new Undecided(`the ${words} of ${type.path} ${type}`, "on no record", `Name it in \`machines\` of limits-database-class, as \`machines: { "${type}": { vcpus: 2, memoryGiB: 8 } }\`.`);
    if (amount > most) report(`${type.path} ${type} ${type.isSecret ? "is not allowed" : `has ${amount} ${words}, more than the ${most} allowed`}.`, { fix: `Use a class with at most ${most} ${words}, or have this one added to \`allowed\` of limits-database-class.` });
  });
}

function sizeOf({ cloud }: Subject, name: string, { machines: named }: Options): { vcpus: number | undefined; memoryGiB: number | undefined; isPrevious: boolean } | undefined {
  const size = databaseSize(cloud, name);
  const own = named[name];
  return own ? { isPrevious: size?.isPrevious ?? false, vcpus: own.vcpus, memoryGiB: own.memoryGiB ?? size?.memoryGiB } : size;
}

function rds(instanceClass: string): ExampleResource {
  return { type: "aws:rds/instance:Instance", inputs: { instanceClass } };
}

function postgres(name: string): ExampleResource {
  const inputs: WireObject = { sku: { name, tier: "GeneralPurpose" } };
  return { type: "azure-native:dbforpostgresql:Server", inputs };
}

function cloudSql(tier: string): ExampleResource {
  return { type: "gcp:sql/databaseInstance:DatabaseInstance", inputs: { settings: { tier } } };
}

function alicloudRds(instanceType: string): ExampleResource {
  return { type: "alicloud:rds/instance:Instance", inputs: { instanceType } };
}
