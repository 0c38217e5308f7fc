import { createHash } from "node:crypto";
import type { ReportFormat } from "../model/ports/report-format.ts";
import type { ScanReport, StackReport } from "../model/scan-report.ts";
import { exemptionTable } from "./_html/exemption-table.ts";
import { filters } from "./_html/filters.ts";
import { iconSprite } from "./_html/icons.ts";
import { identities } from "./_html/identities.ts";
import { legend } from "./_html/legend.ts";
import { html, trusted, type Markup } from "./_html/markup.ts";
import { SCRIPT } from "./_html/script.ts";
import { cleanRow, stackCard } from "./_html/stack-card.ts";
import { STYLE } from "./_html/style.ts";
import { verdictHeader } from "./_html/verdict-header.ts";
import { headline } from "./_shared/headline.ts";
import { maskSecrets } from "./_shared/mask-secrets.ts";
import { byUrgency } from "./_shared/tally.ts";
import { isTelling } from "./_shared/tone.ts";
import { count } from "./_shared/words.ts";

/** Up to so many resources stand open when the page opens; beyond it only stacks do, and beyond the second only the first stack. */
const OPEN_RESOURCES = 40;
const OPEN_STACKS = 400;

/** One self-contained page that asks for nothing from anywhere; good for a browser, an archive and paper. */
export const format = {
  id: "html",
  title: "Self-contained web page",
  mediaType: "text/html",
  render: unmasked => {
    const report = maskSecrets(unmasked);
    return `<!doctype html>\n${page(report).markup}\n`;
  },
} satisfies ReportFormat;

function page(report: ScanReport): Markup {
  return html`
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>${headline(report)} · Trueup</title>
        <link rel="icon" href="data:,">
        <style>${trusted(STYLE)}</style>
      </head>
      <body${report.stacks.length > OPEN_STACKS && html` class="many"`}>
        <a class="skip" href="#stacks">Skip to the stacks</a>
        ${iconSprite()}
        ${verdictHeader(report)}
        <main class="wide">
          ${filters(report)}
          ${stackList(report)}
          ${exemptionTable(report)}
          ${identities(report)}
          ${legend()}
        </main>
        <script>${trusted(SCRIPT)}</script>
      </body>
    </html>`;
}

/** Nothing may be loaded, and nothing may run but the style and script of this page. */
function contentSecurityPolicy(): string {
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`;
}

function stackList({ stacks, scan }: ScanReport): Markup {
  const id = stackIds(stacks);
  const telling = byUrgency(stacks).filter(isTelling);
  const clean = stacks.filter(stack => !isTelling(stack));
  const resources = telling.reduce((sum, stack) => sum + stack.resources.length, 0);
  const cards = telling.map((stack, i) => stackCard(stack, id(stack), { open: { card: i === 0 || resources <= OPEN_STACKS, resources: resources <= OPEN_RESOURCES }, scan }));
  return html`
    <section id="stacks" aria-label="Stacks">
      ${telling.length > 0 && html`<h2>${count(telling.length, "stack")} to look at</h2>`}
      ${cards}
      ${clean.length > 0 && html`<h2 class="in-sync">${count(clean.length, "stack")} in sync</h2><ul class="clean-list">${clean.map(stack => cleanRow(stack, id(stack)))}</ul>`}
    </section>`;
}

/** `report.html#network/prod` leads to that stack; stacks of one name in two backends are told apart by the backend. */
function stackIds(stacks: readonly StackReport[]): (stack: StackReport) => string {
  const seen = new Map<string, number>();
  for (const { stack } of stacks) seen.set(stack, (seen.get(stack) ?? 0) + 1);
  return ({ stack, backend = "" }) => (seen.get(stack) === 1 ? stack : `${backend}:${stack}`).replace(/\s/g, "_");
}
