import { GuidedError } from "../../model/guided-error.ts";
import type { Direction } from "../../model/reconcile-report.ts";
import { formatPath } from "../../model/property-path.ts";
import { acceptCandidate } from "../accept/accept-candidate.ts";
import { adoptCandidate } from "../adopt/adopt-candidate.ts";
import { groupsOf, type Group } from "../proposals/group.ts";
import { restoreCandidate } from "../restore/restore-candidate.ts";
import { orFailure } from "../or-failure.ts";
import type { Scene } from "../scene.ts";
import { decidedAs, type Decided } from "./decide.ts";
import type { Planned, StackPlan, Unplanned } from "./stack-plan.ts";

/** The pull requests of what is to be adopted, restored and accepted, and what of it cannot have one. */
export async function planGroups(decided: readonly Decided[], scene: Scene): Promise<Pick<StackPlan, "planned" | "unplanned">> {
  const planned: Planned[] = [];
  const unplanned: Unplanned[] = [];
  for (const direction of ["adopt", "restore", "accept"] as const) {
    const own = decidedAs(decided, direction);
    // What cannot be adopted, and needs no asking.
    unplanned.push(...(direction === "adopt" ? own.filter(({ asked }) => !asked).map(one => ({ ...one, direction })) : []));
    const wanted = direction === "adopt" ? own.filter(({ asked }) => asked) : own;
    const { grouping } = scene.order.settings;
    // A resource is restored as a whole: an order for each of its properties would be the same order.
    const narrowest = direction === "restore" && grouping === "none" ? "resource" : grouping;
    const groups = groupsOf([...new Set(wanted.map(({ resource }) => resource))], wanted.flatMap(({ asked }) => asked ?? []), narrowest);
    for (const group of groups) {
      const vetoes = wanted.filter(({ resource, refusal }) => refusal && group.resources.includes(resource));
      const plan = await planGroup(group, { direction, isForbidden: vetoes.some(({ refusal }) => refusal!.code === "policy") }, scene);
      unplanned.push(...plan.unplanned);
      if (plan.planned) planned.push({ ...plan.planned, group, vetoes });
    }
  }
  return { planned, unplanned };
}

interface GroupPlan {
  planned?: Omit<Planned, "group" | "vetoes">;
  unplanned: Unplanned[];
}

async function planGroup(group: Group, { direction, isForbidden }: { direction: Direction; isForbidden: boolean }, scene: Scene): Promise<GroupPlan> {
  if (direction === "restore") return planRestore(group, isForbidden, scene);
  if (direction === "accept") return planAccept(group, scene);
  const { planned, refused } = await adoptCandidate(group, scene);
  // Told with the pull request, where there is one.
  return { ...(planned && { planned }), unplanned: planned ? [] : refused.map(({ resource, request, refusal }) => ({ resource, path: formatPath(request.path), refusal, direction })) };
}

function planRestore(group: Group, isForbidden: boolean, scene: Scene): GroupPlan {
  // The dashboard issue has the commands.
  if (scene.order.settings.restore.as === "issue") return { unplanned: group.resources.map(resource => ({ resource })) };
  const { planned, refused } = restoreCandidate(group, scene, { isForbidden });
  return { ...(planned && { planned }), unplanned: refused.map(one => ({ ...one, direction: "restore" })) };
}

async function planAccept(group: Group, scene: Scene): Promise<GroupPlan> {
  const config = await orFailure(() => scene.openConfig());
  if (config instanceof GuidedError) return { unplanned: group.resources.map(resource => ({ resource, refusal: { code: "failed", message: `${config.code}: ${config.message}`, hint: config.hint }, direction: "accept" })) };
  const { planned, refused } = acceptCandidate(group, scene, config);
  return { ...(planned && { planned }), unplanned: refused.map(one => ({ ...one, direction: "accept" })) };
}
