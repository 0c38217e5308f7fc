import { z } from "zod";
import type { ForgeRepository, Issue } from "../../../model/ports/forge.ts";
import type { ReconcileSettings } from "../../../model/reconcile-config.ts";
import type { Direction } from "../../../model/reconcile-report.ts";
import { readCommands, type Commands } from "./commands.ts";

/** A stack's dashboard issue as it was found. */
export interface Dashboard {
  issue: Issue;
  commands: Commands;
  /** Branches of pull requests that it told of. */
  watched: readonly string[];
  /** Others of the same stack, which two runs made at once. */
  extra: readonly Issue[];
}

const ids = z.array(z.string()).optional();

const dashboardMark = z.object({
  v: z.literal(1),
  stack: z.string(),
  watched: z.array(z.string()),
  /** Choices whose boxes found no room. */
  chosen: z.object({ adopt: ids, restore: ids, accept: ids }).optional(),
});
export type DashboardMark = z.infer<typeof dashboardMark>;

const MARK = /<!-- trueup-dashboard (\{[^\n]*?\}) -->/g;

/** Dashboards among the issues with our label, by stack; none where the forge has no tracker. */
export async function findDashboards(repository: ForgeRepository, label: string): Promise<Map<string, Dashboard>> {
  const issues = (await repository.issues?.list(label)) ?? [];
  const marked = issues.flatMap(issue => {
    const mark = readDashboardMark(issue.body);
    return mark ? [{ issue, mark }] : [];
  });
  const byStack = Map.groupBy(marked, ({ mark }) => mark.stack);
  return new Map([...byStack].map(([stack, found]) => [stack, choose(found)]));
}

/** The one that is open, of several the oldest: every run chooses the same. */
function choose(found: { issue: Issue; mark: DashboardMark }[]): Dashboard {
  const [first, ...rest] = found.sort((one, other) => Number(one.issue.state === "closed") - Number(other.issue.state === "closed") || one.issue.number - other.issue.number);
  const { issue, mark } = first!;
  return { issue, commands: withHidden(readCommands(issue.body), mark.chosen), watched: mark.watched, extra: rest.map(one => one.issue).filter(({ state }) => state === "open") };
}

function withHidden(commands: Commands, hidden: DashboardMark["chosen"] = {}): Commands {
  const chosen = new Map(commands.chosen);
  for (const [direction, subjects] of Object.entries(hidden)) for (const id of subjects ?? []) if (!commands.withdrawn.has(id) && !chosen.has(id)) chosen.set(id, direction as Direction);
  return { ...commands, chosen };
}

/** By which dashboard issues are found again. */
export function dashboardLabel({ labels }: Pick<ReconcileSettings, "labels">): string {
  return labels[0] ?? "drift";
}

export function writeDashboardMark(mark: DashboardMark): string {
  return `<!-- trueup-dashboard ${JSON.stringify(mark).replaceAll(">", "\\u003e").replaceAll("<", "\\u003c").replaceAll("--", "-\\u002d")} -->`;
}

function readDashboardMark(body: string): DashboardMark | undefined {
  const text = [...body.matchAll(MARK)].at(-1)?.[1];
  if (!text) return undefined;
  try {
    return dashboardMark.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
