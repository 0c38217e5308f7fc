import type { AdoptedProperty, ReconciledResource, ReconciledStack, ReconcileReport, Refusal } from "../model/reconcile-report.ts";
import { parseUrn } from "../model/urn.ts";
import { valuePair } from "../reconcile/value-pair.ts";
import { visible } from "../reports/_shared/visible.ts";
import type { Paint } from "./paint.ts";
import { count } from "./wording.ts";

const OUTCOMES: Record<ReconciledResource["outcome"], string> = {
  opened: "pull request opened",
  updated: "pull request updated",
  unchanged: "pull request is open and up to date",
  "would-open": "would open a pull request",
  "would-update": "would update its pull request",
  declined: "somebody closed its pull request, and the value is still the same",
  limited: "waits: as many pull requests are open as may be",
  foreign: "somebody else has pushed to its branch, which is left alone",
  waiting: "the program has it already; deploy with --refresh",
  refused: "no pull request",
  reported: "only reported",
};

/** What was edited, opened, refused and why, for a terminal. Names of the program are shown with their control characters as escapes. */
export function reconcileText(report: ReconcileReport, paint: Paint): string {
  return [...report.stacks.flatMap(stack => stackLines(stack, paint)), summary(report)].join("\n");
}

function stackLines({ stack, outcome, refused, resources, closed, others, dashboard }: ReconciledStack, paint: Paint): string[] {
  const sign = outcome === "in-sync" ? paint.green("✓") : outcome === "drifted" ? paint.red("✗") : paint.yellow("?");
  const told = outcome === "in-sync" ? "in sync" : outcome === "drifted" ? "drifted" : "could not be told";
  return [
    `${sign} ${paint.bold(visible(stack))}  ${told}${dashboard === undefined ? "" : `  ${dashboard}`}`,
    ...refused.flatMap(refusal => refusalLines(refusal, paint)),
    ...resources.flatMap(resource => resourceLines(resource, paint)),
    ...closed.map(({ url, reason }) => `  closed ${url}: ${visible(reason)}`),
    ...others.map(({ url, title, files }) => `  somebody's open pull request changes ${files.length === 1 ? visible(files[0]!) : count(files.length, "file")} of it: ${visible(title)}  ${url}`),
    "",
  ];
}

function resourceLines({ urn, type, direction, outcome, pullRequest, branch, adopted, paths, refused, proof }: ReconciledResource, paint: Paint): string[] {
  const where = pullRequest ? `  ${pullRequest.url}` : branch ? `  ${branch}` : "";
  const how = direction === "restore" || direction === "accept" ? `${direction}: ` : "";
  return [
    `  ${visible(type)} ${paint.bold(visible(parseUrn(urn).name))}: ${how}${OUTCOMES[outcome]}${where}`,
    ...adopted.map(property => adoptedLine(property, paint)),
    ...(paths.length > 0 ? [`    ${paths.map(visible).join(", ")}`] : []),
    ...(proof ? [paint.dim(`    proven: ${count(proof.gone.length, "difference")} gone, none new, ${proof.left.length} left${proof.siblings.length > 0 ? `, ${proof.siblings.join(", ")} unchanged` : ""}${proof.alike ? `, the same in ${proof.alike.join(", ")}` : ""}`)] : []),
    ...refused.flatMap(refusal => refusalLines(refusal, paint)),
  ];
}

function adoptedLine({ path, program, cloud, edit }: AdoptedProperty, paint: Paint): string {
  const [before, after] = valuePair(program, cloud).map(visible) as [string, string];
  return `    ${visible(path)}: ${paint.red(before)} → ${paint.green(after)}  ${paint.dim(`${visible(edit.file)}:${edit.line} (${visible(edit.how)})`)}`;
}

function refusalLines({ path, code, message, hint, at }: Refusal & { path?: string | undefined }, paint: Paint): string[] {
  const place = at === undefined ? "" : ` at ${visible(at)}`;
  return [`    ${paint.yellow("not")} ${path === undefined ? "" : `${visible(path)} `}(${code}${place}): ${visible(message)}`, `      ${paint.cyan("→")} ${visible(hint)}`];
}

/** Outcomes of a resource that a pull request is about, or was. */
const WITH_REQUEST: ReconciledResource["outcome"][] = ["opened", "updated", "unchanged", "would-open", "would-update", "foreign", "waiting"];

function summary({ stacks, dryRun }: ReconcileReport): string {
  const outcomes = new Map<string, boolean>();
  for (const { urn, outcome } of stacks.flatMap(stack => stack.resources)) outcomes.set(urn, (outcomes.get(urn) ?? false) || WITH_REQUEST.includes(outcome));
  const withRequest = [...outcomes.values()].filter(Boolean).length;
  const without = outcomes.size - withRequest;
  const untold = stacks.filter(({ outcome }) => outcome === "failed").length;
  const proposed = `${count(withRequest, "drifted resource")} ${dryRun ? "would have" : withRequest === 1 ? "has" : "have"} a pull request`;
  return [proposed, ...(without > 0 ? [`${without} not`] : []), ...(untold > 0 ? [`${count(untold, "stack")} could not be told`] : [])].join(", ") + ".";
}
