import type { z } from "zod";
import type { ScanReport } from "../scan-report.ts";
import type { CloudContext } from "./cloud.ts";

/** What has to be told after a scan. */
export interface Notice {
  report: ScanReport;
  /** Of the stacks that this notifier is for: what is new since the scan before. */
  news: { drifted: string[]; resolved: string[]; untold: string[] };
  /** Where a person reads more, where a service is running. */
  link?: string;
}

/** Where scans are told to people. Plug-in kind `notifier`: a folder in providers/notifiers/, exporting `notifier`. */
export interface Notifier<Settings = unknown> {
  /** What users type as `kind:`; never changes. */
  id: string;
  title: string;
  /** The fields of an entry of `notify` in `trueup.yaml`, besides `kind`, `stacks` and `when`. */
  settings: z.ZodObject;
  /** Tells it. One that fails stops neither the scan nor the others. @throws {GuidedError} NOTIFY_FAILED naming where it could not be told, never with the address's secret parts */
  tell(notice: Notice, settings: Settings, context: CloudContext): Promise<void>;
}
