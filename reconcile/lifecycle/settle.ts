import { orFailure } from "../or-failure.ts";
import type { Candidate } from "../proposals/proposal.ts";
import { isAlikeNoMore } from "./alike.ts";
import { isFreshlyChosen, boxId } from "./dashboard/commands.ts";
import { updateDashboards } from "./dashboard/update-dashboards.ts";
import { closeUnasked } from "./close-unasked.ts";
import { lookAround } from "./look-around.ts";
import { nextStep, type Standing, type Wanted } from "./next-step.ts";
import { observe } from "./observe.ts";
import { findOthers, othersOf } from "./others.ts";
import { patient } from "./patient.ts";
import { countPlaces, type Places } from "./places.ts";
import type { Scene, Seen } from "./scene.ts";
import type { Place, Settled, Settlement, Work } from "./settlement.ts";
import { takeStep } from "./take-step.ts";

/**
 * Brings the forge to what the candidates ask for, and nothing more: running it twice writes nothing the second time. What goes wrong with one candidate is told of it and stops no other.
 * `seen`: what `lookAround` gave before the candidates were made; absent: looked at now.
 * @throws {GuidedError} where the forge cannot be looked at
 */
export async function settle(work: Work, place: Place, seen?: Seen): Promise<Settlement> {
  const repository = patient(place.repository, work.pause);
  const now = seen ?? (await lookAround(place, work));
  const { others, failure } = await findOthers({ repository, seen: now, work });
  const othersByStack = new Map([...work.folders.keys()].map(stack => [stack, othersOf(stack, others, work.folders)]));
  const scene: Scene = { ...place, repository, work, seen: now, others, othersByStack, known: new Map(), published: [], foreseen: [], declined: [], closed: [], failures: failure ? [{ stack: "*", failure }] : [] };
  const places = countPlaces(scene.seen, work.settings, work.now());
  const unasked = await closeUnasked(scene, places);
  const settled = await settleCandidates(scene, places);
  const rows = work.candidates.map(candidate => ({ candidate, settled: settled.get(candidate)! }));
  const { dashboards, failures } = await updateDashboards(rows, scene);
  return { settled, closed: scene.closed, others: othersByStack, dashboards, failures: [...unasked, ...scene.failures, ...failures] };
}

/** Those that need no place first, then the most urgent. One after the other: they share the working copy, and each may use up what the next one needs. */
async function settleCandidates(scene: Scene, places: Places): Promise<Map<Candidate, Settled>> {
  const settled = new Map<Candidate, Settled>();
  const toOpen: { candidate: Candidate; run(): Promise<void> }[] = [];
  for (const candidate of scene.work.candidates) {
    await orTold(candidate, settled, async () => {
      const standing = await observe(candidate, scene);
      if (standing.pull) places.tell(standing.pull);
      const wanted = wantedOf(candidate, standing, scene);
      const step = nextStep(standing, wanted);
      const take = async (): Promise<void> => void settled.set(candidate, await takeStep(step, { candidate, standing, wanted, scene, places, isUnlimited: isUnlimited(candidate, scene) }));
      if (step.kind !== "open") return take();
      toOpen.push({ candidate, run: take });
    });
  }
  toOpen.sort(({ candidate: one }, { candidate: other }) => other.urgency - one.urgency || (one.key < other.key ? -1 : 1));
  for (const { candidate, run } of toOpen) await orTold(candidate, settled, run);
  return settled;
}

/** A rate limit that lasts ends the writing: what comes behind it asks in vain, is told so at once, and is listed. */
async function orTold(candidate: Candidate, settled: Map<Candidate, Settled>, work: () => Promise<void>): Promise<void> {
  const limit = [...settled.values()].find(({ failure }) => failure?.code === "FORGE_LIMITED")?.failure;
  const failure = limit ?? (await orFailure(work));
  if (failure) settled.set(candidate, { outcome: failure.code === "FORGE_LIMITED" ? "limited" : failure.code === "BRANCH_FOREIGN" ? "foreign" : "refused", branch: candidate.branch, failure });
}

function wantedOf(candidate: Candidate, { mark }: Standing, { work, seen, base }: Scene): Wanted {
  const isEvaluated = work.evaluated.has(candidate.stack);
  const commands = seen.dashboards.get(candidate.stack)?.commands;
  const isAskedAgain = isEvaluated && commands !== undefined && (commands.again.has(boxId(candidate.key)) || isFreshlyChosen(candidate, commands));
  return { candidate, isEvaluated, isAskedAgain, isAlikeNoMore: isAlikeNoMore(mark, work), onto: base, now: work.now(), waitsMs: work.settings.restore.days * 24 * 60 * 60_000 };
}

/** A person asked for this one by name. */
function isUnlimited({ stack, key }: Candidate, { work, seen }: Scene): boolean {
  const commands = seen.dashboards.get(stack)?.commands;
  return work.evaluated.has(stack) && commands !== undefined && (commands.openNow.has(boxId(key)) || commands.again.has(boxId(key)));
}

