import { driftedResources } from "../requests/drifted-resources.ts";
import { stackName } from "../../model/stack.ts";
import { chosenDirection } from "../lifecycle/look-around.ts";
import type { Scene } from "../scene.ts";
import { decide, decidedAs } from "./decide.ts";
import { forbiddenBy } from "./forbidden.ts";
import { newsOf } from "./news.ts";
import { planGroups } from "./plan-groups.ts";
import type { StackPlan } from "./stack-plan.ts";
import { waitingCandidates } from "./waiting-candidates.ts";
import { withoutSetAside } from "./without-set-aside.ts";

/** Finds the drift of one stack, decides about each difference, and plans its pull requests. Edits nothing and opens nothing. */
export async function planStack(scene: Scene): Promise<StackPlan> {
  const { plain, refreshed, project, dir, stack, seen } = scene;
  const all = await withoutSetAside(driftedResources(plain, refreshed, { ...project, dir }), scene);
  const agreed = all.filter(({ kind }) => kind === "agreed");
  const drifted = all.filter(({ kind }) => kind !== "agreed");
  const decided = decide(drifted, scene, { choices: subject => chosenDirection(seen, stackName(stack.ref), subject), forbidden: await forbiddenBy(drifted, scene) });
  const { planned, unplanned } = await planGroups(decided, scene);
  const left = [...decidedAs(decided, "report"), ...decidedAs(decided, "ask")];
  return { planned: [...planned, ...waitingCandidates(agreed, scene)], unplanned: [...unplanned, ...left], news: newsOf(decided, unplanned, scene), engine: refreshed.engine };
}
