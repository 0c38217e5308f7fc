import type { ScanFinding, StackReport } from "../../model/scan-report.ts";
import { resourceName } from "../_shared/resource-name.ts";
import { originOf, violationsOf } from "../_shared/scan-findings.ts";
import { clip } from "../_shared/value-text.ts";
import { html, prose, type Markup } from "./markup.ts";

const TEXT_LIMIT = 4_000;

/** What policies forbid of what a stack's clouds have. */
export function violationItems(stack: StackReport, isOpen: boolean): Markup {
  const violations = violationsOf(stack);
  return html`${violations.length > 0 && html`<ul class="items">${violations.map(finding => item(finding, isOpen))}</ul>`}`;
}

function item(finding: ScanFinding, isOpen: boolean): Markup {
  const { policy, enforcement, severity, urn, type, message, fix } = finding;
  return html`
    <li class="item violating">
      <details${isOpen && html` open`}>
        <summary>
          <span class="badge violating"><span aria-hidden="true">! </span>${policy}</span>
          <strong>${resourceName(finding)}</strong> <code>${type}</code>
          <span class="count">${enforcement}, ${severity}</span>
        </summary>
        <p class="meaning">${originOf(finding)}</p>
        ${clip(message, TEXT_LIMIT).split("\n").map(line => html`<p>${line}</p>`)}
        <p class="next"><span aria-hidden="true">→ </span>${prose(clip(fix, TEXT_LIMIT))}</p>
        <p class="urn"><code>${urn}</code></p>
      </details>
    </li>`;
}
