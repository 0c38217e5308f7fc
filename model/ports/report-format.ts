import type { ScanReport } from "../scan-report.ts";

/** What a reader asks for beyond the usual. */
export interface ReportDetail {
  /** List the differences that are known to be no drift; without it they are counted. A format that tells everything anyway need not look. */
  setAside?: boolean;
}

/** One way to tell a scan. Plug-in kind `format`: one file in reports/, exporting `format`. */
export interface ReportFormat {
  /** What users type after `--format`; never changes. */
  id: string;
  title: string;
  mediaType: string;
  /** Pure: the same report gives the same text. Gets only masked secrets and adds nothing that is not in the report. */
  render(report: ScanReport, detail?: ReportDetail): string;
}
