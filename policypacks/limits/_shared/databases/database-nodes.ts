import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";

/** Where a database, cache, search domain, warehouse or broker says its classes and how many nodes it has. */
interface DatabasePlaces {
  classes: readonly string[];
  /** @throws {Undecided} */
  nodes?(props: Value): number;
  /** Where there is no class but an amount. */
  amounts?: readonly DatabaseAmount[];
}

export interface DatabaseAmount {
  path: string;
  of: "vcpus" | "memoryGiB" | "requestUnits";
  /** @throws {Undecided} */
  read(props: Value): number | undefined;
}

export function classesOf({ type, props }: Subject): Value[] {
  return (DATABASES[type]?.classes ?? []).flatMap(path => props.find(path));
}

const number = (props: Value, path: string, otherwise: number) => props.at(...path.split(".")).number() ?? otherwise;

function amount(of: DatabaseAmount["of"], path: string, perUnit = 1): DatabaseAmount {
  return { path, of, read: props => dividedBy(perUnit, props.at(...path.split(".")).number()) };
}

function dividedBy(units: number, value: number | undefined): number | undefined {
  return value === undefined ? undefined : value / units;
}

/** A capacity counts cores where the class is one of cores and does not say their number itself; otherwise it counts units of throughput. */
const SQL_CORES: DatabaseAmount = { path: "sku.capacity", of: "vcpus", read: props => (/^(GP|BC|HS)(?:_S)?_[A-Za-z]+\d?$/.test(props.at("sku", "name").text() ?? "") ? props.at("sku", "capacity").number() : undefined) };

/** GiB by capacity of each family: https://learn.microsoft.com/azure/azure-cache-for-redis/cache-overview */
const REDIS_GIB: Record<string, readonly number[]> = { C: [0.25, 1, 2.5, 6, 13, 26, 53], P: [0, 6, 13, 26, 53, 120] };
const REDIS_MEMORY: DatabaseAmount = { path: "sku.capacity", of: "memoryGiB", read: props => REDIS_GIB[props.at("sku", "family").text() ?? ""]?.[props.at("sku", "capacity").number() ?? -1] };

const COSMOS = { classes: [], amounts: [amount("requestUnits", "options.throughput"), amount("requestUnits", "options.autoscaleSettings.maxThroughput")] };

const SEARCH: DatabasePlaces = {
  classes: ["clusterConfig.instanceType", "clusterConfig.dedicatedMasterType", "clusterConfig.warmType"],
  nodes: props => number(props, "clusterConfig.instanceCount", 1) + number(props, "clusterConfig.dedicatedMasterCount", 0) + number(props, "clusterConfig.warmCount", 0),
};

/** By normalised type. */
export const DATABASES: Record<string, DatabasePlaces> = {
  "aws:docdb/clusterInstance:ClusterInstance": { classes: ["instanceClass"] },
  "aws:elasticache/cluster:Cluster": { classes: ["nodeType"], nodes: props => number(props, "numCacheNodes", 1) },
  "aws:elasticache/replicationGroup:ReplicationGroup": { classes: ["nodeType"], nodes: cacheNodes },
  "aws:elasticsearch/domain:Domain": SEARCH,
  "aws:memorydb/cluster:Cluster": { classes: ["nodeType"], nodes: props => number(props, "numShards", 1) * (number(props, "numReplicasPerShard", 1) + 1) },
  "aws:msk/cluster:Cluster": { classes: ["brokerNodeGroupInfo.instanceType"], nodes: props => number(props, "numberOfBrokerNodes", 0) },
  "aws:neptune/clusterInstance:ClusterInstance": { classes: ["instanceClass"] },
  "aws:opensearch/domain:Domain": SEARCH,
  "aws:rds/cluster:Cluster": { classes: ["dbClusterInstanceClass"] },
  "aws:rds/clusterInstance:ClusterInstance": { classes: ["instanceClass"] },
  "aws:rds/instance:Instance": { classes: ["instanceClass"] },
  "aws:redshift/cluster:Cluster": { classes: ["nodeType"], nodes: props => number(props, "numberOfNodes", 1) },
  "azure-native:cosmosdb:DatabaseAccount": { classes: [], amounts: [amount("requestUnits", "capacity.totalThroughputLimit")] },
  "azure-native:cosmosdb:SqlResourceSqlContainer": COSMOS,
  "azure-native:cosmosdb:SqlResourceSqlDatabase": COSMOS,
  "azure-native:dbformysql:Server": { classes: ["sku.name"] },
  "azure-native:dbforpostgresql:Server": { classes: ["sku.name"] },
  "azure-native:redis:Redis": { classes: [], amounts: [REDIS_MEMORY], nodes: props => number(props, "shardCount", 1) * (number(props, "replicasPerPrimary", 1) + 1) },
  "azure-native:sql:Database": { classes: ["sku.name"], amounts: [SQL_CORES] },
  "azure-native:sql:ElasticPool": { classes: [], amounts: [SQL_CORES] },
  "azure-native:sql:ManagedInstance": { classes: [], amounts: [amount("vcpus", "vCores")] },
  "gcp:alloydb/instance:Instance": { classes: [], amounts: [amount("vcpus", "machineConfig.cpuCount")] },
  "gcp:memcache/instance:Instance": { classes: [], amounts: [amount("vcpus", "nodeConfig.cpuCount"), amount("memoryGiB", "nodeConfig.memorySizeMb", 1024)], nodes: props => number(props, "nodeCount", 1) },
  "gcp:redis/instance:Instance": { classes: [], amounts: [amount("memoryGiB", "memorySizeGb")], nodes: props => number(props, "replicaCount", 0) + 1 },
  "gcp:sql/databaseInstance:DatabaseInstance": { classes: ["settings.tier"] },
  "alicloud:kvstore/instance:Instance": { classes: ["instanceClass"], nodes: props => number(props, "shardCount", 1) },
  "alicloud:mongodb/instance:Instance": { classes: ["dbInstanceClass"], nodes: props => number(props, "replicationFactor", 3) + number(props, "readonlyReplicas", 0) },
  "alicloud:polardb/cluster:Cluster": { classes: ["dbNodeClass"], nodes: props => number(props, "dbNodeCount", 2) },
  "alicloud:rds/instance:Instance": { classes: ["instanceType"] },
};

/** A group says how many nodes it has, or how many shards with how many replicas each. */
function cacheNodes(props: Value): number {
  const clusters = props.at("numCacheClusters").number();
  return clusters ?? number(props, "numNodeGroups", 1) * (number(props, "replicasPerNodeGroup", 0) + 1);
}
