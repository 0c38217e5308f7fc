import type { Direction } from "../../model/reconcile-report.ts";
import { BRANCHES, subjectId } from "../pull-request/identity.ts";
import { readMark, type KnownMark } from "../pull-request/mark.ts";
import { dashboardLabel, findDashboards, type Dashboard } from "./dashboard/find-dashboards.ts";
import { patient } from "./patient.ts";
import type { Seen } from "./scene.ts";
import type { Place, Work } from "./settlement.ts";

/** What the forge has before anything is proposed: open pull requests, branches, dashboards with what people ticked. @throws {GuidedError} as the forge and git do */
export async function lookAround({ repository, checkout }: Place, { settings, pause }: Pick<Work, "settings" | "pause">): Promise<Seen> {
  const forge = patient(repository, pause);
  const dashboards = settings.dashboard ? await findDashboards(forge, dashboardLabel(settings)) : new Map<string, Dashboard>();
  const open = await forge.openPullRequests();
  const marks = new Map(open.filter(({ head }) => head.startsWith(BRANCHES)).flatMap(({ number, body }) => [[number, readMark(body)] as const].filter((one): one is [number, KnownMark] => one[1] !== undefined)));
  return { open, marks, tips: await checkout.tips(BRANCHES), dashboards };
}

/** The direction that a person chose on the dashboard issue for something that drifted: `Choice.subject`. `undefined`: nobody has chosen, or the choice was taken back. */
export function chosenDirection({ dashboards }: Seen, stack: string, subject: string): Direction | undefined {
  return dashboards.get(stack)?.commands.chosen.get(subjectId(subject));
}
