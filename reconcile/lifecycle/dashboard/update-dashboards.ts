import { GuidedError } from "../../../model/guided-error.ts";
import type { Issue, IssueTracker } from "../../../model/ports/forge.ts";
import { orFailure } from "../../or-failure.ts";
import { subjectId } from "../../pull-request/identity.ts";
import { isSameText, lengthOfPeoples, withOurPart } from "../../pull-request/our-part.ts";
import type { Scene } from "../scene.ts";
import type { Settled, Settlement, StackNews } from "../settlement.ts";
import { boxId, isFreshlyChosen, NO_COMMANDS, prefixes, readCommands, type Commands } from "./commands.ts";
import { dashboardLabel, findDashboards, writeDashboardMark, type Dashboard } from "./find-dashboards.ts";
import { renderDashboard, withErrors, type DashboardContent, type Row } from "./render.ts";

/** Longer ones nobody reads to their end; some forges take less. */
const LONGEST = 60_000;
/** What is ours keeps this much, however much people write. */
const LEAST = 12_000;
/** Issues made in one run; the others follow in the next ones, so that a drift of the whole estate does not flood a tracker. */
const NEW_ISSUES = 50;

/** Brings the dashboard issue of each stack to what the run found. Issues that say it already are not touched. */
export async function updateDashboards(rows: readonly Row[], scene: Scene): Promise<Pick<Settlement, "dashboards" | "failures">> {
  const { repository, work, seen } = scene;
  const dashboards = new Map([...seen.dashboards].filter(([stack, { issue }]) => work.news.has(stack) && issue.state === "open").map(([stack, { issue }]) => [stack, issue.url]));
  const failures: { stack: string; failure: GuidedError }[] = [];
  const { issues } = repository;
  if (!issues || !work.settings.dashboard || work.dryRun || work.news.size === 0) return { dashboards, failures };
  const byStack = Map.groupBy(rows, ({ candidate }) => candidate.stack);
  // Ticked or written to while the run lasted: what stands there now is what is changed.
  const current = await orFailure(() => findDashboards(repository, dashboardLabel(work.settings)));
  if (current instanceof GuidedError) return { dashboards, failures: [{ stack: "*", failure: current }] };
  let made = 0;
  for (const [stack, news] of mostUrgentFirst(work.news, byStack)) {
    const dashboard = current.get(stack);
    if (!dashboard && made >= NEW_ISSUES) continue;
    const written = await orFailure(() => write({ stack, news, rows: byStack.get(stack) ?? [], dashboard }, issues, scene));
    if (written instanceof GuidedError) {
      failures.push({ stack, failure: written });
      continue;
    }
    if (!dashboard && written) made += 1;
    if (written?.state === "open") dashboards.set(stack, written.url);
    if (written?.state === "closed") dashboards.delete(stack);
  }
  return { dashboards, failures };
}

function mostUrgentFirst(news: ReadonlyMap<string, StackNews>, rows: ReadonlyMap<string, readonly Row[]>): [string, StackNews][] {
  const urgencyOf = (stack: string, { toChoose }: StackNews): number => Math.max(0, ...(rows.get(stack) ?? []).map(({ candidate }) => candidate.urgency), ...toChoose.map(({ urgency }) => urgency));
  return [...news].map(entry => ({ entry, urgency: urgencyOf(...entry) })).sort((one, other) => other.urgency - one.urgency || (one.entry[0] < other.entry[0] ? -1 : 1)).map(({ entry }) => entry);
}

interface Subject {
  stack: string;
  news: StackNews;
  rows: readonly Row[];
  /** As it is now. */
  dashboard: Dashboard | undefined;
}

async function write({ stack, news, rows, dashboard }: Subject, issues: IssueTracker, scene: Scene): Promise<Issue | undefined> {
  const { settings, evaluated } = scene.work;
  for (const { number } of dashboard?.extra ?? []) await issues.update(number, { state: "closed" });
  const existing = dashboard?.issue;
  const commands = { atStart: scene.seen.dashboards.get(stack)?.commands ?? NO_COMMANDS, now: existing ? readCommands(existing.body) : NO_COMMANDS };
  const text = evaluated.has(stack) ? renderDashboard(contentOf({ stack, news, rows, others: scene.othersByStack.get(stack) ?? [] }, commands), roomIn(existing, scene.repository.bodyLimit)) : undefined;
  if (!evaluated.has(stack)) return writeErrors(stack, news, existing, { issues, settings });
  if (!existing) return text === undefined ? undefined : issues.open({ title: `Drift of ${stack}`, body: withOurPart("", text), labels: settings.labels });
  if (text === undefined && existing.state === "closed") return existing;
  const body = withOurPart(existing.body, text ?? nothingLeft(stack));
  return change(issues, existing, { body, state: text === undefined ? "closed" : "open" });
}

/** A stack that could not be told keeps what its issue says besides. */
async function writeErrors(stack: string, news: StackNews, existing: Issue | undefined, { issues, settings }: { issues: IssueTracker; settings: Scene["work"]["settings"] }): Promise<Issue | undefined> {
  if (news.errors.length === 0) return existing;
  const alone = renderDashboard({ stack, news, rows: [], others: [], isTicked: () => false, choiceOf: () => undefined }, LEAST)!;
  if (!existing) return issues.open({ title: `Drift of ${stack}`, body: withOurPart("", alone), labels: settings.labels });
  const body = existing.state === "open" ? withErrors(existing.body, news) : undefined;
  return change(issues, existing, { body: body ?? withOurPart(existing.body, alone), state: "open" });
}

async function change(issues: IssueTracker, existing: Issue, { body, state }: Pick<Issue, "body" | "state">): Promise<Issue> {
  const changed = { ...(!isSameText(body, existing.body) && { body }), ...(state !== existing.state && { state }) };
  return Object.keys(changed).length === 0 ? existing : issues.update(existing.number, changed);
}

function nothingLeft(stack: string): string {
  return `Nothing is left to say about the drift of this stack; the issue is opened again when there is.\n\n${writeDashboardMark({ v: 1, stack, watched: [] })}`;
}

function roomIn(existing: Issue | undefined, limit = LONGEST): number {
  return Math.max(LEAST, Math.min(LONGEST, limit) - 200 - lengthOfPeoples(existing?.body ?? ""));
}

const PUT_OFF: readonly Settled["outcome"][] = ["limited", "refused"];

/** A box that was ticked when the run began is unticked when what it asks for was done; one that was ticked since is the next run's. */
function contentOf({ rows, ...told }: Pick<DashboardContent, "stack" | "news" | "rows" | "others">, { atStart, now }: { atStart: Commands; now: Commands }): DashboardContent {
  const putOff = new Set(rows.filter(({ settled }) => PUT_OFF.includes(settled.outcome)).map(({ candidate }) => boxId(candidate.key)));
  return {
    ...told,
    rows,
    isTicked: name => now.ticked.has(name) && (!atStart.ticked.has(name) || putOff.has(name.slice(name.indexOf(":") + 1))),
    choiceOf: subject => choiceOf(subject, { rows, atStart, now }),
  };
}

/** A choice stands until it is carried out and its pull request declined. */
function choiceOf(subject: string, { rows, atStart, now }: { rows: readonly Row[]; atStart: Commands; now: Commands }): ReturnType<DashboardContent["choiceOf"]> {
  const id = subjectId(subject);
  const direction = now.chosen.get(id) ?? (now.withdrawn.has(id) ? undefined : atStart.chosen.get(id));
  if (direction === undefined) return undefined;
  if (direction !== atStart.chosen.get(id)) return { direction, isDone: false };
  const about = rows.filter(({ candidate }) => candidate.direction === direction && candidate.subjects.some(one => prefixes(one).includes(subject)));
  if (about.some(({ settled }) => settled.outcome === "declined")) return undefined;
  const isPutOff = about.some(({ candidate, settled }) => PUT_OFF.includes(settled.outcome) && isFreshlyChosen(candidate, atStart));
  return { direction, isDone: !isPutOff };
}
