import type { ScanReport } from "../../model/scan-report.ts";
import { alikeSentences } from "../_shared/alike.ts";
import { caveats, fleetShare, headline } from "../_shared/headline.ts";
import { tallyReport, type Tally } from "../_shared/tally.ts";
import { toneOfReport } from "../_shared/tone.ts";
import { duration, moment } from "../_shared/words.ts";
import { icon } from "./icons.ts";
import { html, prose, type Markup } from "./markup.ts";

/** The top of the page: the verdict in one sentence, how much of the estate it rests on, and which scan it is of. */
export function verdictHeader(report: ScanReport): Markup {
  const open = [...alikeSentences(report), ...caveats(report)];
  return html`
    <header class="verdict ${toneOfReport(report)}">
      <div class="wide">
        <p class="brand">Trueup <span>drift report</span></p>
        <h1>${icon(toneOfReport(report))}<span>${prose(headline(report))}</span></h1>
        ${open.length > 0 && html`<ul class="caveats">${open.map(sentence => html`<li>${prose(sentence)}</li>`)}</ul>`}
        ${coverage(tallyReport(report), fleetShare(report))}
        ${scanFacts(report)}
      </div>
    </header>`;
}

function coverage(tally: Tally, fleet: string): Markup {
  const { evaluated, total } = tally;
  return html`
    <div class="cover">
      <p><strong>${evaluated.toLocaleString("en-US")} of ${total.toLocaleString("en-US")}</strong> resources evaluated${total > 0 && ` (${percent(evaluated, total)} %)`}${fleet && `, in ${fleet}`}</p>
      ${total > 0 && bar(tally)}
    </div>`;
}

/** Rounded down: 100 % is said only of all. */
function percent(part: number, whole: number): number {
  return Math.min(100, Math.floor((part / whole) * 100));
}

/** A bar made of attributes alone, because the page's policy allows no inline style. */
function bar({ inSync, ignored, drifted, unevaluated }: Tally): Markup {
  const parts = [["clean", inSync], ["ignored", ignored], ["drifted", drifted], ["unknown", unevaluated]] as const;
  // One drifted resource among ten thousand must still be seen.
  const widths = parts.map(([, n]) => (n > 0 ? Math.max(n / Math.max(1, inSync + ignored + drifted + unevaluated), 0.006) : 0));
  const scale = 100 / Math.max(Number.MIN_VALUE, widths.reduce((sum, width) => sum + width, 0));
  let x = 0;
  const rects = parts.map(([tone], i) => {
    const width = widths[i]! * scale;
    const rect = width > 0 && html`<rect class="${tone}" x="${x.toFixed(2)}%" width="${width.toFixed(2)}%" height="100%"/>`;
    x += width;
    return rect;
  });
  return html`<svg class="bar" role="img" aria-label="${inSync} in sync, ${ignored} ignored, ${drifted} drifted, ${unevaluated} not evaluated">${rects}</svg>`;
}

function scanFacts({ scan }: ScanReport): Markup {
  const took = Date.parse(scan.finishedAt) - Date.parse(scan.startedAt);
  return html`
    <dl class="facts">
      <div><dt>scan</dt><dd><code>${scan.id}</code></dd></div>
      <div><dt>started</dt><dd><time datetime="${scan.startedAt}">${moment(scan.startedAt)}</time></dd></div>
      ${took >= 0 && html`<div><dt>took</dt><dd>${duration(took)}</dd></div>`}
      ${scan.engine && html`<div><dt>engine</dt><dd>${scan.engine}</dd></div>`}
      <div><dt>trueup</dt><dd>${scan.trueup}</dd></div>
    </dl>`;
}
