import type { ForgeRepository, NewPullRequest, PullRequest } from "../../../model/ports/forge.ts";
import { draftTitles } from "../_shared/draft-title.ts";
import { openOne, standingOne } from "../_shared/open-one.ts";
import { closedPulls } from "./closed-pulls.ts";
import type { GiteaApi } from "./gitea-api.ts";
import { addLabels, type LabelIds } from "./labels.ts";
import { changedFileAnswer, pullAnswer, type PullAnswer } from "./schema.ts";

type Pulls = Pick<ForgeRepository, "openPullRequests" | "changedFiles" | "findPullRequest" | "openPullRequest" | "updatePullRequest">;

/** The prefix that every Gitea and Forgejo knows where nobody set others. https://docs.gitea.com/usage/pull-request#work-in-progress-pull-requests */
const titles = draftTitles("WIP: ");

export function pullRequests(api: GiteaApi, idsOf: LabelIds): Pulls {
  const closed = closedPulls(api);
  const openPullRequests = async (): Promise<PullRequest[]> => (await api.list(pullAnswer, "/pulls?state=open")).filter(isOwn).map(read);

  async function findPullRequest(head: string): Promise<PullRequest | undefined> {
    const open = standingOne((await openPullRequests()).filter(pull => pull.head === head));
    return open ?? standingOne((await closed()).filter(pull => isOwn(pull) && pull.head.label === head).map(read));
  }

  return {
    openPullRequests,
    findPullRequest,
    changedFiles: async number => (await api.list(changedFileAnswer, `/pulls/${number}/files`)).flatMap(({ filename, previous_filename: before }) => [filename, ...(before ? [before] : [])]),
    openPullRequest: openOne({
      open: request => open(api, idsOf, request),
      listOpen: async ({ head, base }) => (await openPullRequests()).filter(pull => pull.head === head && pull.base === base),
      close: ({ number }, as) => api.ask(pullAnswer, "PATCH", `/pulls/${number}`, { ...as, state: "closed" }),
    }),
    async updatePullRequest(number, { labels = [], ...change }) {
      await addLabels(api, idsOf, number, labels);
      const { title, isDraft, ...fields } = change;
      const before = (title === undefined) === (isDraft === undefined) ? undefined : read(await api.ask(pullAnswer, "GET", `/pulls/${number}`));
      const isTitled = title !== undefined || isDraft !== undefined;
      const wanted = { ...fields, ...(isTitled && { title: titles.write(title ?? before!.title, isDraft ?? before!.isDraft) }) };
      if (Object.keys(wanted).length === 0) return read(await api.ask(pullAnswer, "GET", `/pulls/${number}`));
      return read(await api.ask(pullAnswer, "PATCH", `/pulls/${number}`, wanted));
    },
  };
}

async function open(api: GiteaApi, idsOf: LabelIds, { title, isDraft = false, labels, ...fields }: NewPullRequest): Promise<PullRequest> {
  return read(await api.ask(pullAnswer, "POST", "/pulls", { ...fields, title: titles.write(title, isDraft), labels: await idsOf(labels) }));
}

/** Whether its branch is of the repository itself. */
function isOwn({ head, base }: PullAnswer): boolean {
  return head.repo_id === base.repo_id;
}

function read({ number, html_url, body, head, base, state, merged, merged_at, closed_at, created_at, labels, title }: PullAnswer): PullRequest {
  const endedAt = merged_at ?? closed_at;
  return {
    ...{ number, url: html_url, body: body ?? "", head: head.label, base: base.label, headCommit: head.sha, createdAt: created_at },
    ...titles.read(title),
    state: merged ? "merged" : state,
    labels: (labels ?? []).map(({ name }) => name),
    ...(endedAt && { endedAt }),
  };
}
