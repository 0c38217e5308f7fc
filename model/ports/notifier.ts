import type { z } from "zod";
import type { ScanReport } from "../scan-report.ts";
import type { CloudContext } from "./cloud.ts";

/** What one line of a notice is about. */
export type NoticeTone = "drifted" | "resolved" | "untold" | "clean";

/** What is told of one scan to one group of people. Holds no secret value. */
export interface Notice {
  /** The whole in one sentence, fit for a subject line. */
  title: string;
  /** Of the most urgent line. */
  tone: NoticeTone;
  /** Stack by stack, the most urgent first; stacks that drift alike are in one, whose `stack` is how many there are: `40 stacks`. */
  lines: { stack: string; tone: NoticeTone; text: string }[];
  /** The scan, with the stacks that these people asked for. */
  report: ScanReport;
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
  /** Tells it. @throws {GuidedError} NOTIFY_FAILED naming the host that did not take it, never the address: of many it is a secret */
  tell(notice: Notice, settings: Settings, context: CloudContext): Promise<void>;
}
