import { GuidedError } from "../../model/guided-error.ts";
import type { PullRequest } from "../../model/ports/forge.ts";
import type { Refusal } from "../../model/reconcile-report.ts";
import type { Candidate } from "../proposals/proposal.ts";
import { declinedFor, endedBy } from "./alike.ts";
import { closePullRequest, markUnproven } from "./close.ts";
import { nextStep, type Standing, type Step, type Wanted } from "./next-step.ts";
import { noteOnce } from "./notes.ts";
import { observeAgain } from "./observe.ts";
import type { Places } from "./places.ts";
import { publish } from "./publish.ts";
import type { Scene } from "./scene.ts";
import type { Settled } from "./settlement.ts";

interface Taking {
  candidate: Candidate;
  standing: Standing;
  wanted: Wanted;
  scene: Scene;
  places: Places;
  /** A person asked for this one: it is opened whatever the limits say. */
  isUnlimited: boolean;
}

/** Carries out one step. @throws {GuidedError} as the forge, git and the making of the proposal do */
export async function takeStep(step: Step, taking: Taking): Promise<Settled> {
  const { candidate, places } = taking;
  switch (step.kind) {
    case "leave":
      return leave(step, taking);
    case "close":
      await close(step.reason, taking);
      places.giveBack();
      return { outcome: "waiting", branch: candidate.branch };
    case "move":
      // Its branch is deleted with the old one, and pushed anew.
      await close(step.reason, taking);
      places.giveBack();
      return open({ ...taking, standing: {} });
    case "update":
      return makeAndPublish(taking);
    case "open": {
      const other = endedBy(candidate, taking.scene);
      if (other) return { outcome: other.pull ? "unchanged" : "would-open", branch: other.branch, ...(other.pull && { pullRequest: referTo(other.pull) }) };
      const no = taking.wanted.isAskedAgain ? undefined : declinedFor(candidate, taking.scene);
      if (no) return { outcome: "declined", branch: no.head, pullRequest: referTo(no) };
      return !taking.isUnlimited && !places.isFree() ? { outcome: "limited", branch: candidate.branch } : open(taking);
    }
  }
}

async function leave({ outcome, note, refusal }: Step & { kind: "leave" }, { candidate, standing: { pull, mark }, scene }: Taking): Promise<Settled> {
  if (pull && mark && outcome === "declined") scene.declined.push({ pull, mark });
  if (pull && note && !scene.work.dryRun) await noteOnce(scene.repository, pull.number, note);
  return { outcome, branch: pull?.head ?? candidate.branch, ...(pull && { pullRequest: referTo(pull) }), ...(refusal && { refusal }) };
}

async function close(reason: string, { candidate: { stack }, standing, scene }: Taking): Promise<void> {
  const pull = standing.pull!;
  if (!scene.work.dryRun) await closePullRequest(scene.repository, pull, { ...standing, reason });
  scene.closed.push({ stack, number: pull.number, url: pull.url, reason });
}

async function open(taking: Taking): Promise<Settled> {
  const settled = await makeAndPublish(taking);
  if (settled.outcome === "opened" || settled.outcome === "would-open") taking.places.take();
  return settled;
}

/** How often one is made anew because somebody else changed the forge meanwhile. */
const TRIES = 2;

async function makeAndPublish(taking: Taking): Promise<Settled> {
  const { candidate, standing, scene } = taking;
  const open = standing.pull?.state === "open" ? standing.pull : undefined;
  const branch = open?.head ?? candidate.branch;
  const about = { branch, ...(open && { pullRequest: referTo(open) }) };
  const proposal = await candidate.make();
  if ("refusal" in proposal) return { ...about, ...(await refuse(proposal.refusal, taking)) };
  if (scene.work.dryRun) {
    scene.foreseen.push({ candidate, proposal });
    return { ...about, outcome: open ? "would-update" : "would-open", proposal };
  }
  for (let left = TRIES; ; left -= 1) {
    // Making it took minutes: another run, or a person, may have been faster.
    const now = await observeAgain(branch, scene);
    const step = nextStep(now, taking.wanted);
    if (step.kind === "leave") return leave(step, { ...taking, standing: now });
    if (step.kind === "close" || step.kind === "move") return { ...about, outcome: "limited" };
    try {
      const pull = await publish(candidate, proposal, now, scene);
      scene.published.push(pull);
      return { outcome: now.pull?.state === "open" ? "updated" : "opened", branch, pullRequest: referTo(pull), proposal };
    } catch (error) {
      if (!(error instanceof GuidedError) || !["BRANCH_MOVED", "BRANCH_FOREIGN"].includes(error.code) || left <= 1) throw error;
    }
  }
}

/** An open pull request stays open, says that it is no longer proven, and is not tried again until something has changed. */
async function refuse(refusal: Refusal, { candidate: { fingerprint, base, state }, standing: { pull, mark }, scene }: Taking): Promise<Pick<Settled, "outcome" | "refusal">> {
  if (pull?.state === "open" && mark?.v === 2 && !scene.work.dryRun) await markUnproven(scene.repository, pull, { mark, refused: { fingerprint, base, state, refusal } });
  return { outcome: "refused", refusal };
}

function referTo({ number, url }: PullRequest): { number: number; url: string } {
  return { number, url };
}
