import { icon } from "../../reports/_html/icons.ts";
import { html, type Markup } from "../../reports/_html/markup.ts";
import { count, moment, span } from "../../reports/_shared/words.ts";
import type { DriftRecord } from "../../model/drift-record.ts";
import type { ScanSummary } from "../../model/ports/store.ts";
import { stackKey } from "../../model/stack.ts";
import type { StackVerdict } from "../../model/verdict.ts";
import type { stacksOf } from "../api.ts";
import { masthead, page } from "./page.ts";
import { fromNow, TONE_OF, URGENCY } from "./words.ts";

export type FleetStack = Awaited<ReturnType<typeof stacksOf>>[number];

export interface Fleet {
  stacks: readonly FleetStack[];
  /** Those that last. */
  drifts: readonly DriftRecord[];
  /** Newest first. */
  scans: readonly ScanSummary[];
  /** What the reader looks for. */
  wanted: { text: string; verdict: string };
  now: Date;
}

const REFRESH_SECONDS = 60;

/** The first page: every stack that is looked after, the most urgent first. */
export function fleetPage(fleet: Fleet): string {
  const shown = fleet.stacks.filter(stack => isWanted(stack, fleet.wanted)).sort(byUrgency);
  const body = html`
    ${masthead(toneOf(fleet), html`<h1>${icon(toneOf(fleet))}<span>${headline(fleet)}</span></h1>`, facts(fleet))}
    <main class="wide" id="main">
      ${finder(fleet)}
      ${shown.length === 0 ? html`<p class="empty">${fleet.stacks.length === 0 ? "No stack is looked after yet: `stacks` in trueup.yaml says which are." : "No stack matches."}</p>` : table(shown, fleet)}
    </main>`;
  return page("Stacks", body, { refreshSeconds: REFRESH_SECONDS });
}

function toneOf({ stacks }: Fleet): "drifted" | "unknown" | "clean" {
  if (stacks.some(({ verdict }) => verdict === "drifted")) return "drifted";
  return stacks.length > 0 && stacks.every(isTold) ? "clean" : "unknown";
}

function isTold({ verdict }: FleetStack): boolean {
  return verdict === "in-sync" || verdict === "ignored" || verdict === "pending-deploy";
}

/** Never says more than the last scans did: a stack without a verdict is not in sync. */
function headline({ stacks }: Fleet): string {
  const drifted = stacks.filter(({ verdict }) => verdict === "drifted").length;
  const never = stacks.filter(({ verdict }) => verdict === undefined).length;
  const untold = stacks.filter(stack => stack.verdict !== undefined && stack.verdict !== "drifted" && !isTold(stack)).length;
  const parts = [drifted > 0 ? `${drifted} of ${count(stacks.length, "stack")} drifted` : undefined, untold > 0 ? `${count(untold, "stack")} could not be told` : undefined, never > 0 ? `${count(never, "stack")} never scanned` : undefined];
  const said = parts.filter(part => part !== undefined);
  if (said.length > 0) return said.join(", ");
  return stacks.length === 0 ? "No stacks" : `All ${count(stacks.length, "stack")} are told, and none has drifted`;
}

function facts({ scans, stacks, now }: Fleet): Markup {
  const last = scans.find(({ finishedAt }) => finishedAt !== undefined);
  const running = scans.filter(({ finishedAt }) => finishedAt === undefined);
  const next = stacks.flatMap(({ nextScan }) => nextScan ?? []).sort()[0];
  const fact = (name: string, value: Markup | undefined) => value && html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`
    <dl class="facts">
      ${fact("last scan", last && html`<a href="/scans/${last.id}">${fromNow(last.finishedAt!, now)}</a>`)}
      ${fact("next scan", next === undefined ? undefined : html`<time datetime="${next}">${fromNow(next, now)}</time>`)}
    </dl>
    ${running.map(({ id, stacks: { told, planned } }) => html`<div class="cover"><p>Scan <code>${id}</code> is running: ${told} of ${count(planned, "stack")}</p><progress max="${Math.max(1, planned)}" value="${told}">${told} of ${planned}</progress></div>`)}`;
}

function finder({ wanted, stacks }: Fleet): Markup {
  const verdicts = URGENCY.filter(verdict => stacks.some(stack => stack.verdict === verdict));
  const option = (value: string, word: string) => html`<option value="${value}"${wanted.verdict === value && html` selected`}>${word}</option>`;
  return html`
    <form class="find" method="get" action="/">
      <input type="search" name="text" value="${wanted.text}" placeholder="Find a stack or an owner" aria-label="Find a stack or an owner">
      <select name="verdict" aria-label="Verdict">${option("", "every verdict")}${verdicts.map(verdict => option(verdict, verdict))}</select>
      <button>Find</button>
    </form>`;
}

function isWanted({ stack, owner, verdict }: FleetStack, wanted: Fleet["wanted"]): boolean {
  const words = wanted.text.toLowerCase().split(/\s+/).filter(Boolean);
  return (wanted.verdict === "" || verdict === wanted.verdict) && words.every(word => `${stack} ${owner ?? ""}`.toLowerCase().includes(word));
}

function byUrgency(a: FleetStack, b: FleetStack): number {
  const rank = (verdict: StackVerdict | undefined): number => (verdict === undefined ? 1.5 : URGENCY.indexOf(verdict));
  return rank(a.verdict) - rank(b.verdict) || (a.stack < b.stack ? -1 : 1);
}

function table(stacks: readonly FleetStack[], { drifts, now }: Fleet): Markup {
  const openByStack = Map.groupBy(drifts, stackKey);
  return html`
    <div class="scroll"><table>
      <thead><tr><th scope="col">stack</th><th scope="col">verdict</th><th scope="col" class="number">drifts</th><th scope="col">for</th><th scope="col" class="number">evaluated</th><th scope="col">last scan</th><th scope="col">next scan</th></tr></thead>
      <tbody>${stacks.map(stack => row(stack, openByStack.get(stackKey(stack)) ?? [], now))}</tbody>
    </table></div>`;
}

function row(stack: FleetStack, open: readonly DriftRecord[], now: Date): Markup {
  const { verdict, reason, coverage, at, owner, nextScan, paused, isPlanned } = stack;
  const since = open.map(({ firstSeen }) => firstSeen).sort()[0];
  return html`
    <tr>
      <th scope="row"><a href="/stacks/${stack.backend}/${stack.stack}">${stack.stack}</a><small>${owner}</small></th>
      <td><span class="badge ${verdict ? TONE_OF[verdict] : "unknown"}">${verdict ?? "never scanned"}${reason && `: ${reason}`}</span></td>
      <td class="number">${open.length > 0 && open.length}</td>
      <td>${since !== undefined && html`<span title="since ${moment(since)}">${span(now.getTime() - Date.parse(since))}</span>`}</td>
      <td class="number">${coverage && html`${coverage.evaluated}/${coverage.total}`}</td>
      <td>${at !== undefined && html`<time datetime="${at}" title="${moment(at)}">${fromNow(at, now)}</time>`}</td>
      <td>${paused ? "paused" : nextScan !== undefined ? html`<time datetime="${nextScan}" title="${moment(nextScan)}">${fromNow(nextScan, now)}</time>` : isPlanned ? "on demand" : "not looked after"}</td>
    </tr>`;
}
