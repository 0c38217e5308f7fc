import { ERROR_CODES } from "../../model/guided-error.ts";
import type { Generator } from "./generator.ts";

const INTRODUCTION = `<!-- Written by \`npm run gen\` from model/guided-error.ts. -->
# Error codes

Every error that Trueup reports reads \`error CODE: what happened\`, and on the next line \`→ what to do about it\`.
The code never changes its meaning, so scripts can rely on it. Exit codes are 0 clean, 1 drift or violations, 2 could not tell, 3 bad configuration or usage.
`;

export const generators: readonly Generator[] = [{ file: "docs/errors.md", render: renderErrorCodes }];

function renderErrorCodes(): string {
  const rows = Object.entries(ERROR_CODES).map(([code, meaning]) => `| \`${code}\` | ${meaning.replaceAll("|", "\\|")} |`);
  return `${INTRODUCTION}\n${["| code | meaning |", "|---|---|", ...rows].join("\n")}\n`;
}
