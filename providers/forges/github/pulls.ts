import { z } from "zod";
import { GuidedError } from "../../../model/guided-error.ts";
import type { ForgeRepository, NewPullRequest, PullRequest } from "../../../model/ports/forge.ts";
import { once, onceOrThere } from "../_shared/once.ts";
import type { GithubApi } from "./rest.ts";
import { changedFileAnswer, pullAnswer, type PullAnswer } from "./schema.ts";

type Pulls = Pick<ForgeRepository, "openPullRequests" | "changedFiles" | "findPullRequest" | "openPullRequest" | "updatePullRequest">;

/** https://docs.github.com/en/rest/pulls/pulls */
export function pullRequests(api: GithubApi, owner: string): Pulls {
  async function findPullRequest(head: string): Promise<PullRequest | undefined> {
    // Without the owner, GitHub ignores the filter and lists everything.
    const query = new URLSearchParams({ head: `${owner}:${head}`, state: "all", sort: "created", direction: "desc" });
    const found = (await api.list(pullAnswer, `/pulls?${query}`)).filter(isOwn).map(read).filter(pull => pull.head === head);
    return found.find(({ state }) => state === "open") ?? found[0];
  }

  /** What another run opened, or this one before the answer was lost; to both GitHub answers 422. */
  async function findOpen({ head, base }: NewPullRequest): Promise<PullRequest | undefined> {
    const found = await findPullRequest(head);
    return found?.state === "open" && found.base === base ? found : undefined;
  }

  return {
    findPullRequest,
    openPullRequests: async () => (await api.list(pullAnswer, "/pulls?state=open")).filter(isOwn).map(read),
    changedFiles: async number => (await api.list(changedFileAnswer, `/pulls/${number}/files`)).flatMap(({ filename, previous_filename: before }) => [filename, ...(before === undefined ? [] : [before])]),
    async openPullRequest(request) {
      const opened = await onceOrThere(() => openOne(api, request), () => findOpen(request));
      return { ...opened, labels: await addLabels(api, opened, request.labels) };
    },
    async updatePullRequest(number, { labels = [], isDraft, ...fields }) {
      const path = `/pulls/${number}`;
      const answer = await (Object.keys(fields).length > 0 ? api.ask(pullAnswer, "PATCH", path, fields) : api.ask(pullAnswer, "GET", path));
      const changed = { ...read(answer), isDraft: await setDraft(api, answer, isDraft) };
      return { ...changed, labels: await addLabels(api, changed, labels) };
    },
  };
}

async function openOne(api: GithubApi, { head, base, title, body, isDraft = false }: NewPullRequest): Promise<PullRequest> {
  const open = async (draft: boolean): Promise<PullRequest> => read(await api.ask(pullAnswer, "POST", "/pulls", { head, base, title, body, draft }));
  if (!isDraft) return open(false);
  return open(true).catch((error: unknown) => (hasNoDrafts(error) ? open(false) : Promise.reject(error)));
}

/** Private repositories of some plans have none; GitHub has no other way to tell. https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/proposing-changes-to-your-work-with-pull-requests/about-pull-requests#draft-pull-requests */
function hasNoDrafts(error: unknown): boolean {
  return error instanceof GuidedError && error.code === "FORGE_REFUSED" && /draft pull requests are not supported/i.test(error.message);
}

/** Returns whether it is a draft afterwards. */
async function setDraft(api: GithubApi, { node_id: pullRequestId, draft = false, state }: PullAnswer, wanted = draft): Promise<boolean> {
  if (wanted === draft || state !== "open") return draft;
  try {
    await api.mutate(wanted ? "convertPullRequestToDraft" : "markPullRequestReadyForReview", { pullRequestId });
    return wanted;
  } catch (error) {
    if (hasNoDrafts(error)) return draft;
    throw error;
  }
}

/** Adding what is there already changes nothing, so a lost answer may be asked for again. https://docs.github.com/en/rest/issues/labels#add-labels-to-an-issue */
async function addLabels(api: GithubApi, { number, labels: present }: PullRequest, wanted: readonly string[]): Promise<string[]> {
  const labels = wanted.filter(label => !present.includes(label));
  if (labels.length > 0) await once(() => api.ask(z.unknown(), "POST", `/issues/${number}/labels`, { labels }).then(() => true), async () => undefined);
  return [...new Set([...present, ...labels])];
}

/** Whether its branch is of the repository itself; that of a fork that is gone belongs to nobody. */
function isOwn({ head, base }: PullAnswer): boolean {
  return head.repo !== null && head.repo.full_name === base.repo?.full_name;
}

function read({ number, html_url, title, body, head, base, state, merged_at, closed_at, created_at, draft, labels }: PullAnswer): PullRequest {
  const endedAt = merged_at ?? closed_at;
  return {
    ...{ number, title, url: html_url, body: body ?? "", head: head.ref, base: base.ref, headCommit: head.sha, createdAt: created_at },
    state: merged_at ? "merged" : state,
    isDraft: draft ?? false,
    labels: labels.map(({ name }) => name),
    ...(endedAt && { endedAt }),
  };
}
