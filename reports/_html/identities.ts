import type { ScanReport } from "../../model/scan-report.ts";
import { distinctCallers, type Caller } from "../_shared/callers.ts";
import { count } from "../_shared/words.ts";
import { html, type Markup } from "./markup.ts";

/** Who the clouds were asked as, over all stacks. Nothing where the report names nobody. */
export function identities({ stacks }: ScanReport): Markup {
  const used = new Map<string, { caller: Caller; stacks: Set<string> }>();
  for (const stack of stacks) {
    for (const caller of distinctCallers(stack)) {
      const key = JSON.stringify([caller.identity, caller.caller, caller.account, caller.confirmed]);
      const entry = used.get(key) ?? { caller, stacks: new Set() };
      used.set(key, entry);
      entry.stacks.add(stack.stack);
    }
  }
  if (used.size === 0) return html``;
  return html`
    <section class="identities">
      <h2>Read as</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Identities used">
        <table>
          <thead><tr><th scope="col">identity</th><th scope="col">the cloud says it is</th><th scope="col">account</th><th scope="col">stacks</th><th scope="col">confirmed</th></tr></thead>
          <tbody>${[...used.values()].map(({ caller, stacks: read }) => row(caller, read.size))}</tbody>
        </table>
      </div>
    </section>`;
}

function row({ identity, caller, account, confirmed, note }: Caller, stacks: number): Markup {
  return html`
    <tr>
      <th scope="row">${identity}</th>
      <td>${caller ? html`<code>${caller}</code>` : "not known"}</td>
      <td class="unbroken">${account ? html`<code>${account}</code>` : "not known"}</td>
      <td>${count(stacks, "stack")}</td>
      <td class="${confirmed ? "sure" : "doubt"}">${confirmed ? "yes" : "no"}${note && `: ${note}`}</td>
    </tr>`;
}
