import type { ScanReport, StackReport } from "../../model/scan-report.ts";
import { distinctCallers, type Caller } from "../_shared/callers.ts";
import { pendingWords } from "../_shared/pending-words.ts";
import { shellWord } from "../../model/shell-word.ts";
import { restOfFindings, tallyFindings } from "../_shared/scan-findings.ts";
import { tallyStack } from "../_shared/tally.ts";
import { isComplete, toneOfStack } from "../_shared/tone.ts";
import { hasOwnCause } from "../_shared/unknown-groups.ts";
import { duration, stackWord } from "../_shared/words.ts";
import { icon } from "./icons.ts";
import { html, type Markup } from "./markup.ts";
import { resourceItems, setAsideItems, why } from "./resource-items.ts";
import { violationItems } from "./violation-items.ts";

/** What of a card is open when the page opens. */
export interface Openness {
  card: boolean;
  resources: boolean;
}

/** One stack that has something to tell. */
export function stackCard(stack: StackReport, id: string, { open, scan }: { open: Openness; scan: ScanReport["scan"] }): Markup {
  const { reason, message } = stack;
  const tone = toneOfStack(stack);
  return html`
    <article class="stack ${tone} ${has(stack)}" id="${id}">
      <details${open.card && html` open`}>
        <summary>
          ${icon(tone)}
          <h3>${stack.stack}</h3>
          ${badge(stack)}
          ${chips(stack)}
          ${coverage(stack)}
        </summary>
        <div class="body">
          ${facts(stack)}
          ${hasOwnCause(stack) && html`<div class="why">${why(stack, reason, message)}</div>`}
          ${stack.verdict === "pending-deploy" && html`<p class="meaning">What the code says is not deployed yet; the cloud has what the state records.</p>`}
          ${stack.pendingDeploy && html`<p class="meaning">${pendingWords(stack)}</p>`}
          ${resourceItems(stack, open.resources, scan)}
          ${violationItems(stack, open.resources)}
          ${setAsideItems(stack)}
          ${tone === "drifted" && endIt(stack)}
        </div>
      </details>
    </article>`;
}

/** One stack in sync: a line. */
export function cleanRow(stack: StackReport, id: string): Markup {
  return html`
    <li class="stack clean has-clean" id="${id}">
      ${icon("clean")}
      <h3>${stack.stack}</h3>
      ${stack.owner && html`<span class="owner">${stack.owner}</span>`}
      ${coverage(stack)}
      ${setAsideItems(stack)}
    </li>`;
}

function coverage(stack: StackReport): Markup {
  const { evaluated, total } = stack.coverage;
  return html`<span class="coverage${!isComplete(stack) && " short"}">${evaluated}/${total}<span class="is"> evaluated</span></span>`;
}

/** The classes that the filters look for: a drifted stack may also hold what is unknown. */
function has(stack: StackReport): string {
  const { drifted, ignored } = tallyStack(stack);
  const tone = toneOfStack(stack);
  const classes = { drifted: drifted > 0 || stack.verdict === "drifted", violating: tallyFindings([stack]).violations > 0, clean: tone === "clean", unknown: !isComplete(stack), pending: stack.verdict === "pending-deploy", ignored: ignored > 0 || stack.verdict === "ignored" };
  return Object.entries(classes).filter(([, is]) => is).map(([name]) => `has-${name}`).join(" ");
}

/** Nothing where the counts beside it say the same. */
function badge(stack: StackReport): Markup {
  const tone = toneOfStack(stack);
  const { drifted, ignored } = tallyStack(stack);
  const isCounted = (tone === "drifted" && drifted > 0) || (tone === "ignored" && ignored > 0);
  return html`${!(isCounted && !stack.reason) && html`<span class="badge ${tone}">${stackWord(stack)}${stack.reason && `: ${stack.reason}`}</span>`}`;
}

function chips(stack: StackReport): Markup {
  const { drifted, unevaluated, ignored } = tallyStack(stack);
  const { violations } = tallyFindings([stack]);
  const chip = (n: number, word: string, tone: string) => n > 0 && html`<span class="chip ${tone}"><b>${n.toLocaleString("en-US")}</b> ${word}</span>`;
  return html`<span class="chips">${chip(drifted, "drifted", "drifted")}${chip(violations, "against policy", "violating")}${chip(unevaluated, "not evaluated", "unknown")}${chip(ignored, "ignored", "ignored")}</span>`;
}

function facts(stack: StackReport): Markup {
  const { owner, backend, durationMs } = stack;
  const callers = distinctCallers(stack);
  const fact = (name: string, value: Markup | string | undefined) => value !== undefined && html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`
    <dl class="facts">
      ${fact("owner", owner)}
      ${fact("backend", backend)}
      ${fact("policies", restOfFindings(stack) || undefined)}
      ${fact("read in", durationMs === undefined ? undefined : duration(durationMs))}
      ${fact("read as", callers.length > 0 ? html`${callers.map(callerLine)}` : undefined)}
    </dl>`;
}

/** Who was asked as: without that, "gone" would mean little. */
function callerLine({ identity, caller, account, confirmed, note }: Caller): Markup {
  return html`
    <span class="caller">
      <b>${identity}</b>
      ${caller && html` <code>${caller}</code>`}
      ${account && html` in <code>${account}</code>`}
      <span class="${confirmed ? "sure" : "doubt"}"> ${confirmed ? "confirmed" : "not confirmed"}${note && `: ${note}`}</span>
    </span>`;
}

function endIt({ stack }: StackReport): Markup {
  return html`
    <p class="next">
      <span aria-hidden="true">→ </span><code>trueup reconcile --stack ${shellWord(stack)} --dry-run</code> shows the pull request that would end this drift.
    </p>`;
}
