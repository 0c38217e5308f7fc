import { html } from "../../reports/_html/markup.ts";
import { duration, moment } from "../../reports/_shared/words.ts";
import type { ScanSummary } from "../../model/ports/store.ts";
import { masthead, page } from "./page.ts";

/** The last scans; each leads to its report. */
export function scansPage(scans: readonly ScanSummary[]): string {
  const body = html`
    ${masthead("ignored", html`<h1>Scans</h1>`, html``)}
    <main class="wide" id="main">
      ${scans.length === 0 ? html`<p class="empty">There is no scan yet.</p>` : html`
        <div class="scroll"><table>
          <thead><tr><th scope="col">scan</th><th scope="col">began</th><th scope="col">took</th><th scope="col" class="number">stacks</th><th scope="col" class="number">drifted</th><th scope="col">for</th></tr></thead>
          <tbody>${scans.map(row)}</tbody>
        </table></div>`}
    </main>`;
  return page("Scans", body);
}

function row({ id, startedAt, finishedAt, slot, stacks }: ScanSummary) {
  return html`
    <tr>
      <th scope="row">${finishedAt === undefined ? html`<code>${id}</code>` : html`<a href="/scans/${id}"><code>${id}</code></a>`}</th>
      <td>${moment(startedAt)}</td>
      <td>${finishedAt === undefined ? "running" : duration(Date.parse(finishedAt) - Date.parse(startedAt))}</td>
      <td class="number">${stacks.told}/${stacks.planned}</td>
      <td class="number">${stacks.drifted}</td>
      <td>${slot ?? "asked for"}</td>
    </tr>`;
}
