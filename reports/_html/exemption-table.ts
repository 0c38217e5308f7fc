import type { ExemptionUse, ScanReport } from "../../model/scan-report.ts";
import { exemptionsInOrder, exemptionWords } from "../_shared/exemptions.ts";
import { html, type Markup } from "./markup.ts";

/** What was agreed to be put up with, what has expired first. Nothing where there is no exemption. */
export function exemptionTable(report: ScanReport): Markup {
  const uses = exemptionsInOrder(report);
  if (uses.length === 0) return html``;
  return html`
    <section class="identities">
      <h2>Exemptions</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Exemptions">
        <table>
          <thead><tr><th scope="col">reason</th><th scope="col">owner</th><th scope="col">last day</th><th scope="col">in this scan</th></tr></thead>
          <tbody>${uses.map(row)}</tbody>
        </table>
      </div>
    </section>`;
}

function row(use: ExemptionUse): Markup {
  const { reason, owner, expires, state } = use;
  return html`
    <tr>
      <th scope="row">${reason}</th>
      <td>${owner}</td>
      <td class="unbroken">${expires}</td>
      <td class="${state === "used" ? "sure" : "doubt"}">${exemptionWords(use)}</td>
    </tr>`;
}
