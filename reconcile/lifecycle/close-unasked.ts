import type { PullRequest } from "../../model/ports/forge.ts";
import { orFailure } from "../or-failure.ts";
import { BRANCHES } from "../pull-request/identity.ts";
import { readMark, type Mark } from "../pull-request/mark.ts";
import { closePullRequest, rememberGone } from "./close.ts";
import { stepWithoutCandidate } from "./next-step.ts";
import { noteOnce } from "./notes.ts";
import { openOnes, standingOf } from "./observe.ts";
import type { Places } from "./places.ts";
import { reasonWithoutCandidate } from "./reason-without-candidate.ts";
import type { Scene } from "./scene.ts";
import type { Settlement } from "./settlement.ts";

type Failures = Settlement["failures"][number][];

/** Ends what no candidate asks for any more: pull requests whose drift is over, doubles, and branches that were left behind. Only for stacks that were evaluated. */
export async function closeUnasked(scene: Scene, places: Places): Promise<Failures> {
  const failures: Failures = [];
  const kept = new Set(scene.work.candidates.flatMap(candidate => openOnes(candidate, scene).slice(0, 1)));
  const keptHeads = new Set([...kept].map(({ head }) => head));
  for (const pull of scene.seen.open) {
    const mark = scene.seen.marks.get(pull.number);
    if (kept.has(pull) || mark?.v !== 2 || !scene.work.evaluated.has(mark.stack)) continue;
    await orTold(mark.stack, failures, () => closeOne(pull, mark, { scene, places, keptHeads }));
  }
  if (scene.work.dryRun) return failures;
  await rememberEnded(scene, failures);
  await sweep(scene, failures);
  return failures;
}

async function closeOne(pull: PullRequest, mark: Mark, { scene, places, keptHeads }: { scene: Scene; places: Places; keptHeads: ReadonlySet<string> }): Promise<void> {
  const standing = await standingOf(pull, pull.head, scene);
  const step = stepWithoutCandidate(standing, { isEvaluated: true, isDouble: scene.work.candidates.some(({ key }) => key === mark.key), reason: reasonWithoutCandidate(mark, scene.work) });
  if (step.kind === "leave" && step.note && !scene.work.dryRun) await noteOnce(scene.repository, pull.number, step.note);
  if (step.kind !== "close") return;
  // The branch of a double may be that of the one that stays.
  const deletable = keptHeads.has(pull.head) ? undefined : standing.tip;
  if (!scene.work.dryRun) await closePullRequest(scene.repository, pull, { mark, ...(deletable && { tip: deletable }), reason: step.reason });
  places.giveBack();
  scene.closed.push({ stack: mark.stack, number: pull.number, url: pull.url, reason: step.reason });
}

/** A merged one whose drift is gone is done with: the same drift later is another one. The dashboard knows which ones there were. */
async function rememberEnded(scene: Scene, failures: Failures): Promise<void> {
  const { work, seen, repository } = scene;
  const wanted = new Set([...work.candidates.map(({ branch }) => branch), ...seen.open.map(({ head }) => head)]);
  for (const [stack, { watched }] of seen.dashboards) {
    if (!work.evaluated.has(stack)) continue;
    for (const branch of watched.filter(name => !wanted.has(name) && name.startsWith(BRANCHES))) {
      await orTold(stack, failures, async () => {
        const pull = await repository.findPullRequest(branch);
        const mark = pull && readMark(pull.body);
        if (pull?.state === "merged" && mark?.v === 2 && mark.stack === stack && !mark.gone) await rememberGone(repository, pull, mark);
      });
    }
  }
}

/** Long enough for any run between its push and its pull request. */
const SWEEP_MS = 60 * 60_000;

/** Deletes branches of ours without a pull request: of runs that were killed after their push, and of what is merged or over. */
async function sweep({ seen, work, checkout, repository }: Scene, failures: Failures): Promise<void> {
  const used = new Set([...work.candidates.map(({ branch }) => branch), ...seen.open.map(({ head }) => head)]);
  for (const branch of seen.tips.keys()) {
    if (used.has(branch)) continue;
    await orTold("*", failures, async () => {
      const tip = await checkout.tipOf(branch);
      const isOver = tip?.isOurs && tip.stack !== undefined && work.evaluated.has(tip.stack) && work.now() - tip.madeAt > SWEEP_MS;
      if (isOver) await repository.deleteBranch(branch, tip.commit);
    });
  }
}

async function orTold(stack: string, failures: Failures, work: () => Promise<void>): Promise<void> {
  // One rate limit is enough: what comes behind it would only be told the same.
  if (failures.some(({ failure }) => failure.code === "FORGE_LIMITED")) return;
  const failure = await orFailure(work);
  if (failure) failures.push({ stack, failure });
}
