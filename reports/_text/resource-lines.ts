import type { DriftedPath, ResourceReport, StackReport } from "../../model/scan-report.ts";
import { documentDiff } from "../_shared/document-diff.ts";
import { nextStep, reasonMeaning } from "../_shared/reason-hints.ts";
import { resourceName } from "../_shared/resource-name.ts";
import { resourcesSetAside } from "../_shared/set-aside.ts";
import type { UnknownGroup } from "../_shared/unknown-groups.ts";
import { clip, excerptPair, valueText } from "../_shared/value-text.ts";
import { visible, visibleLines } from "../_shared/visible.ts";
import { count, KIND_MEANINGS, resourceWord, secretWord } from "../_shared/words.ts";
import { WIDTH, wrap } from "./wrap.ts";

const MARKS = { changed: "~", deleted: "-", unmanaged: "+" } as const;
const INDENT = "      ";
const VALUE_LIMIT = 240;
const LINE_LIMIT = 40;
const SIGNS = { same: " ", removed: "-", added: "+" } as const;

/** One drifted or ignored resource with its paths, expected → actual. */
export function resourceLines(resource: ResourceReport, age = ""): string[] {
  const mark = resource.verdict === "ignored" ? "·" : MARKS[resource.kind ?? "changed"];
  const lines = [`  ${mark} ${nameAndType(resource)}  ${resourceWord(resource)}${age ? `, ${age}` : ""}`];
  if (resource.verdict === "ignored" && resource.kind && resource.kind !== "changed") lines.push(`${INDENT}${resourceWord({ ...resource, verdict: "drifted" })}, set aside`);
  if (resource.hiddenBy) lines.push(...wrap(`hidden by ${visible(resource.hiddenBy)}`, `${INDENT}  `));
  if (resource.verdict === "drifted" && resource.kind && resource.kind !== "changed") lines.push(`${INDENT}${KIND_MEANINGS[resource.kind]}`);
  if (resource.message) lines.push(...messageLines(resource.message));
  const names = resource.paths.map(({ path }) => visible(path));
  const width = Math.min(28, Math.max(0, ...names.map(name => name.length)));
  for (const [i, path] of resource.paths.entries()) lines.push(...pathLines(path, names[i]!.padEnd(width)));
  return lines;
}

/** What of a stack is known to be no drift, and how that is known. */
export function setAsideLines(stack: StackReport): string[] {
  return resourcesSetAside(stack).flatMap(({ resource, paths }) => [`  ○ ${nameAndType(resource)}  set aside`, ...paths.flatMap(({ by, ...path }) => [...pathLines(path, visible(path.path)), `${INDENT}  by ${visible(by)}`])]);
}

/** Resources that could not be told for one cause: names, reason, what was answered, next step. */
export function unknownLines(group: UnknownGroup, stack: StackReport): string[] {
  const [only, ...others] = group.resources;
  if (only && others.length === 0) return [`  ? ${nameAndType(only)}  ${cause(group.reason)}`, ...whyLines(stack, group)];
  const byType = Map.groupBy(group.resources, ({ type }) => type);
  const names = [...byType].flatMap(([type, resources]) => wrap(`${visible(type)}: ${resources.map(resource => visible(resourceName(resource))).join(", ")}`, INDENT));
  return [`  ? ${group.resources.length} resources  ${cause(group.reason)}`, ...names, ...whyLines(stack, group)];
}

/** Why something could not be told, what was answered, and the next step. */
export function whyLines(stack: StackReport, { reason, message }: Pick<UnknownGroup, "reason" | "message">, indent = INDENT): string[] {
  const hint = nextStep(stack, reason);
  return [
    ...(reason || !message ? wrap(reasonMeaning(reason), indent) : []),
    ...(message ? messageLines(message, indent) : []),
    ...(hint ? wrap(visible(hint), indent, "→ ") : []),
  ];
}

/** `unknown: refused`. */
export function cause(reason: UnknownGroup["reason"], word = "unknown"): string {
  return reason ? `${word}: ${reason}` : word;
}

function nameAndType(resource: ResourceReport): string {
  return `${visible(resourceName(resource))}  ${visible(resource.type)}`;
}

function messageLines(message: string, indent = INDENT): string[] {
  return visibleLines(message).split("\n").flatMap(line => wrap(line, indent));
}

function pathLines(path: DriftedPath, name: string): string[] {
  const hidden = path.hiddenBy ? wrap(`hidden by ${visible(path.hiddenBy)}`, `${INDENT}  `) : [];
  if (path.secret) return [`${INDENT}${name}  ${secretWord(path)}`, ...hidden];
  const line = `${INDENT}${name}  ${valueText(path.expected)} → ${valueText(path.actual)}`;
  if (line.length <= WIDTH) return [line, ...hidden];
  return [...longDifference(path, `${INDENT}${name.trimEnd()}`), ...hidden];
}

function longDifference(path: DriftedPath, title: string): string[] {
  const diff = documentDiff(path.expected, path.actual);
  if (!diff) {
    const [expected, actual] = excerptPair(valueText(path.expected), valueText(path.actual), VALUE_LIMIT);
    return [title, `${INDENT}  expected  ${expected}`, `${INDENT}  actual    ${actual}`];
  }
  const note = diff.note ? `  (${diff.note})` : "";
  const lines = diff.lines.slice(0, LINE_LIMIT).map(({ op, text }) => (op === "gap" ? `${INDENT}  ⋮ ${text}` : `${INDENT}  ${SIGNS[op]} ${clip(text, VALUE_LIMIT)}`));
  const more = diff.lines.length - lines.length;
  return [`${title}${note}`, ...lines, ...(more > 0 ? [`${INDENT}  ⋮ ${count(more, "more line")}`] : [])];
}
