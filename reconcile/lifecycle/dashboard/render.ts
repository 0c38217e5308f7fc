import type { Direction } from "../../../model/reconcile-report.ts";
import { code, codeBlock, link, prose } from "../../pull-request/markdown.ts";
import type { Candidate } from "../../proposals/proposal.ts";
import { subjectId } from "../../pull-request/identity.ts";
import { cut } from "../../pull-request/wording.ts";
import { otherItem } from "../others.ts";
import type { Choice, OtherPullRequest, RefusedDrift, Settled, StackNews } from "../settlement.ts";
import { box, boxId } from "./commands.ts";
import { writeDashboardMark, type DashboardMark } from "./find-dashboards.ts";
import { fitSections, type Section } from "./fit-sections.ts";

/** Everything that the dashboard issue of one stack tells. */
export interface DashboardContent {
  stack: string;
  news: StackNews;
  rows: readonly Row[];
  /** Open pull requests of other people that change the stack's code. */
  others: readonly OtherPullRequest[];
  /** Whether a box is to stand ticked, by its name: `again:…`, `open:…`. */
  isTicked(name: string): boolean;
  /** The choice that stands for a subject, and whether it is carried out. */
  choiceOf(subject: string): { direction: Direction; isDone: boolean } | undefined;
}

/** One candidate, with what became of it. */
export interface Row {
  candidate: Candidate;
  settled: Settled;
}

const ERRORS = ["<!-- trueup:errors -->", "<!-- trueup:errors-end -->"] as const;

/** Our part of the issue; `undefined` where there is nothing to say. At most `room` characters, the most urgent first. */
export function renderDashboard(content: DashboardContent, room: number): string | undefined {
  const drift = [toChoose(content), ...pullRequests(content), refused(content), restores(content.news)];
  if (content.news.errors.length === 0 && drift.every(({ items }) => items.length === 0)) return undefined;
  const sections = [...drift, othersSection(content)];
  const opening = [`What is done about the drift of ${code(content.stack)}. Each run of Trueup writes this text anew; what you tick is an order for the next one, and text above or below it is yours.`, errorsPart(content.news)];
  const watched = content.rows.filter(({ settled }) => settled.pullRequest).map(({ settled }) => settled.branch);
  const used = opening.join("\n\n").length + MARK_ROOM;
  const { text, dropped } = fitSections(sections, room - used);
  return [...opening, ...text, writeDashboardMark(markOf(content, watched, dropped))].join("\n\n");
}

/** Another text of the stack's errors in a body whose other parts stay: a run that could not tell the drift knows nothing new about them. */
export function withErrors(body: string, news: StackNews): string | undefined {
  const [begin, end] = ERRORS.map(mark => body.indexOf(mark)) as [number, number];
  if (begin === -1 || end < begin) return undefined;
  return body.slice(0, begin) + errorsPart(news) + body.slice(end + ERRORS[1].length);
}

/** What the mark may take, at most: see `markOf`. */
const MARK_ROOM = 8_000;

function markOf({ stack, news, choiceOf }: DashboardContent, watched: string[], dropped: ReadonlySet<string>): DashboardMark {
  const chosen: NonNullable<DashboardMark["chosen"]> = {};
  for (const { subject } of news.toChoose.filter(one => dropped.has(one.subject)).slice(0, 300)) {
    const choice = choiceOf(subject);
    if (choice) (chosen[choice.direction] ??= []).push(subjectId(subject));
  }
  return { v: 1, stack, watched: watched.sort().slice(0, 30), ...(Object.keys(chosen).length > 0 && { chosen }) };
}

function errorsPart({ errors }: StackNews): string {
  const items = errors.slice(0, 10).map(({ message, hint }) => `- ${prose(cut(message, 600))} ${prose(cut(hint, 300))}`);
  const text = items.length === 0 ? [] : ["### It could not be told whether this stack has drifted", "", ...items, "", "What stands below is from the last run that could."];
  return [ERRORS[0], ...text, ERRORS[1]].join("\n");
}

const WORDS: Record<Direction, string> = {
  adopt: "**adopt**: the code takes the cloud's value, by a pull request",
  restore: "**restore**: the cloud gets the code's value back",
  accept: "**accept**: it stays as it is for a time, by a pull request that adds an exemption",
};

function toChoose({ news, choiceOf }: DashboardContent): Section {
  const chosenFirst = [...news.toChoose].sort((one, other) => Number(choiceOf(other.subject) !== undefined) - Number(choiceOf(one.subject) !== undefined) || other.urgency - one.urgency || compare(one.subject, other.subject));
  return { title: "To choose", intro: "What is to become of it? Tick one each; another tick changes the choice, and taking a tick away takes it back.", share: 16, items: chosenFirst.map(choice => ({ id: choice.subject, text: choiceItem(choice, choiceOf(choice.subject)) })) };
}

function choiceItem(choice: Choice, stands: ReturnType<DashboardContent["choiceOf"]>): string {
  const id = subjectId(choice.subject);
  const boxes = choice.offered.map(direction => {
    const isTicked = stands?.direction === direction;
    return `  ${box(direction, id, { isTicked, isChosen: isTicked && stands.isDone })} ${WORDS[direction]}`;
  });
  return [`- ${nameOf(choice)}${pathsOf(choice.paths)}`, ...boxes].join("\n");
}

function pullRequests({ rows, isTicked }: DashboardContent): Section[] {
  const sorted = [...rows].sort((one, other) => other.candidate.urgency - one.candidate.urgency || compare(one.candidate.title, other.candidate.title) || compare(one.candidate.key, other.candidate.key));
  const those = (outcomes: Settled["outcome"][], line: (row: Row) => string): Section["items"] => sorted.filter(({ settled }) => outcomes.includes(settled.outcome)).map(row => ({ id: row.candidate.key, text: line(row) }));
  const ticking = (command: "open" | "again", row: Row): string => `${box(command, boxId(row.candidate.key), { isTicked: isTicked(`${command}:${boxId(row.candidate.key)}`) })} ${linkTo(row)}`;
  return [
    { title: "Open pull requests", share: 8, items: those(["opened", "updated", "unchanged"], row => `- ${linkTo(row)}`) },
    { title: "Waiting for a place", intro: "As many are open as may be, or were opened in this hour, or the forge takes no more for now. Tick one to have it opened all the same.", share: 10, items: those(["limited"], row => asked(row, isTicked) ?? ticking("open", row)) },
    { title: "Merged, and not deployed with a refresh since", intro: "Tick one to have it proposed once more.", share: 4, items: those(["waiting"], row => (row.settled.pullRequest ? ticking("again", row) : `- ${linkTo(row)}`)) },
    { title: "Declined", intro: "Somebody closed the pull request, and the value is still the same. Tick one to have it proposed again.", share: 6, items: those(["declined"], row => ticking("again", row)) },
    { title: "Left alone", intro: "Somebody else has pushed to the branch, or changed the base.", share: 3, items: those(["foreign"], row => `- ${linkTo(row)}`) },
    { title: "Not proposed in the last run", share: 6, items: those(["refused"], row => `${asked(row, isTicked) ?? `- ${linkTo(row)}`}: ${reasonOf(row.settled)}`) },
  ];
}

/** What a person asked for and could not be done yet keeps its tick. */
function asked(row: Row, isTicked: DashboardContent["isTicked"]): string | undefined {
  const id = boxId(row.candidate.key);
  return isTicked(`again:${id}`) ? `${box("again", id, { isTicked: true })} ${linkTo(row)}` : undefined;
}

function reasonOf({ refusal, failure }: Settled): string {
  if (refusal) return `${prose(cut(refusal.message, 400))} ${prose(cut(refusal.hint, 300))} (${code(cut(refusal.code, 40))}${refusal.at ? `, ${code(cut(refusal.at, 200))}` : ""})`;
  return failure ? `${prose(cut(failure.message, 400).replace(/[^.…!?]$/, "$&."))} ${prose(cut(failure.hint, 300))} (${code(failure.code)})` : "";
}

function linkTo({ candidate, settled: { pullRequest } }: Row): string {
  const title = cut(candidate.title, 160);
  return pullRequest ? link(title, pullRequest.url) : prose(title);
}

function othersSection({ others }: DashboardContent): Section {
  return { title: "Open pull requests of others for this code", intro: "They may end the same drift, or be in the way of what stands above.", share: 3, items: others.map(other => ({ id: other.url, text: otherItem(other) })) };
}

function refused({ news }: DashboardContent): Section {
  const groups = [...Map.groupBy(news.refused, ({ urn }) => urn).values()].sort(([one], [other]) => compare(one!.name, other!.name) || compare(one!.urn, other!.urn));
  return { title: "Without a proposal", intro: "No safe edit exists for these; the code has to be changed by hand, or the cloud given its value back.", share: 12, items: groups.map(group => ({ id: group[0]!.urn, text: refusedItem(group) })) };
}

const REASONS = 8;

function refusedItem(group: RefusedDrift[]): string {
  const reasons = group.slice(0, REASONS).map(({ path, refusal }) => `  - ${path === undefined ? "" : `${code(cut(path, 120))}: `}${reasonOf({ refusal, outcome: "refused", branch: "" })}`);
  const more = group.length > REASONS ? [`  - and ${group.length - REASONS} more`] : [];
  const command = group.find(({ restore }) => restore !== undefined)?.restore;
  return [`- ${nameOf(group[0]!)}`, ...reasons, ...more, ...(command === undefined ? [] : [indented(command)])].join("\n");
}

function restores(news: StackNews): Section {
  const sorted = [...news.restores].sort((one, other) => compare(one.name, other.name) || compare(one.urn, other.urn));
  return { title: "To restore", intro: "The code is right and the cloud is to follow it. These commands do so, and change nothing but the resource:", share: 8, items: sorted.map(one => ({ id: one.urn, text: `- ${nameOf(one)}${pathsOf(one.paths)}\n${indented(one.command)}` })) };
}

function indented(command: string): string {
  return codeBlock(cut(command, 1_500), "sh").split("\n").map(line => `  ${line}`).join("\n");
}

function nameOf({ name, type }: { name: string; type: string }): string {
  return `${code(cut(name, 160))} (${code(cut(type, 120))})`;
}

function pathsOf(paths: readonly string[]): string {
  if (paths.length === 0) return "";
  const shown = paths.slice(0, 6).map(path => code(cut(path, 120)));
  return `: ${shown.join(", ")}${paths.length > shown.length ? ` and ${paths.length - shown.length} more` : ""}`;
}

/** The same on every machine, whatever its language. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
