import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";

/** Where the storage of databases and the like is asked for, in GiB unless the type says otherwise. */
interface StoragePlace {
  size: string;
  /** What it may grow to by itself. */
  growsTo?: string;
  iops?: string;
  /** Number of nodes that have so much each. */
  nodes?: string;
  /** MiB or bytes to the GiB. */
  unitsPerGiB?: number;
}

export interface Storage {
  size: Value;
  growsTo: Value;
  iops: Value;
  /** @throws {Undecided} */
  gib(): number;
}

/** The storage of a database; `undefined` where its type has none of its own. */
export function databaseStorage({ type, props }: Subject): Storage | undefined {
  const place = DATABASE_STORAGE[type];
  if (!place) return undefined;
  const at = (path: string | undefined) => props.at(...(path ?? "there is none").split("."));
  const size = at(place.size);
  const growsTo = at(place.growsTo);
  return { size, growsTo, iops: at(place.iops), gib: () => (Math.max(size.number() ?? 0, growsTo.number() ?? 0) / (place.unitsPerGiB ?? 1)) * (at(place.nodes).number() ?? 1) };
}

export const DATABASE_STORAGE: Record<string, StoragePlace> = {
  "aws:rds/instance:Instance": { size: "allocatedStorage", growsTo: "maxAllocatedStorage", iops: "iops" },
  "aws:rds/cluster:Cluster": { size: "allocatedStorage", iops: "iops" },
  "aws:opensearch/domain:Domain": { size: "ebsOptions.volumeSize", iops: "ebsOptions.iops", nodes: "clusterConfig.instanceCount" },
  "aws:elasticsearch/domain:Domain": { size: "ebsOptions.volumeSize", iops: "ebsOptions.iops", nodes: "clusterConfig.instanceCount" },
  "aws:msk/cluster:Cluster": { size: "brokerNodeGroupInfo.storageInfo.ebsStorageInfo.volumeSize", nodes: "numberOfBrokerNodes" },
  "azure-native:dbforpostgresql:Server": { size: "storage.storageSizeGB", iops: "storage.iops" },
  "azure-native:dbformysql:Server": { size: "storage.storageSizeGB", iops: "storage.iops" },
  "azure-native:sql:ManagedInstance": { size: "storageSizeInGB", iops: "storageIOps" },
  "azure-native:sql:Database": { size: "maxSizeBytes", unitsPerGiB: 1024 ** 3 },
  "azure-native:sql:ElasticPool": { size: "maxSizeBytes", unitsPerGiB: 1024 ** 3 },
  "gcp:sql/databaseInstance:DatabaseInstance": { size: "settings.diskSize", growsTo: "settings.diskAutoresizeLimit", iops: "settings.dataDiskProvisionedIops" },
  "alicloud:rds/instance:Instance": { size: "instanceStorage", growsTo: "storageUpperBound" },
  "alicloud:mongodb/instance:Instance": { size: "dbInstanceStorage", iops: "provisionedIops" },
};
