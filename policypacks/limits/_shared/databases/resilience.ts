import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";

/** Where a database says for how many days its backups are kept, and whether it lives on when a zone does not. */
export interface Resilience {
  backups?: {
    path: string;
    /** Days when nobody says it; 0 where there are no backups then. */
    byDefault: number;
    /** A property that switches backups on; off where it is missing. */
    enabledBy?: string;
  };
  zones?: { path: string; isSpread(value: Value): boolean; proposal: string };
  /** Copies take their backups from the original. @throws {Undecided} */
  isCopy?(props: Value): boolean;
}

export function resilienceOf({ type, props }: Pick<Subject, "type" | "props">): Resilience | undefined {
  const resilience = RESILIENCE[type];
  return resilience?.isCopy?.(props) ? undefined : resilience;
}

const isTrue = (value: Value) => value.flag() === true;
const isOneOf = (...values: string[]) => (value: Value) => values.includes(value.text() ?? "");
const isThere = (value: Value) => value.text() !== undefined;
const has = (path: string) => (props: Value) => !props.at(...path.split(".")).isMissing;

/** https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore: seven days unless more are set. */
const FLEXIBLE_SERVER: Resilience = { backups: { path: "backup.backupRetentionDays", byDefault: 7 }, zones: { path: "highAvailability.mode", isSpread: isOneOf("ZoneRedundant"), proposal: "ZoneRedundant" } };
/** One day unless more are set: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html */
const CLUSTER: Resilience = { backups: { path: "backupRetentionPeriod", byDefault: 1 } };

export const RESILIENCE: Record<string, Resilience> = {
  // The provider sends 0 unless something is set, which switches automated backups off.
  "aws:rds/instance:Instance": { backups: { path: "backupRetentionPeriod", byDefault: 0 }, zones: { path: "multiAz", isSpread: isTrue, proposal: "true" }, isCopy: has("replicateSourceDb") },
  "aws:rds/cluster:Cluster": { ...CLUSTER, isCopy: has("replicationSourceIdentifier") },
  "aws:docdb/cluster:Cluster": CLUSTER,
  "aws:neptune/cluster:Cluster": CLUSTER,
  // A cache may be filled again, so nobody has to keep copies of it.
  "aws:elasticache/replicationGroup:ReplicationGroup": { zones: { path: "multiAzEnabled", isSpread: isTrue, proposal: "true" } },
  "aws:redshift/cluster:Cluster": { backups: { path: "automatedSnapshotRetentionPeriod", byDefault: 1 }, zones: { path: "multiAz", isSpread: isTrue, proposal: "true" } },
  "azure-native:dbforpostgresql:Server": { ...FLEXIBLE_SERVER, isCopy: props => props.at("createMode").text() === "Replica" },
  "azure-native:dbformysql:Server": { ...FLEXIBLE_SERVER, isCopy: props => props.at("createMode").text() === "Replica" },
  "azure-native:sql:Database": { zones: { path: "zoneRedundant", isSpread: isTrue, proposal: "true" } },
  "azure-native:sql:ManagedInstance": { zones: { path: "zoneRedundant", isSpread: isTrue, proposal: "true" } },
  // https://cloud.google.com/sql/docs/mysql/backup-recovery/backups: seven backups, of one day each, unless more are set.
  "gcp:sql/databaseInstance:DatabaseInstance": {
    backups: { path: "settings.backupConfiguration.backupRetentionSettings.retainedBackups", byDefault: 7, enabledBy: "settings.backupConfiguration.enabled" },
    zones: { path: "settings.availabilityType", isSpread: isOneOf("REGIONAL"), proposal: "REGIONAL" },
    isCopy: has("masterInstanceName"),
  },
  "gcp:redis/instance:Instance": { zones: { path: "tier", isSpread: isOneOf("STANDARD_HA"), proposal: "STANDARD_HA" } },
  // https://www.alibabacloud.com/help/en/rds/apsaradb-rds-for-mysql/back-up-an-apsaradb-rds-for-mysql-instance: seven days unless more are set.
  "alicloud:rds/backupPolicy:BackupPolicy": { backups: { path: "backupRetentionPeriod", byDefault: 7 } },
  "alicloud:rds/instance:Instance": { zones: { path: "zoneIdSlaveA", isSpread: isThere, proposal: "a zone" } },
  "alicloud:mongodb/instance:Instance": { backups: { path: "backupRetentionPeriod", byDefault: 7 }, zones: { path: "secondaryZoneId", isSpread: isThere, proposal: "a zone" } },
  "alicloud:kvstore/instance:Instance": { zones: { path: "secondaryZoneId", isSpread: isThere, proposal: "a zone" } },
};
