import type { FindingFormat } from "../../model/ports/finding-format.ts";
import { policyReport } from "../../model/policy-report.ts";
import { visibleLines } from "../_shared/visible.ts";

/** The contract document `trueup/policy/v1`; also what `--baseline` reads. */
export const format = {
  id: "json",
  title: "JSON for scripts (trueup/policy/v1)",
  mediaType: "application/json",
  // Parsing puts the keys into the schema's order. A control character is the same string as its escape, and harmless on a terminal.
  render: report => `${visibleLines(JSON.stringify(policyReport.parse(report), null, 2))}\n`,
} satisfies FindingFormat;
