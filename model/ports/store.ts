import type { EstateSnapshot } from "../estate-snapshot.ts";
import type { ScanReport } from "../scan-report.ts";

/**
 * What Trueup keeps between its runs. Holds no secret value; the fingerprint key is the one thing in it that must not be shared.
 * Whatever is saved is there whole or not at all, also when the process dies or several write at once. Nothing is ever removed.
 * Reading creates nothing. Every method @throws {GuidedError} STORE_BROKEN, naming the file, where one cannot be read or written.
 */
export interface Store {
  /** Keeps a scan under its id. Saving the same id again replaces it. */
  saveScan(report: ScanReport): Promise<void>;
  /** The scan with the greatest id, ids being sortable by time; `undefined` where there is none yet. */
  latestScan(): Promise<ScanReport | undefined>;
  /** `undefined` where there is no scan with this id, whatever the id looks like. */
  scan(id: string): Promise<ScanReport | undefined>;
  /** Ids of all scans, newest first. */
  scanIds(): Promise<string[]>;
  /** Replaces the estate snapshot. Returns the file it is in, for the policy packs to read. */
  saveSnapshot(snapshot: EstateSnapshot): Promise<string>;
  /** 32 random bytes, made at the first call and the same ever after, also for several processes that ask first at the same moment. */
  fingerprintKey(): Promise<Uint8Array>;
}
