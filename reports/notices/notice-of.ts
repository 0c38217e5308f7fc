import type { DriftRecord } from "../../model/drift-record.ts";
import type { Notice, NoticeTone } from "../../model/ports/notifier.ts";
import { type ScanReport, type StackReport, sumCoverage } from "../../model/scan-report.ts";
import { alikeStacks, shapeWords } from "../_shared/alike.ts";
import { maskSecrets } from "../_shared/mask-secrets.ts";
import { resourceName } from "../_shared/resource-name.ts";
import { toneOfStack } from "../_shared/tone.ts";
import { count } from "../_shared/words.ts";

/** What somebody wants to be told. */
export interface Interest {
  /** Of `<project>/<stack>`. */
  isOfInterest(stack: string): boolean;
  when: readonly ("drift" | "resolved" | "untold" | "always")[];
  link?: string;
}

/** Names of drifted resources, or of stacks, in a line; more are counted. */
const NAMED = 3;
const URGENCY: readonly NoticeTone[] = ["drifted", "untold", "resolved", "clean"];

/**
 * What there is to tell of a scan to somebody; `undefined` where it is nothing they asked for. Drift counts as news in the scan that first saw it, what could not be told in every scan.
 * @param resolved drifts that this scan found ended
 */
export function noticeOf(whole: ScanReport, resolved: readonly DriftRecord[], { isOfInterest, when, link }: Interest): Notice | undefined {
  const stacks = whole.stacks.filter(({ stack }) => isOfInterest(stack));
  const report = maskSecrets({ ...whole, coverage: sumCoverage(stacks), stacks });
  const lines = [...report.stacks.flatMap(stackLines), ...resolvedLines(resolved.filter(({ stack }) => isOfInterest(stack)))].sort((a, b) => URGENCY.indexOf(a.tone) - URGENCY.indexOf(b.tone));
  const isNews = { drift: report.stacks.some(stack => newDrifts(stack, whole).length > 0), untold: lines.some(({ tone }) => tone === "untold"), resolved: lines.some(({ tone }) => tone === "resolved"), always: true };
  if (!when.some(each => isNews[each])) return undefined;
  return { title: titleOf(lines, report), tone: lines[0]?.tone ?? "clean", lines: withAlikeOnce(lines, report), report, ...(link === undefined ? {} : { link }) };
}

function newDrifts({ resources }: StackReport, { scan }: ScanReport): StackReport["resources"] {
  return resources.filter(({ verdict, since }) => verdict === "drifted" && since !== undefined && since >= scan.startedAt);
}

function stackLines(stack: StackReport): Notice["lines"] {
  const drifted = stack.resources.filter(({ verdict }) => verdict === "drifted");
  const tone = toneOfStack(stack);
  return [
    ...(drifted.length > 0 ? [{ stack: stack.stack, tone: "drifted" as const, text: `${count(drifted.length, "resource")} drifted: ${namesOf(drifted)}` }] : []),
    ...(tone === "unknown" || (drifted.length > 0 && stack.coverage.evaluated < stack.coverage.total) ? [{ stack: stack.stack, tone: "untold" as const, text: untold(stack) }] : []),
  ];
}

function untold({ verdict, reason, coverage: { evaluated, total } }: StackReport): string {
  if (verdict === "skipped") return `skipped${reason ? ` (${reason})` : ""}`;
  return `${total === 0 ? "could not be read" : `${evaluated} of ${count(total, "resource")} evaluated`}${reason ? ` (${reason})` : ""}`;
}

function resolvedLines(resolved: readonly DriftRecord[]): Notice["lines"] {
  const byStack = Map.groupBy(resolved, ({ stack }) => stack);
  return [...byStack].map(([stack, drifts]) => ({ stack, tone: "resolved" as const, text: `${count(drifts.length, "drift")} ended: ${namesOf(drifts)}` }));
}

/** Stacks that drift alike have one line together: it is one thing to look into. */
function withAlikeOnce(lines: Notice["lines"], { stacks }: ScanReport): Notice["lines"] {
  return alikeStacks(stacks).reduce((told, { stacks: alike, shapes }) => {
    const names = new Set(alike.map(({ stack }) => stack));
    const isOwn = ({ stack, tone }: Notice["lines"][number]): boolean => tone === "drifted" && names.has(stack);
    const line = { stack: count(names.size, "stack"), tone: "drifted" as const, text: `drifted alike: ${shapes.map(shape => shapeWords(shape)).join("; ")} (${listed([...names])})` };
    return told.flatMap((each, index) => (!isOwn(each) ? [each] : index === told.findIndex(isOwn) ? [line] : []));
  }, lines);
}

function namesOf(resources: readonly { urn: string }[]): string {
  return listed(resources.map(({ urn }) => resourceName({ urn })));
}

function listed(names: readonly string[]): string {
  return names.length <= NAMED ? names.join(", ") : `${names.slice(0, NAMED).join(", ")} and ${names.length - NAMED} more`;
}

function titleOf(lines: Notice["lines"], { stacks }: ScanReport): string {
  const stacksOf = (tone: NoticeTone): number => new Set(lines.filter(line => line.tone === tone).map(({ stack }) => stack)).size;
  const parts = [["drifted", "drifted"], ["untold", "not wholly told"], ["resolved", "with drift that ended"]] as const;
  const said = parts.flatMap(([tone, words]) => (stacksOf(tone) > 0 ? [`${count(stacksOf(tone), "stack")} ${words}`] : []));
  if (said.length > 0) return `${said.join(", ")}, of ${stacks.length.toLocaleString("en-US")}`;
  return stacks.length === 0 ? "No stack was scanned" : `${count(stacks.length, "stack")} scanned, no drift`;
}
