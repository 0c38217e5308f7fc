import { icon, type IconName } from "../../reports/_html/icons.ts";
import { html, type Markup } from "../../reports/_html/markup.ts";
import { count, moment, span } from "../../reports/_shared/words.ts";
import { resourceName } from "../../reports/_shared/resource-name.ts";
import type { DriftRecord } from "../../model/drift-record.ts";
import type { FleetStack } from "./fleet.ts";
import { masthead, page } from "./page.ts";
import { TONE_OF } from "./words.ts";

/** One stack: where it stands, what has drifted, and what had. */
export function stackPage(stack: FleetStack, drifts: readonly DriftRecord[], now: Date): string {
  const tone = stack.verdict ? TONE_OF[stack.verdict] : "unknown";
  const open = drifts.filter(({ resolvedAt }) => resolvedAt === undefined);
  const past = drifts.filter(({ resolvedAt }) => resolvedAt !== undefined);
  const body = html`
    ${masthead(tone, html`<h1>${icon(tone as IconName)}<span>${stack.stack}: ${stack.verdict ?? "never scanned"}${stack.reason && ` (${stack.reason})`}</span></h1>`, facts(stack))}
    <main class="wide" id="main">
      <h2>${open.length === 0 ? "No drift that was seen lasts" : `${count(open.length, "drift")}`}</h2>
      ${open.length > 0 && table(open, now)}
      ${past.length > 0 && html`<h2>Resolved</h2>${table(past, now)}`}
    </main>`;
  return page(stack.stack, body);
}

function facts({ owner, backend, at, toldAt, scan, coverage, nextScan, paused, stack }: FleetStack): Markup {
  const fact = (name: string, value: Markup | string | undefined) => value !== undefined && html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`
    <dl class="facts">
      ${fact("owner", owner)}
      ${fact("backend", backend)}
      ${fact("evaluated", coverage && `${coverage.evaluated} of ${count(coverage.total, "resource")}`)}
      ${fact("last scan", at === undefined ? undefined : html`<a href="/scans/${scan}#${stack}">${moment(at)}</a>`)}
      ${fact("last told completely", at === undefined ? undefined : toldAt === undefined ? "never" : moment(toldAt))}
      ${fact("next scan", paused ? "paused" : nextScan === undefined ? "on demand" : moment(nextScan))}
    </dl>`;
}

function table(drifts: readonly DriftRecord[], now: Date): Markup {
  return html`
    <div class="scroll"><table>
      <thead><tr><th scope="col">resource</th><th scope="col">what</th><th scope="col">first seen</th><th scope="col">last seen</th><th scope="col">lasted</th></tr></thead>
      <tbody>${drifts.map(drift => row(drift, now))}</tbody>
    </table></div>`;
}

function row({ urn, type, kind, paths, firstSeen, lastSeen, resolvedAt, scan }: DriftRecord, now: Date): Markup {
  const end = resolvedAt === undefined ? now.getTime() : Date.parse(resolvedAt);
  return html`
    <tr>
      <th scope="row">${resourceName({ urn })}<small><code>${type}</code></small></th>
      <td>${kind}<small>${paths.map(path => html`<code>${path}</code> `)}</small></td>
      <td>${moment(firstSeen)}</td>
      <td><a href="/scans/${scan}">${moment(lastSeen)}</a></td>
      <td>${span(end - Date.parse(firstSeen))}${resolvedAt !== undefined && html`<small>resolved ${moment(resolvedAt)}</small>`}</td>
    </tr>`;
}
