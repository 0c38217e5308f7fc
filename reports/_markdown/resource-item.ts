import type { DriftedPath, ResourceReport, StackReport } from "../../model/scan-report.ts";
import { documentDiff } from "../_shared/document-diff.ts";
import { resourceName } from "../_shared/resource-name.ts";
import type { resourcesSetAside } from "../_shared/set-aside.ts";
import type { UnknownGroup } from "../_shared/unknown-groups.ts";
import { clip, excerptPair, valueText } from "../_shared/value-text.ts";
import { visible, visibleLines } from "../_shared/visible.ts";
import { count, KIND_MEANINGS, resourceWord, secretWord } from "../_shared/words.ts";
import { codeBlock, codeSpan } from "./escape.ts";
import type { Item } from "./fit.ts";
import { whyBlocks } from "./why-blocks.ts";

const VALUE_LIMIT = 600;
const LINE_LIMIT = 60;
const NAMES_IN_BRIEF = 5;
const NAMES_IN_FULL = 40;
const SIGNS = { same: " ", removed: "-", added: "+" } as const;

/** A drifted or ignored resource: in brief its name and paths, in full their values too. */
export function resourceItem(resource: ResourceReport, age = ""): Item {
  const by = resource.hiddenBy ? `, hidden by ${codeSpan(clip(resource.hiddenBy, VALUE_LIMIT))}` : "";
  const title = `- **${codeSpan(resourceName(resource))}** ${codeSpan(resource.type)} ${resourceWord(resource)}${age ? `, ${age}` : ""}${by}`;
  const names = resource.paths.map(({ path }) => codeSpan(clip(path, VALUE_LIMIT)));
  const meaning = resource.kind && resource.kind !== "changed" ? [`_${KIND_MEANINGS[resource.kind]}_`] : [];
  const message = resource.message ? [codeBlock("text", visibleLines(clip(resource.message, VALUE_LIMIT)).split("\n"))] : [];
  const values = resource.paths.length > 0 ? [codeBlock("diff", resource.paths.flatMap(pathLines))] : [];
  return { resources: 1, brief: names.length > 0 ? `${title}: ${list(names, NAMES_IN_BRIEF)}` : title, full: [title, ...[...meaning, ...message, ...values].map(indent)].join("\n\n") };
}

/** What of a resource is known to be no drift. */
export function setAsideItem({ resource, paths }: ReturnType<typeof resourcesSetAside>[number]): Item {
  const title = `- **${codeSpan(resourceName(resource))}** ${codeSpan(resource.type)} set aside`;
  const names = paths.map(({ path, by }) => `${codeSpan(clip(path, VALUE_LIMIT))} by ${codeSpan(by)}`);
  return { resources: 1, brief: `${title}: ${list(names, NAMES_IN_BRIEF)}`, full: [`${title}: ${list(names, NAMES_IN_FULL)}`, indent(codeBlock("diff", paths.flatMap(path => pathLines(path))))].join("\n\n") };
}

/** Resources that could not be told for one cause. */
export function unknownItem(group: UnknownGroup, stack: StackReport): Item {
  const names = group.resources.map(resource => `**${codeSpan(resourceName(resource))}** ${codeSpan(resource.type)}`);
  const title = (limit: number) => `- unknown${group.reason ? ` (${group.reason})` : ""}: ${list(names, limit)}`;
  return { resources: names.length, brief: title(NAMES_IN_BRIEF), full: [title(NAMES_IN_FULL), ...whyBlocks(stack, group).map(indent)].join("\n\n") };
}

function pathLines(path: DriftedPath): string[] {
  const by = path.hiddenBy ? `, hidden by ${visible(clip(path.hiddenBy, VALUE_LIMIT))}` : "";
  const head = `@@ ${visible(clip(path.path, VALUE_LIMIT))}${by} @@`;
  if (path.secret) return [head, `! ${secretWord(path)}`];
  const diff = documentDiff(path.expected, path.actual);
  if (!diff) {
    const [expected, actual] = excerptPair(valueText(path.expected), valueText(path.actual), VALUE_LIMIT);
    return [head, ...(path.expected === undefined ? [] : [`- ${expected}`]), ...(path.actual === undefined ? [] : [`+ ${actual}`])];
  }
  const lines = diff.lines.slice(0, LINE_LIMIT).map(({ op, text }) => (op === "gap" ? `  ⋮ ${text}` : `${SIGNS[op]} ${clip(text, VALUE_LIMIT)}`));
  const more = diff.lines.length - lines.length;
  return [head, ...(diff.note ? [`# ${diff.note}`] : []), ...lines, ...(more > 0 ? [`  ⋮ ${count(more, "more line")}`] : [])];
}

function list(names: readonly string[], limit: number): string {
  const more = names.length - limit;
  return more > 0 ? `${names.slice(0, limit).join(", ")} and ${more} more` : names.join(", ");
}

/** Below a list item. */
function indent(block: string): string {
  return block.replace(/^/gm, "  ");
}
