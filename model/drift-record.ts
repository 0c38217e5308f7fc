import type { DriftKind, StackVerdict, UnknownReason } from "./verdict.ts";

/** One drift over time. It ends when a scan read the resource and found it in sync, and never because nobody looked. */
export interface DriftRecord {
  /** <project>/<stack> */
  stack: string;
  backend: string;
  urn: string;
  type: string;
  kind: DriftKind;
  paths: string[];
  /** ISO times of the first and of the last scan that found it. */
  firstSeen: string;
  lastSeen: string;
  /** ISO time of the scan that found it ended; absent while it lasts. */
  resolvedAt?: string;
  /** Id of the last scan that found it. */
  scan: string;
}

/** What the last scans say of one stack. */
export interface StackStanding {
  stack: string;
  backend: string;
  /** The last verdict, whatever it was. */
  verdict: StackVerdict;
  reason?: UnknownReason;
  coverage: { evaluated: number; total: number };
  /** ISO time of that verdict, and its scan. */
  at: string;
  scan: string;
  /** ISO time of the last verdict that was told completely: neither unknown, partial nor skipped. */
  toldAt?: string;
  owner?: string;
}
