import type { BranchTip } from "../../model/ports/checkout.ts";
import type { PullRequest } from "../../model/ports/forge.ts";
import type { Candidate } from "../proposals/proposal.ts";
import { readMark } from "../pull-request/mark.ts";
import type { Standing } from "./next-step.ts";
import type { Scene } from "./scene.ts";

/** What the forge had for a candidate when the run began; asks only for what is not known yet. */
export async function observe(candidate: Candidate, scene: Scene): Promise<Standing> {
  const [open] = openOnes(candidate, scene);
  const pull = open ?? (await scene.repository.findPullRequest(candidate.branch));
  return standingOf(pull, pull?.head ?? candidate.branch, scene);
}

/** The same, as it is now. */
export async function observeAgain(head: string, { repository, checkout }: Scene): Promise<Standing> {
  const pull = await repository.findPullRequest(head);
  const tip = await checkout.tipOf(head);
  return { ...told(pull), ...(tip && { tip }) };
}

/** Open pull requests about a candidate, the one to go on with first. There is more than one only where something went wrong, or someone copied a body. */
export function openOnes({ key, branch }: Candidate, { seen, base }: Scene): PullRequest[] {
  const found = seen.open.filter(({ head, number }) => head === branch || seen.marks.get(number)?.key === key);
  const rank = ({ head, base: onto }: PullRequest): number => (head === branch ? 0 : 2) + (onto === base ? 0 : 1);
  return found.sort((one, other) => rank(one) - rank(other) || one.number - other.number);
}

export async function standingOf(pull: PullRequest | undefined, head: string, scene: Scene): Promise<Standing> {
  const standing = told(pull);
  const commit = scene.seen.tips.get(head);
  if (commit === undefined) return standing;
  // What the mark names was made by us: there is nothing to fetch.
  if (standing.mark?.v === 2 && standing.mark.head === commit) return { ...standing, tip: { commit, isOurs: true } };
  const tip = await tipAt(commit, head, scene);
  return tip ? { ...standing, tip } : standing;
}

async function tipAt(commit: string, head: string, { checkout, known }: Scene): Promise<BranchTip | undefined> {
  const before = known.get(commit);
  if (before) return before;
  const tip = await checkout.tipOf(head);
  if (tip) known.set(tip.commit, tip);
  return tip;
}

function told(pull: PullRequest | undefined): Standing {
  const mark = pull && readMark(pull.body);
  return { ...(pull && { pull }), ...(mark && { mark }) };
}
