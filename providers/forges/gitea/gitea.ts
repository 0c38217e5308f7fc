import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { secretReference } from "../../../model/config.ts";
import type { CheckoutRequest } from "../../../model/ports/checkout.ts";
import type { Check, Forge, ForgeRepository } from "../../../model/ports/forge.ts";
import { deleteBranch } from "../../git/delete-branch.ts";
import { commentOnce } from "../_shared/comment-once.ts";
import { cut } from "../_shared/cut.ts";
import type { ForgeApi } from "../_shared/forge-api.ts";
import { commitByGitea } from "./commit.ts";
import { giteaApi, inPath, type GiteaApi } from "./gitea-api.ts";
import { issueTracker } from "./issues.ts";
import { labelIds } from "./labels.ts";
import { pullRequests } from "./pulls.ts";
import { commentAnswer, repositoryAnswer, type RepositoryAnswer } from "./schema.ts";

const settings = z.strictObject({
  url: z.url().describe("address of the forge, as https://codeberg.org"),
  token: secretReference.describe("access token with the scopes `write:repository` and `write:issue`: `{ env: NAME }` or `{ file: PATH }`"),
  author: z.strictObject({ name: z.string().min(1), email: z.string().min(3) }).optional().describe("who commits; default: Trueup"),
  commits: z.enum(["git", "api"]).default("git").describe("who makes commits: `git`: Trueup, by a push; `api`: the forge, which signs them where it has a key"),
});

type Settings = z.infer<typeof settings>;

/** Gitea, and Forgejo, which speaks its API. */
export const forge = {
  id: "gitea",
  title: "Gitea and Forgejo",
  settings,
  async repository(given, repository, context) {
    const { url: address, token: reference, author, commits } = given as Settings;
    const token = context.secret(reference);
    const forgeApi = apiOf(address.replace(/\/+$/, ""), token);
    const first = giteaApi(forgeApi, `/repos/${inPath(repository)}`, repository);
    const answer = await pushedTo(first);
    // A repository that was renamed is still found by its old name, but only to read.
    const api = giteaApi(forgeApi, `/repos/${inPath(answer.full_name)}`, answer.full_name);
    const organisation = giteaApi(forgeApi, `/orgs/${inPath(answer.full_name.split("/")[0]!)}`, answer.full_name);
    const checkout: CheckoutRequest = { cloneUrl: answer.clone_url, branch: answer.default_branch, credentials: { username: "x-access-token", password: token }, ...(author && { author }) };
    return repositoryOf(api, organisation, { answer, checkout, env: context.env, commits });
  },
} satisfies Forge;

const MOST_LOOKS = 10;
const PAUSE_MS = 300;

/** The repository. For a moment after its first push it counts as empty, and all questions about what is in it are refused. */
async function pushedTo(api: GiteaApi): Promise<RepositoryAnswer> {
  for (let looks = 1; ; looks++) {
    const answer = await api.ask(repositoryAnswer, "GET", "");
    if (!answer.empty || looks === MOST_LOOKS) return answer;
    await sleep(PAUSE_MS);
  }
}

function apiOf(address: string, token: string): ForgeApi {
  const url = address.endsWith("/api/v1") ? address : `${address}/api/v1`;
  return { name: "Gitea", url, token, headers: { authorization: `token ${token}` }, rights: "the scopes `write:repository` and `write:issue`, and its user write access to the repository", address: "https://HOST" };
}

interface Place {
  answer: RepositoryAnswer;
  checkout: CheckoutRequest;
  env: NodeJS.ProcessEnv;
  commits: Settings["commits"];
}

function repositoryOf(api: GiteaApi, organisation: GiteaApi, { answer, checkout, env, commits }: Place): ForgeRepository {
  const { cloneUrl, credentials, author } = checkout;
  const idsOf = labelIds(api, organisation);
  const comments: ForgeRepository["comments"] = async number => (await api.list(commentAnswer, `/issues/${number}/comments`)).map(({ id, body, user }) => ({ id: String(id), body: body ?? "", by: user?.login ?? "" }));
  return {
    ...{ cloneUrl, credentials, defaultBranch: answer.default_branch, comments },
    ...(author && { author }),
    ...pullRequests(api, idsOf),
    ...(answer.has_issues && { issues: issueTracker(api, idsOf) }),
    ...(commits === "api" && { commit: commit => commitByGitea(api, { checkout, env }, commit) }),
    comment: (number, body) => commentOnce(body, { write: async () => void (await api.ask(commentAnswer, "POST", `/issues/${number}/comments`, { body })), list: () => comments(number) }),
    deleteBranch: (branch, commit) => deleteBranch(checkout, { branch, commit, env }),
    check: check => showStatus(api, check),
  };
}

/** Longer ones are shown over many lines. */
const DESCRIPTION = 140;

async function showStatus(api: GiteaApi, check: Check): Promise<void> {
  try {
    await api.ask(z.unknown(), "POST", `/statuses/${check.commit}`, statusOf(check));
  } catch (error) {
    // For a commit that is not there, Gitea seems broken.
    await api.ask(z.unknown(), "GET", `/git/commits/${check.commit}?stat=false&verification=false&files=false`);
    throw error;
  }
}

/** There are no check runs, and a status has one line. `warning` is the state of Gitea that neither passes nor fails. */
function statusOf({ name, conclusion, title }: Check): unknown {
  return { context: name, state: conclusion === "neutral" ? "warning" : conclusion, description: cut(title, DESCRIPTION) };
}
