import type { DriftedPath } from "../../model/scan-report.ts";
import { documentDiff, type ChangedLine, type DocumentDiff } from "../_shared/document-diff.ts";
import { clip, excerptPair, valueText } from "../_shared/value-text.ts";
import { count, secretWord } from "../_shared/words.ts";
import { icon } from "./icons.ts";
import { inlineDiff, onlyActual, onlyExpected } from "./inline-diff.ts";
import { html, type Markup } from "./markup.ts";

const VALUE_LIMIT = 2_000;
const LINE_LIMIT = 300;
/** A list or object as short as this is easier read on one line. */
const ONE_LINE = 44;

/** One path of a resource: its name, what was expected, what is there. */
export function difference(path: DriftedPath, note?: Markup): Markup {
  return html`
    <li class="path">
      <div class="name">
        <code>${clip(path.path, VALUE_LIMIT)}</code>
        ${path.hiddenBy && html`<small>hidden by <code>${clip(path.hiddenBy, VALUE_LIMIT)}</code></small>`}
        ${note && html`<small>${note}</small>`}
      </div>
      ${sides(path)}
    </li>`;
}

function sides(path: DriftedPath): Markup {
  if (path.secret) return html`<div class="secret">${icon("lock")}<strong>${secretWord(path)}</strong> <span>Neither value is shown.</span></div>`;
  const texts = [valueText(path.expected), valueText(path.actual)] as const;
  const isShort = texts.every(text => text.length <= ONE_LINE);
  const diff = isShort ? undefined : documentDiff(path.expected, path.actual);
  return diff ? lines(path, diff) : values(path, texts);
}

function values(path: DriftedPath, texts: readonly [string, string]): Markup {
  const [expected, actual] = excerptPair(...texts, VALUE_LIMIT);
  const isOneSided = path.expected === undefined || path.actual === undefined;
  const marked = isOneSided ? { expected: onlyExpected(expected), actual: onlyActual(actual) } : inlineDiff(expected, actual);
  return html`
    <div class="side"><span class="is">expected </span>${path.expected === undefined ? ABSENT : html`<code>${marked.expected}</code>`}</div>
    <div class="side"><span class="is">actual </span>${path.actual === undefined ? ABSENT : html`<code>${marked.actual}</code>`}</div>`;
}

const ABSENT = html`<em>not set</em>`;

function lines(path: DriftedPath, { note, lines: all }: DocumentDiff): Markup {
  const shown = all.slice(0, LINE_LIMIT);
  const more = all.length - shown.length;
  return html`
    <div class="lines">
      ${path.expected === undefined && NOT_SET_BEFORE}
      ${path.actual === undefined && NOT_SET_NOW}
      ${pairUp(shown).map(row)}
      ${more > 0 && html`<p class="gap">${count(more, "more line")}: the JSON report has them all</p>`}
      ${note && html`<p class="note">${note}</p>`}
    </div>`;
}

const NOT_SET_BEFORE = html`<p class="absent"><span class="is">expected </span><em>not set</em></p><p class="absent again">in the cloud:</p>`;
const NOT_SET_NOW = html`<p class="absent again">in the state:</p><p class="absent"><span class="is">actual </span><em>not set</em></p>`;

type Row = { left?: ChangedLine; right?: ChangedLine };

/** What was removed beside what was added in its place. */
function pairUp(changed: readonly ChangedLine[]): Row[] {
  const rows: Row[] = [];
  let removed: Row[] = [];
  for (const line of changed) {
    if (line.op === "removed") {
      removed.push({ left: line });
      rows.push(removed.at(-1)!);
    } else if (line.op === "added") {
      const partner = removed.shift();
      if (partner) partner.right = line;
      else rows.push({ right: line });
    } else {
      removed = [];
      rows.push({ left: line, right: line });
    }
  }
  return rows;
}

function row({ left, right }: Row): Markup {
  if (left?.op === "gap") return html`<p class="gap">${left.text}</p>`;
  if (left?.op === "same") return html`<code>${clip(left.text, VALUE_LIMIT)}</code><code class="again">${clip(left.text, VALUE_LIMIT)}</code>`;
  if (!left) return html`${NOTHING}<code class="new whole"><span class="is">actual </span>${onlyActual(clip(right?.text ?? "", VALUE_LIMIT))}</code>`;
  if (!right) return html`<code class="old whole"><span class="is">expected </span>${onlyExpected(clip(left.text, VALUE_LIMIT))}</code>${NOTHING}`;
  const marked = inlineDiff(...excerptPair(left.text, right.text, VALUE_LIMIT));
  return html`
    <code class="old"><span class="is">expected </span>${marked.expected}</code>
    <code class="new"><span class="is">actual </span>${marked.actual}</code>`;
}

const NOTHING = html`<code class="none"></code>`;
