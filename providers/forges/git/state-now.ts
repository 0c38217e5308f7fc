import { join } from "node:path";
import type { Look } from "./look.ts";
import type { ProposalRecord } from "./record.ts";

/**
 * The proposals as git has them now. One that was open is merged where its change is in the base branch, be it as it was, squashed or rebased; it was closed by somebody
 * where its branch is gone otherwise.
 * @param identity arguments of git that say who commits
 * @param fetchRecords has the patches of the proposals at hand
 */
export async function stateNow(look: Look, identity: readonly string[], fetchRecords: () => Promise<unknown>): Promise<ProposalRecord[]> {
  const moved = look.proposals.filter(proposal => proposal.state === "open" && hasMoved(proposal, look));
  if (moved.length === 0) return look.proposals;
  const ofMovedBases = moved.filter(({ base, seen }) => look.tips.get(base) !== seen.base);
  if (ofMovedBases.length > 0) await fetchRecords();
  await fetchHistory(look, ofMovedBases.map(({ base }) => base));
  const states = new Map<number, ProposalRecord["state"]>();
  for (const proposal of moved) states.set(proposal.number, (await isMerged(proposal, look, identity)) ? "merged" : look.tips.has(proposal.head) ? "open" : "closed");
  const endedAt = new Date().toISOString();
  return look.proposals.map(proposal => {
    const state = states.get(proposal.number) ?? proposal.state;
    return state === proposal.state ? { ...proposal, seen: { ...proposal.seen, head: headOf(proposal, look) } } : { ...proposal, state, endedAt };
  });
}

function hasMoved({ head, base, seen }: ProposalRecord, { tips }: Look): boolean {
  return tips.get(head) !== seen.head || tips.get(base) !== seen.base;
}

function headOf({ head, state, seen }: ProposalRecord, { tips }: Look): string {
  return state === "open" ? (tips.get(head) ?? seen.head) : seen.head;
}

/** Commits and trees of these branches; the files come when they are needed, where the server knows how. */
export async function fetchHistory({ git, tips, fetched }: Look, branches: readonly string[]): Promise<void> {
  const wanted = [...new Set(branches)].filter(branch => tips.has(branch) && !fetched.has(branch));
  for (const branch of wanted) fetched.add(branch);
  const refs = wanted.map(branch => `+refs/heads/${branch}:refs/trueup/heads/${branch}`);
  if (refs.length > 0) await git("fetch", "--quiet", "--no-tags", "--filter=blob:none", "origin", ...refs);
}

async function isMerged(proposal: ProposalRecord, look: Look, identity: readonly string[]): Promise<boolean> {
  const { git } = look;
  const base = look.tips.get(proposal.base);
  if (base === undefined || base === proposal.seen.base) return false;
  // It ends with an error where the base does not know the commit at all.
  const isInBase = await git("merge-base", "--is-ancestor", proposal.seen.head, base).then(() => true, () => false);
  return isInBase || (await hasSameChange(proposal, look, { base, identity }));
}

/** Whether a commit of the base since then makes the very change of the proposal, in other words or none. https://git-scm.com/docs/git-cherry */
async function hasSameChange({ number, head, seen }: ProposalRecord, { git, dir }: Look, { base, identity }: { base: string; identity: readonly string[] }): Promise<boolean> {
  const patch = `${number}-${head.replaceAll("/", "-")}/change.patch`;
  try {
    await git(`--work-tree=${dir}`, "checkout", "--force", "refs/trueup/records", "--", patch);
    await git("read-tree", seen.from);
    await git("apply", "--cached", "--whitespace=nowarn", join(dir, patch));
    const asOne = await git(...identity, "commit-tree", await git("write-tree"), "-p", seen.from, "-m", "The proposal as one commit");
    return (await git("cherry", base, asOne)).startsWith("-");
  } catch {
    // The base was rewritten, or the commits are gone: nothing says that it was merged.
    return false;
  }
}
