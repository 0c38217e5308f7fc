import type { ScanReport } from "../scan-report.ts";

/** One way to tell a scan. Plug-in kind `format`: one file in reports/, exporting `format`. */
export interface ReportFormat {
  /** What users type after `--format`; never changes. */
  id: string;
  title: string;
  mediaType: string;
  /** Pure: the same report gives the same text. Gets only masked secrets and adds nothing that is not in the report. */
  render(report: ScanReport): string;
}
