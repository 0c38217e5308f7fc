import type { Cloud } from "../../../_kit/type-token";
import { awsMachine } from "../machines/aws-machines";
import { azureMachine } from "../machines/azure-machines";
import type { MachineSize } from "../machines/machine";

/** The size of a database's, cache's or broker's class; `undefined` where its name follows no pattern that is known. */
export function databaseSize(cloud: Cloud | undefined, name: string): MachineSize | undefined {
  switch (cloud) {
    case "aws":
      return awsClass(name);
    case "azure-native":
      return azureClass(name);
    case "gcp":
      return gcpTier(name);
    case "alicloud":
      return alicloudClass(name);
    default:
      return undefined;
  }
}

/**
 * `db.r6g.large`, `cache.r6g.large`, `r6g.large.search`, `kafka.m5.large`, `db.r5b.4xlarge.tpc2.mem2x`: the machine is in the name.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 */
function awsClass(name: string): MachineSize | undefined {
  const warehouse = REDSHIFT[name];
  if (warehouse) return sized(name.split(".")[0]!, warehouse[0], warehouse[1], /^d[cs][12]/.test(name) && name !== "dc2.large" && name !== "dc2.8xlarge");
  const machine = name.replace(/^(db|cache|kafka|express)\./, "").replace(/\.(search|elasticsearch)$/, "").replace(/\.tpc\d.*$/, "");
  const size = awsMachine(machine);
  // A cache leaves a part of the machine's memory to its own: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html
  return size && name.startsWith("cache.") ? { ...size, memoryGiB: undefined } : size;
}

/** https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-clusters.html */
const REDSHIFT: Record<string, readonly [number, number]> = { "dc2.large": [2, 15], "dc2.8xlarge": [32, 244], "ra3.large": [2, 16], "ra3.xlplus": [4, 32], "ra3.4xlarge": [12, 96], "ra3.16xlarge": [48, 384], "ds2.xlarge": [4, 31], "ds2.8xlarge": [36, 244] };

/** `Standard_D4s_v3` of a server, `GP_Gen5_4` of a database (4 virtual cores): https://learn.microsoft.com/azure/azure-sql/database/resource-limits-vcore-single-databases */
function azureClass(name: string): MachineSize | undefined {
  const [, family, cores] = /^((?:GP|BC|HS)(?:_S)?_[A-Za-z0-9]+)_(\d+)$/.exec(name) ?? [];
  if (family !== undefined) return sized(family, Number(cores), undefined, family.includes("Gen4"));
  return azureMachine(name);
}

/** `db-custom-4-15360`, `db-n1-standard-2`, `db-perf-optimized-N-8`: https://cloud.google.com/sql/docs/postgres/machine-series-overview */
function gcpTier(name: string): MachineSize | undefined {
  const [, cpus, mebibytes] = /^db-custom-(\d+)-(\d+)$/.exec(name) ?? [];
  if (cpus !== undefined) return sized("db-custom", Number(cpus), Number(mebibytes) / 1024);
  const [, optimized] = /^db-perf-optimized-N-(\d+)$/.exec(name) ?? [];
  if (optimized !== undefined) return sized("db-perf-optimized-N", Number(optimized), 8 * Number(optimized));
  const [, shape, size] = /^db-n1-(standard|highmem)-(\d+)$/.exec(name) ?? [];
  if (shape !== undefined) return sized(`db-n1-${shape}`, Number(size), (shape === "standard" ? 3.75 : 6.5) * Number(size));
  if (name === "db-f1-micro") return sized("db-f1", 1, 0.6);
  return name === "db-g1-small" ? sized("db-g1", 1, 1.7) : undefined;
}

/**
 * `pg.n2.4c.1m`, `mysql.n2e.large.2c`: of most classes the name says no number of CPUs that can be relied on.
 * https://www.alibabacloud.com/help/en/rds/product-overview/primary-apsaradb-rds-instance-types
 */
function alicloudClass(name: string): MachineSize | undefined {
  const [, family, cpus] = /^((?:pg|mysqlro|pgro|pg\.s|mssql)\.[a-z0-9]+)\.(\d+)c\.\d+m$/.exec(name) ?? [];
  return family === undefined ? undefined : sized(family, Number(cpus), undefined);
}

function sized(family: string, vcpus: number, memoryGiB: number | undefined, isPrevious = false): MachineSize {
  return { family, vcpus, memoryGiB, gpus: 0, isWhole: false, isPrevious };
}
