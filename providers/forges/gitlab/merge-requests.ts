import { z } from "zod";
import type { ForgeRepository, NewPullRequest, PullRequest } from "../../../model/ports/forge.ts";
import { draftTitles } from "../_shared/draft-title.ts";
import { openOne, standingOne } from "../_shared/open-one.ts";
import { readAs, type GitlabProject } from "./gitlab-project.ts";
import { asWritten, withoutCommands } from "./quick-actions.ts";
import { changedFileAnswer, mergeRequestAnswer, type MergeRequestAnswer } from "./schema.ts";

type Pulls = Pick<ForgeRepository, "openPullRequests" | "changedFiles" | "findPullRequest" | "openPullRequest" | "updatePullRequest">;

/** https://docs.gitlab.com/user/project/merge_requests/drafts/ */
const titles = draftTitles("Draft: ");
const STATES = { opened: "open", locked: "open", closed: "closed", merged: "merged" } as const;

export function mergeRequests(project: GitlabProject): Pulls {
  const { client, id } = project;
  const list = async (filter: { sourceBranch?: string; state?: "opened" }): Promise<PullRequest[]> => {
    const found = await readAs(project, z.array(mergeRequestAnswer), client.mergeRequests.all({ projectId: id, scope: "all", orderBy: "created_at", sort: "desc", perPage: 100, ...filter }));
    return found.filter(isOwn).map(read);
  };
  const show = async (number: number): Promise<PullRequest> => read(await readAs(project, mergeRequestAnswer, client.mergeRequests.show(id, number)));
  const edit = async (number: number, change: Parameters<typeof client.mergeRequests.edit>[2]): Promise<PullRequest> => read(await readAs(project, mergeRequestAnswer, client.mergeRequests.edit(id, number, change)));

  return {
    openPullRequests: () => list({ state: "opened" }),
    findPullRequest: async head => standingOne(await list({ sourceBranch: head })),
    async changedFiles(number) {
      const files = await readAs(project, z.array(changedFileAnswer), client.mergeRequests.allDiffs(id, number, { perPage: 100 }));
      return [...new Set(files.flatMap(({ old_path: before, new_path: path }) => [path, before]))];
    },
    openPullRequest: openOne({
      open: async request => read(await readAs(project, mergeRequestAnswer, create(project, request))),
      listOpen: async ({ head, base }) => (await list({ sourceBranch: head, state: "opened" })).filter(pull => pull.base === base),
      close: ({ number }, { title, body }) => edit(number, { title, description: body, stateEvent: "close" }),
    }),
    async updatePullRequest(number, { title, body, state, labels = [], isDraft }) {
      const isTitled = title !== undefined || isDraft !== undefined;
      const before = isTitled && (title === undefined || isDraft === undefined) ? await show(number) : undefined;
      const change = {
        ...(isTitled && { title: titles.write(title ?? before!.title, isDraft ?? before!.isDraft) }),
        ...(body !== undefined && { description: withoutCommands(body) }),
        ...(state !== undefined && { stateEvent: state === "open" ? "reopen" : "close" }),
        ...(labels.length > 0 && { addLabels: labels.join(",") }),
      };
      return Object.keys(change).length === 0 ? (before ?? show(number)) : edit(number, change);
    },
  };
}

function create({ client, id }: GitlabProject, { head, base, title, body, labels, isDraft = false }: NewPullRequest): Promise<unknown> {
  return client.mergeRequests.create(id, head, base, titles.write(title, isDraft), { description: withoutCommands(body), ...(labels.length > 0 && { labels: labels.join(",") }) });
}

/** Whether its branch is of the project itself: those from forks are listed by the name of theirs. */
function isOwn({ source_project_id, target_project_id }: MergeRequestAnswer): boolean {
  return source_project_id === target_project_id;
}

function read({ iid, web_url, title, description, state, labels, source_branch, target_branch, sha, created_at, merged_at, closed_at }: MergeRequestAnswer): PullRequest {
  const endedAt = merged_at ?? closed_at;
  return {
    ...{ number: iid, url: web_url, body: asWritten(description ?? ""), state: STATES[state], labels, head: source_branch, base: target_branch, headCommit: sha ?? "", createdAt: created_at },
    ...titles.read(title),
    ...(endedAt && STATES[state] !== "open" && { endedAt }),
  };
}
