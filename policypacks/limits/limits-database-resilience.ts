import * as z from "zod/mini";
import { countOf } from "../_kit/count-of";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { WireObject } from "../_kit/wire";
import { RESILIENCE, type Resilience, resilienceOf } from "./_shared/databases/resilience";
import { bound, flag } from "./_shared/options";
import { DATABASE_STORAGE, databaseStorage } from "./_shared/storage/database-storage";

const options = z.strictObject({
  minBackupDays: bound("for how many days backups must be kept at least"),
  maxBackupDays: bound("for how many days they may be kept at most"),
  multiZone: flag("whether databases must live on when a zone does not"),
  maxStorageGiB: bound("the most storage that a database may have, or grow to by itself"),
});
type Options = z.infer<typeof options>;

export const policy = definePolicy({
  id: "limits-database-resilience",
  title: "Databases have backups, zones and storage as agreed",
  severity: "high",
  enforcement: "mandatory",
  why: "The day on which backups are missed is the day on which it is too late to switch them on. A database without any is advised against; for how long they are kept, zones and storage are judged when they are configured.",
  fix: "Change the database's backups, zones or storage.",
  types: [...new Set([...Object.keys(RESILIENCE), ...Object.keys(DATABASE_STORAGE)])],
  options,
  check(subject, report, { options: chosen }) {
    const judges = [
      () => judgeBackups(subject, resilienceOf(subject)?.backups, chosen, report),
      () => judgeZones(subject, resilienceOf(subject)?.zones, chosen, report),
      () => judgeStorage(subject, chosen, report),
    ];
    report.each(judges, judge => judge());
  },
  examples: {
    good: [
      { title: "backups of two weeks in two zones", resources: [rds({ backupRetentionPeriod: 14, multiAz: true, allocatedStorage: 100 })], options: { minBackupDays: 7, maxBackupDays: 35, multiZone: true, maxStorageGiB: 500 } },
      { title: "a read replica, which has the backups of its original", resources: [rds({ replicateSourceDb: "main" })], options: { minBackupDays: 7 } },
      { title: "a server of Azure, which has backups by itself", resources: [postgres({})], options: { minBackupDays: 7 } },
      { title: "a database of Google Cloud in two zones", resources: [cloudSql({ availabilityType: "REGIONAL", backupConfiguration: { enabled: true } })], options: { minBackupDays: 7, multiZone: true } },
      { title: "a database of Alicloud in two zones", resources: [{ type: "alicloud:rds/instance:Instance", inputs: { zoneIdSlaveA: "cn-hangzhou-h", instanceStorage: 100 } }], options: { multiZone: true, maxStorageGiB: 100 } },
    ],
    bad: [
      { title: "no backups", resources: [rds({})], says: ["backupRetentionPeriod is not set, so there are no backups"] },
      { title: "backups switched off", resources: [rds({ backupRetentionPeriod: 0 })], options: { minBackupDays: 7 }, says: ["backupRetentionPeriod is 0, so there are no backups", "Set backupRetentionPeriod to 7"] },
      { title: "backups of one day", resources: [{ type: "aws:rds/cluster:Cluster", inputs: {} }], options: { minBackupDays: 7 }, says: ["kept for 1 day, not for the 7"] },
      { title: "one zone", resources: [rds({ backupRetentionPeriod: 7 })], options: { multiZone: true }, says: ["multiAz is not set"] },
      { title: "storage that may grow too far", resources: [rds({ backupRetentionPeriod: 7, allocatedStorage: 100, maxAllocatedStorage: 5000 })], options: { maxStorageGiB: 1000 }, says: ["maxAllocatedStorage makes it 5000 GiB, more than the 1000"] },
      { title: "backups of Azure for too long", resources: [postgres({ backup: { backupRetentionDays: 35 } })], options: { maxBackupDays: 14 }, says: ["kept for 35 days, longer than the 14"] },
      { title: "a server of Azure in one zone", resources: [postgres({ highAvailability: { mode: "SameZone" } })], options: { multiZone: true }, says: ["highAvailability.mode is SameZone", "ZoneRedundant"] },
      { title: "a database of Google Cloud without backups", resources: [cloudSql({ backupConfiguration: { enabled: false } })], says: ["settings.backupConfiguration.enabled is false, so there are no backups"] },
      { title: "a database of Alicloud in one zone", resources: [{ type: "alicloud:rds/instance:Instance", inputs: { instanceStorage: 2000 } }], options: { multiZone: true, maxStorageGiB: 1000 }, says: ["zoneIdSlaveA is not set", "2000 GiB"] },
    ],
  },
});

function judgeBackups({ props }: Subject, backups: Resilience["backups"], { minBackupDays, maxBackupDays }: Options, report: Report): void {
  if (!backups) return;
  const at = (path: string) => props.at(...path.split("."));
  const enabledBy = backups.enabledBy === undefined ? undefined : at(backups.enabledBy);
  const isOff = enabledBy !== undefined && enabledBy.flag() !== true;
  const value = isOff ? enabledBy : at(backups.path);
  const days = isOff ? 0 : (value.number() ?? backups.byDefault);
  const advised = minBackupDays ?? 7;
  if (days === 0) report(`${value.path} is ${value.isMissing ? "not set" : value}, so there are no backups.`, { fix: isOff ? `Set ${value.path} to true.` : `Set ${value.path} to ${advised} or more.`, ...(minBackupDays === undefined ? { level: "advisory" } : {}) });
  else if (minBackupDays !== undefined && days < minBackupDays) report(`Backups are kept for ${countOf(days, "day")}, not for the ${minBackupDays} asked for.`, { fix: `Set ${backups.path} to ${minBackupDays} or more.` });
  else if (maxBackupDays !== undefined && days > maxBackupDays) report(`Backups are kept for ${countOf(days, "day")}, longer than the ${maxBackupDays} allowed.`, { fix: `Set ${backups.path} to ${maxBackupDays} or less.` });
}

function judgeZones({ props }: Subject, zones: Resilience["zones"], { multiZone }: Options, report: Report): void {
  if (!zones || !multiZone) return;
  const value = props.at(...zones.path.split("."));
  if (!zones.isSpread(value)) report(`${zones.path} is ${value.isMissing ? "not set" : value}, so the database is away when its zone is.`, { fix: `Set ${zones.path} to ${zones.proposal}.` });
}

function judgeStorage(subject: Subject, { maxStorageGiB }: Options, report: Report): void {
  const storage = maxStorageGiB === undefined ? undefined : databaseStorage(subject);
  const gib = storage?.gib();
  if (!storage || gib === undefined || gib <= maxStorageGiB!) return;
  const { size, growsTo } = storage;
  const path = (growsTo.number() ?? 0) > (size.number() ?? 0) ? growsTo.path : size.path;
  report(`${path} makes it ${Math.round(gib)} GiB, more than the ${maxStorageGiB} allowed.`, { fix: `Use at most ${maxStorageGiB} GiB, or raise \`maxStorageGiB\` of limits-database-resilience.` });
}

function rds(inputs: WireObject): ExampleResource {
  return { type: "aws:rds/instance:Instance", inputs };
}

function postgres(inputs: WireObject): ExampleResource {
  return { type: "azure-native:dbforpostgresql:Server", inputs };
}

function cloudSql(settings: WireObject): ExampleResource {
  return { type: "gcp:sql/databaseInstance:DatabaseInstance", inputs: { settings } };
}
