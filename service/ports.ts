import type { Store } from "../model/ports/store.ts";
import type { ServiceMetrics } from "./metrics.ts";

/** What the service tells over HTTP, and who may ask. */
export interface ServicePorts {
  store: Pick<Store, "standings" | "drifts" | "scans" | "scan" | "latestScan">;
  /** Every stack that is looked after, also those that were never scanned. */
  estate(): Promise<StackPlan[]>;
  /** Asks for a scan of the stacks that the glob matches, now; resolves to its id. @throws {GuidedError} USAGE where it matches none */
  requestScan(glob: string): Promise<string>;
  /** What the service needs to do its work, each part for itself. */
  health(): Promise<HealthCheck[]>;
  metrics: Pick<ServiceMetrics, "contentType" | "text">;
  /** What callers must show; absent where only this machine can ask. */
  token?: string;
  /** Names under which the service may be asked without a token, without port; a request for another one is refused, so that no web page can ask in a browser's name. */
  hosts: readonly string[];
  /** Told of errors that nobody foresaw, for the log. */
  onTrouble(error: Error): void;
  now(): Date;
  version: string;
}

export interface StackPlan {
  /** <project>/<stack> */
  stack: string;
  backend: string;
  owner?: string;
  /** ISO time of its next scheduled scan; absent where there is none. */
  nextScan?: string;
  /** Its schedule is paused. */
  paused?: boolean;
}

export interface HealthCheck {
  /** As `database`. */
  name: string;
  isWell: boolean;
  /** What is wrong, and since when. */
  detail?: string;
}
