import { REFUSALS } from "../../reconcile/refusal.ts";
import type { Generator } from "./generator.ts";

const INTRODUCTION = `<!-- Written by \`npm run gen\` from reconcile/refusal.ts. -->
# Why a drift was not adopted

\`trueup reconcile\` edits a program only where one edit is certain to be right. Everything else is refused with a code, a sentence, the file and line, and the next step.
The codes never change their meaning, so scripts can rely on them. docs/reconciliation.md tells how an edit is found and proven.
`;

export const generators: readonly Generator[] = [{ file: "docs/refusals.md", render: renderRefusals }];

function renderRefusals(): string {
  const rows = Object.entries(REFUSALS).map(([code, meaning]) => `| \`${code}\` | ${meaning.replaceAll("|", "\\|")} |`);
  return `${INTRODUCTION}\n${["| code | meaning |", "|---|---|", ...rows].join("\n")}\n`;
}
