import { driftedResources } from "../requests/drifted-resources.ts";
import { stackName } from "../../model/stack.ts";
import { chosenDirection } from "../lifecycle/look-around.ts";
import type { StackNews } from "../lifecycle/settlement.ts";
import type { Group } from "../proposals/group.ts";
import type { PlannedCandidate } from "../proposals/planned-candidate.ts";
import type { Scene } from "../scene.ts";
import { decide, decidedAs, type Decided } from "./decide.ts";
import { forbiddenBy } from "./forbidden.ts";
import { newsOf } from "./news.ts";
import { planGroups } from "./plan-groups.ts";
import { waitingCandidates } from "./waiting-candidates.ts";
import { withoutSetAside } from "./without-set-aside.ts";

/** What a stack asks of its repository, and what it only tells. */
export interface StackPlan {
  /** `pulumi version`. */
  engine: string;
  /** Pull requests that there would be. */
  planned: Planned[];
  /** Drift for which there is none. */
  unplanned: Unplanned[];
  news: StackNews;
}

/** Of a stack that is known to be in sync. */
export const NO_DRIFT: StackPlan = { engine: "", planned: [], unplanned: [], news: { toChoose: [], refused: [], restores: [], errors: [] } };

/** A candidate, and the drift that it is about. */
export interface Planned extends PlannedCandidate {
  group: Group;
  /** Why another direction was wanted, and is not possible: by URN. */
  vetoes: Unplanned[];
}

export type Unplanned = Pick<Decided, "resource" | "path" | "refusal"> & { direction?: PlannedCandidate["candidate"]["direction"] };

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
