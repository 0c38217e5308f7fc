import type { ResourceReport, ScanReport, StackReport } from "../../model/scan-report.ts";
import type { UnknownReason } from "../../model/verdict.ts";
import { nextStep, reasonMeaning } from "../_shared/reason-hints.ts";
import { resourceName } from "../_shared/resource-name.ts";
import { resourcesSetAside, setAsideWords } from "../_shared/set-aside.ts";
import { timeInDrift } from "../_shared/time-in-drift.ts";
import { groupUnknown, type UnknownGroup } from "../_shared/unknown-groups.ts";
import { clip } from "../_shared/value-text.ts";
import { count, KIND_MEANINGS, resourceWord } from "../_shared/words.ts";
import { difference } from "./difference.ts";
import { html, prose, type Markup } from "./markup.ts";

const MESSAGE_LIMIT = 4_000;
const SIGNS = { changed: "≠", deleted: "−", unmanaged: "+" } as const;

/** What a stack has to tell: drifted resources, then causes of not knowing, then what rules set aside. */
export function resourceItems(stack: StackReport, isOpen: boolean, scan: ScanReport["scan"]): Markup {
  const withVerdict = (verdict: string) => stack.resources.filter(resource => resource.verdict === verdict);
  const items = [
    ...withVerdict("drifted").map(resource => item(resource, isOpen, timeInDrift(resource, scan))),
    ...groupUnknown(stack).map(group => unknownItem(group, stack, isOpen)),
    ...withVerdict("ignored").map(resource => item(resource, false, "")),
  ];
  return html`${items.length > 0 && html`<ul class="items">${items}</ul>`}`;
}

/** Why something could not be told, what was answered, the next step. */
export function why(stack: StackReport, reason: UnknownReason | undefined, message: string | undefined): Markup {
  const hint = nextStep(stack, reason);
  return html`
    ${(reason || !message) && html`<p>${reasonMeaning(reason)}</p>`}
    ${message && html`<pre>${clip(message, MESSAGE_LIMIT)}</pre>`}
    ${hint && html`<p class="next"><span aria-hidden="true">→ </span>${prose(clip(hint, MESSAGE_LIMIT))}</p>`}`;
}

/** What of a stack is known to be no drift: closed until somebody asks. */
export function setAsideItems(stack: StackReport): Markup {
  const known = resourcesSetAside(stack);
  return html`${
    known.length > 0 &&
    html`
      <details class="known">
        <summary>${setAsideWords(stack)}, known to be no drift</summary>
        <ul class="items">${known.map(({ resource, paths }) => html`
          <li class="item">
            <p class="known-of">${nameAndType(resource)}</p>
            ${HEADS}<ul class="paths">${paths.map(({ by, ...path }) => difference(path, html`set aside by <code>${by}</code>`))}</ul>
          </li>`)}</ul>
      </details>`
  }`;
}

function item(resource: ResourceReport, isOpen: boolean, age: string): Markup {
  const { urn, paths, kind = "changed", verdict, message, hiddenBy } = resource;
  return html`
    <li class="item ${verdict}">
      <details${isOpen && html` open`}>
        <summary>
          <span class="badge ${verdict}"><span aria-hidden="true">${verdict === "ignored" ? "·" : SIGNS[kind]} </span>${resourceWord(resource)}</span>
          ${nameAndType(resource)}
          <span class="count">${paths.length > 0 && count(paths.length, "property")}${age && `${paths.length > 0 ? ", " : ""}${age}`}</span>
        </summary>
        ${hiddenBy && html`<p class="meaning">hidden by <code>${hiddenBy}</code></p>`}
        ${kind !== "changed" && html`<p class="meaning">${KIND_MEANINGS[kind]}</p>`}
        ${message && html`<pre>${clip(message, MESSAGE_LIMIT)}</pre>`}
        ${paths.length > 0 && html`${HEADS}<ul class="paths">${paths.map(path => difference(path))}</ul>`}
        <p class="urn"><code>${urn}</code></p>
      </details>
    </li>`;
}

const HEADS = html`<div class="heads" aria-hidden="true"><span>property</span><span>expected, in the state</span><span>actual, in the cloud</span></div>`;

function unknownItem(group: UnknownGroup, stack: StackReport, isOpen: boolean): Markup {
  const { resources, reason, message } = group;
  const only = resources.length === 1 ? resources[0] : undefined;
  return html`
    <li class="item unknown">
      <details${isOpen && html` open`}>
        <summary>
          <span class="badge unknown"><span aria-hidden="true">? </span>unknown</span>
          ${only ? nameAndType(only) : html`<strong>${count(resources.length, "resource")}</strong>`}
          <span class="count">${reason}</span>
        </summary>
        ${why(stack, reason, message)}
        ${only ? html`<p class="urn"><code>${only.urn}</code></p>` : html`<ul class="names">${resources.map(resource => html`<li>${nameAndType(resource)}</li>`)}</ul>`}
      </details>
    </li>`;
}

function nameAndType(resource: ResourceReport): Markup {
  return html`<strong>${resourceName(resource)}</strong> <code>${resource.type}</code>`;
}
