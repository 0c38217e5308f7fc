import { randomUUID } from "node:crypto";
import { GuidedError } from "../../../model/guided-error.ts";
import type { ForgeRepository, NewPullRequest, PullRequest } from "../../../model/ports/forge.ts";
import type { Look } from "./look.ts";
import type { ProposalStore } from "./proposal-store.ts";
import { pullRequestOf, type ProposalRecord } from "./record.ts";
import { fetchHistory } from "./state-now.ts";

type Proposals = Pick<ForgeRepository, "openPullRequests" | "findPullRequest" | "openPullRequest" | "updatePullRequest" | "comments" | "comment">;

/** Pull requests where nothing but git is: a branch each, and what is known of it in the store. */
export function proposals(store: ProposalStore, { cloneUrl, repository, by }: { cloneUrl: string; repository: string; by: string }): Proposals {
  const told = (record: ProposalRecord): PullRequest => pullRequestOf(record, cloneUrl);
  const refuse = (what: string): GuidedError => new GuidedError("FORGE_REFUSED", `${what} in ${repository}.`, "Look at the branch and its proposal with git.");
  const byNumber = ({ proposals: all }: Look, number: number): ProposalRecord => {
    const found = all.find(proposal => proposal.number === number);
    if (!found) throw refuse(`There is no proposal ${number}`);
    return found;
  };

  async function changed(number: number, change: (record: ProposalRecord, look: Look) => Promise<ProposalRecord>): Promise<PullRequest> {
    return told((await store.change(async look => change(byNumber(look, number), look)))!);
  }

  return {
    openPullRequests: () => store.look(async ({ proposals: all }) => all.filter(({ state }) => state === "open").map(told)),
    findPullRequest: head => store.look(async look => standing(look, head)).then(found => found && told(found)),
    async openPullRequest(request) {
      const there: { found?: ProposalRecord } = {};
      const opened = await store.change(async look => {
        const found = standing(look, request.head);
        if (found?.state === "open") there.found = found;
        return found?.state === "open" ? undefined : newProposal(request, look, refuse);
      });
      return told(opened ?? there.found!);
    },
    updatePullRequest: (number, { labels = [], state, ...change }) =>
      changed(number, async (record, look) => {
        if (state === "open" && !look.tips.has(record.head)) throw refuse(`${record.head} is gone, so that proposal ${number} cannot be opened again`);
        if (state !== undefined && record.state === "merged") throw refuse(`Proposal ${number} is merged`);
        const next: ProposalRecord = { ...record, ...change, labels: [...new Set([...record.labels, ...labels])], ...(state !== undefined && { state }) };
        if (next.state === "closed") next.endedAt ??= new Date().toISOString();
        if (next.state !== "open") return next;
        delete next.endedAt;
        return { ...next, seen: await seenNow(next, look) };
      }),
    comments: number => store.look(async look => byNumber(look, number).comments),
    async comment(number, body) {
      const id = randomUUID();
      await changed(number, async (record, look) => {
        // Written by a try whose answer was lost.
        if (record.comments.some(comment => comment.id === id)) return record;
        const seen = record.state === "open" ? await seenNow(record, look) : record.seen;
        return { ...record, seen, comments: [...record.comments, { id, body, by }] };
      });
    },
  };
}

/** The one that counts for its branch: an open one, else the newest. */
function standing({ proposals: all }: Look, head: string): ProposalRecord | undefined {
  const ofBranch = all.filter(proposal => proposal.head === head);
  return ofBranch.find(({ state }) => state === "open") ?? ofBranch.at(-1);
}

async function newProposal({ head, base, title, body, labels, isDraft = false }: NewPullRequest, look: Look, refuse: (what: string) => GuidedError): Promise<ProposalRecord> {
  for (const branch of [head, base]) if (!look.tips.has(branch)) throw refuse(`There is no branch ${branch}`);
  const seen = await seenNow({ head, base }, look);
  if (seen.from === seen.head) throw refuse(`${head} has nothing that ${base} has not`);
  const number = Math.max(0, ...look.proposals.map(proposal => proposal.number)) + 1;
  return { number, head, base, title, body, labels: [...new Set(labels)], isDraft, state: "open", createdAt: new Date().toISOString(), seen, comments: [] };
}

/** Where both branches are, with their history at hand for the patch. */
async function seenNow({ head, base }: Pick<ProposalRecord, "head" | "base">, look: Look): Promise<ProposalRecord["seen"]> {
  await fetchHistory(look, [head, base]);
  const [headTip, baseTip] = [look.tips.get(head)!, look.tips.get(base)!];
  return { head: headTip, base: baseTip, from: await look.git("merge-base", baseTip, headTip) };
}
