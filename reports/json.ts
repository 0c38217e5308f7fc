import { sortKeys } from "../model/json.ts";
import type { ReportFormat } from "../model/ports/report-format.ts";
import { scanReport } from "../model/scan-report.ts";
import { maskSecrets } from "./_shared/mask-secrets.ts";
import { visibleLines } from "./_shared/visible.ts";

/** The contract document `trueup/scan/v1`: keys in the order of the contract, keys of values sorted, so that two scans can be compared as text. */
export const format = {
  id: "json",
  title: "JSON for scripts (trueup/scan/v1)",
  mediaType: "application/json",
  render: report => {
    // Parsing puts the keys into the schema's order and drops what the contract does not know.
    const document = scanReport.parse(maskSecrets(report));
    // A control character or a bidirectional override is the same string as its escape, and harmless on a terminal.
    return `${visibleLines(JSON.stringify(document, sortValues, 2))}\n`;
  },
} satisfies ReportFormat;

function sortValues(key: string, value: unknown): unknown {
  return key === "expected" || key === "actual" ? sortKeys(value as Parameters<typeof sortKeys>[0]) : value;
}
