import type { Baseline } from "../baseline.ts";
import type { DriftRecord, StackStanding } from "../drift-record.ts";
import type { EstateSnapshot, StackFacts } from "../estate-snapshot.ts";
import type { ScanReport, StackReport } from "../scan-report.ts";
import type { StackRef } from "../stack.ts";

/** What is known of a scan when it begins. */
export interface ScanStart {
  id: string;
  /** ISO time. */
  startedAt: string;
  trueup: string;
  engine?: string;
  /** The scheduled slot it is for, as `nightly@2026-11-21T02:00:00Z`: there is never a second scan for a slot. Absent for one that a person asked for. */
  slot?: string;
  /** Stacks it will scan; each of them has to get a report before the scan is whole. */
  stacks: StackRef[];
}

/** What is known of a scan when all its stacks have their reports. */
export type ScanEnd = Pick<ScanReport, "fleet" | "exemptions"> & {
  /** ISO time. */
  finishedAt: string;
  /** Reports that stand for no single stack, as that of a backend which could not be listed. */
  besides?: StackReport[];
};

/** One scan in a list. */
export interface ScanSummary {
  id: string;
  startedAt: string;
  /** Absent while it runs. */
  finishedAt?: string;
  slot?: string;
  stacks: { planned: number; told: number; drifted: number };
}

/**
 * What Trueup keeps between its runs. Holds no secret value. Whatever is saved is there whole or not at all, also when the process dies
 * or several write at once. Every method @throws {GuidedError} STORE_BROKEN, naming the place, where it cannot be read or written.
 */
export interface Store {
  /** Keeps that a scan has begun. `already`: its slot has a scan, or its id is there; nothing was changed. */
  beginScan(start: ScanStart): Promise<"begun" | "already">;
  /**
   * Keeps the report of one stack of a scan, once: a second one for the same stack of the same scan changes nothing. Carries the drift history on: what drifted is first seen now or still there, what was
   * read and is in sync again is resolved, what was not read stays as it was. Gives the report back with `since` filled in.
   */
  saveStack(scan: string, ref: StackRef, report: StackReport, at: Date): Promise<StackReport>;
  /** The planned stacks of a scan that have no report yet; of a scan that is not there, none. */
  untold(scan: string): Promise<StackRef[]>;
  /** Whether no planned stack of a scan is without a report, or not that one. Gives no list: cheap in a scan of thousands of stacks, too. */
  isTold(scan: string, ref?: StackRef): Promise<boolean>;
  /** The reports that a scan has so far, by stack. */
  told(scan: string): Promise<StackReport[]>;
  /** Ends a scan; what it came to from then on is the whole document. Ending it again gives the same document. */
  finishScan(id: string, end: ScanEnd): Promise<ScanReport>;
  /** The whole document of a finished scan; `undefined` where there is none with this id, whatever the id looks like. */
  scan(id: string): Promise<ScanReport | undefined>;
  /** The finished scan that began last; `undefined` where there is none yet. */
  latestScan(): Promise<ScanReport | undefined>;
  /** Newest first, running ones too. */
  scans(limit: number): Promise<ScanSummary[]>;
  /** Of one stack, or of all: those that last, or all that are kept. Newest first. */
  drifts(query: { stack?: string; open?: boolean; limit?: number }): Promise<DriftRecord[]>;
  /** The last verdict of every stack that was ever scanned, by name. */
  standings(): Promise<StackStanding[]>;
  baseline(ref: StackRef): Promise<Baseline | undefined>;
  /** Replaces the baseline of its stack. */
  saveBaseline(baseline: Baseline): Promise<void>;
  /** What one stack uses, for the estate snapshot; replaces what was kept of it. */
  saveFacts(facts: StackFacts): Promise<void>;
  /** Of every stack, by name. */
  facts(): Promise<StackFacts[]>;
  /** Replaces the estate snapshot. Returns the file it is in, for the policy packs to read. */
  saveSnapshot(snapshot: EstateSnapshot): Promise<string>;
  /** Removes scans that ended before this time, but never a stack's last verdict, and drifts resolved before it. Returns how many scans went. */
  prune(before: Date): Promise<number>;
  /** 32 random bytes, made at the first call and the same ever after, also for several processes that ask first at the same moment. Never in the database that the fingerprints are in. */
  fingerprintKey(): Promise<Uint8Array>;
  close(): Promise<void>;
}
