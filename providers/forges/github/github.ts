import { z } from "zod";
import { secretReference } from "../../../model/config.ts";
import type { Forge, ForgeRepository, NewPullRequest, PullRequest } from "../../../model/ports/forge.ts";
import { askGithub, type Ask, type GithubApi } from "./ask-github.ts";
import { commentAnswer, pullRequestAnswer, repositoryAnswer, type RepositoryAnswer } from "./schema.ts";

const settings = z.strictObject({
  url: z.url().default("https://api.github.com").describe("address of the API; for GitHub Enterprise Server https://HOST/api/v3"),
  token: secretReference.describe("token with read and write access to contents and pull requests: `{ env: NAME }` or `{ file: PATH }`"),
  author: z.strictObject({ name: z.string().min(1), email: z.string().min(3) }).optional().describe("who commits; default: Trueup"),
});

type Settings = z.infer<typeof settings>;

/** GitHub, and what speaks its REST API. */
export const forge = {
  id: "github",
  title: "GitHub",
  settings,
  async repository(given, repository, context) {
    const { url, author, token: reference } = given as Settings;
    const token = context.secret(reference);
    const api: GithubApi = { url: url.replace(/\/+$/, ""), token };
    const ask: Ask = (method, path, body) => askGithub(api, { method, path: `/repos/${repository.split("/").map(encodeURIComponent).join("/")}${path}`, body, about: repository });
    const answer = repositoryAnswer.parse(await ask("GET", ""));
    return { ...repositoryOf(answer, ask), credentials: { username: "x-access-token", password: token }, ...(author && { author }) };
  },
} satisfies Forge;

function repositoryOf(answer: RepositoryAnswer, ask: Ask): Omit<ForgeRepository, "credentials"> {
  const owner = answer.full_name.split("/")[0]!;
  return {
    cloneUrl: answer.clone_url,
    defaultBranch: answer.default_branch,
    openPullRequests: async () => z.array(pullRequestAnswer).parse(await ask("GET", "/pulls?state=open&per_page=100")).map(read),
    comments: async number => z.array(commentAnswer).parse(await ask("GET", `/issues/${number}/comments?per_page=100`)).map(({ id, body, user }) => ({ id: String(id), body: body ?? "", by: user?.login ?? "" })),
    comment: async (number, body) => void (await ask("POST", `/issues/${number}/comments`, { body })),
    deleteBranch: async branch => void (await ask("DELETE", `/git/refs/heads/${branch}`)),
    findPullRequest: head => findPullRequest(ask, owner, head),
    openPullRequest: request => openPullRequest(ask, owner, request),
    async updatePullRequest(number, change) {
      return read(await ask("PATCH", `/pulls/${number}`, change));
    },
  };
}

async function findPullRequest(ask: Ask, owner: string, head: string): Promise<PullRequest | undefined> {
  // `owner:` or the forge ignores the filter and lists everything.
  const query = new URLSearchParams({ head: `${owner}:${head}`, state: "all", sort: "created", direction: "desc", per_page: "100" });
  const found = z.array(pullRequestAnswer).parse(await ask("GET", `/pulls?${query}`)).map(read).filter(pull => pull.head === head);
  return found.find(({ state }) => state === "open") ?? found[0];
}

async function openPullRequest(ask: Ask, owner: string, request: NewPullRequest): Promise<PullRequest> {
  const { labels, ...fields } = request;
  const opened = await ask("POST", "/pulls", fields).then(read, async (error: unknown) => (await openedBefore(ask, owner, request)) ?? Promise.reject(error));
  if (labels.length > 0) await ask("POST", `/issues/${opened.number}/labels`, { labels });
  return opened;
}

/** What another run opened, or this one before the answer was lost; GitHub's own answer to both is 422. */
async function openedBefore(ask: Ask, owner: string, { head, base }: NewPullRequest): Promise<PullRequest | undefined> {
  // Where even this fails, the first error is the one to tell.
  const existing = await findPullRequest(ask, owner, head).catch(() => undefined);
  return existing?.state === "open" && existing.base === base ? existing : undefined;
}

function read(answer: unknown): PullRequest {
  const { number, html_url, title, body, head, base, state, merged_at, closed_at, draft, labels, created_at } = pullRequestAnswer.parse(answer);
  return { number, url: html_url, title, body: body ?? "", head: head.ref, base: base.ref, state: merged_at ? "merged" : state, isDraft: draft ?? false, labels: (labels ?? []).map(({ name }) => name), headCommit: head.sha ?? "", createdAt: created_at ?? "", ...((merged_at ?? closed_at) ? { endedAt: (merged_at ?? closed_at)! } : {}) };
}
