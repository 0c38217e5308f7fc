import { z } from "zod";
import { secretReference } from "../../../model/config.ts";
import { GuidedError } from "../../../model/guided-error.ts";
import type { CheckoutRequest } from "../../../model/ports/checkout.ts";
import type { Check, Forge, ForgeRepository } from "../../../model/ports/forge.ts";
import { deleteBranch } from "../../git/delete-branch.ts";
import { commentOnce } from "../_shared/comment-once.ts";
import { cut } from "../_shared/cut.ts";
import type { ForgeApi } from "../_shared/forge-api.ts";
import { commitByGitlab } from "./commit.ts";
import { readAs, type GitlabProject } from "./gitlab-project.ts";
import { issueTracker } from "./issues.ts";
import { mergeRequests } from "./merge-requests.ts";
import { asWritten, withoutCommands } from "./quick-actions.ts";
import { noteAnswer, projectAnswer, type ProjectAnswer } from "./schema.ts";

const settings = z.strictObject({
  url: z.url().default("https://gitlab.com").describe("address of the instance, as https://gitlab.example.com"),
  token: secretReference.describe("personal, project or group access token with the scope `api` and the role Developer, or an OAuth token: `{ env: NAME }` or `{ file: PATH }`"),
  author: z.strictObject({ name: z.string().min(1), email: z.string().min(3) }).optional().describe("who commits; default: Trueup"),
  commits: z.enum(["git", "api"]).default("git").describe("who makes commits: `git`: Trueup, by a push; `api`: GitLab, which signs them where the instance does so"),
});

type Settings = z.infer<typeof settings>;

/** GitLab.com and GitLab Self-Managed. */
export const forge = {
  id: "gitlab",
  title: "GitLab",
  settings,
  async repository(given, repository, context) {
    const { url, token: reference, author, commits } = given as Settings;
    const token = context.secret(reference);
    const api = apiOf(url.replace(/\/+$/, ""), token);
    const { gitlabClient } = await import("./gitlab-client.ts");
    const answer = await readAs({ api }, projectAnswer, gitlabClient(api, repository).projects.show(repository));
    // By its number it is found however it is renamed.
    const project: GitlabProject = { api, id: answer.id, client: gitlabClient(api, answer.path_with_namespace) };
    const checkout: CheckoutRequest = { cloneUrl: answer.http_url_to_repo, branch: answer.default_branch ?? "main", credentials: { username: "oauth2", password: token }, ...(author && { author }) };
    return repositoryOf(project, { answer, checkout, env: context.env, commits });
  },
} satisfies Forge;

/** Tokens of all kinds are taken as OAuth's are, and that header is left out where a request is sent on to another host. https://docs.gitlab.com/api/rest/authentication/#personalprojectgroup-access-tokens */
function apiOf(address: string, token: string): ForgeApi {
  const url = address.endsWith("/api/v4") ? address : `${address}/api/v4`;
  return { name: "GitLab", url, token, headers: { authorization: `Bearer ${token}` }, rights: "the scope `api`, and the role Developer or higher in the project", address: "https://HOST" };
}

interface Place {
  answer: ProjectAnswer;
  checkout: CheckoutRequest;
  env: NodeJS.ProcessEnv;
  commits: Settings["commits"];
}

/** https://docs.gitlab.com/administration/instance_limits/#size-of-comments-and-descriptions-of-issues-merge-requests-and-epics */
const BODY_LIMIT = 1_000_000;

function repositoryOf(project: GitlabProject, { answer, checkout, env, commits }: Place): ForgeRepository {
  const { client, id } = project;
  const { cloneUrl, credentials, author } = checkout;
  const comments: ForgeRepository["comments"] = async number => {
    const notes = await readAs(project, z.array(noteAnswer), client.notes.all(id, number, { orderBy: "created_at", sort: "asc", perPage: 100 }));
    return notes.filter(({ system }) => !system).map(note => ({ id: String(note.id), body: asWritten(note.body), by: note.author?.username ?? "" }));
  };
  return {
    ...{ cloneUrl, credentials, defaultBranch: checkout.branch, bodyLimit: BODY_LIMIT, comments },
    ...(author && { author }),
    ...mergeRequests(project),
    ...(answer.issues_access_level !== "disabled" && { issues: issueTracker(project) }),
    ...(commits === "api" && { commit: commit => commitByGitlab(project, { checkout, env }, commit) }),
    comment: (number, body) => commentOnce(body, { write: async () => void (await readAs(project, noteAnswer, client.notes.create(id, number, withoutCommands(body)))), list: () => comments(number) }),
    deleteBranch: (branch, commit) => deleteBranch(checkout, { branch, commit, env }),
    check: check => showStatus(project, check),
  };
}

/** A status has one line. https://docs.gitlab.com/api/commits/#set-commit-pipeline-status */
const DESCRIPTION = 140;

async function showStatus(project: GitlabProject, { commit, name, conclusion, title }: Check): Promise<void> {
  // GitBeaker does not know `skipped` yet.
  const set = (state: "success" | "failed" | "skipped"): Promise<unknown> => project.client.commits.editStatus(project.id, commit, state as "success", { name, description: cut(title, DESCRIPTION) });
  if (conclusion !== "neutral") return void (await set(conclusion === "failure" ? "failed" : "success"));
  try {
    await set("skipped");
  } catch (error) {
    // Older ones let no status be skipped (https://gitlab.com/gitlab-org/gitlab/-/issues/23636), and every other one that is not green stops a merge.
    if (!(error instanceof GuidedError) || error.code !== "FORGE_REFUSED") throw error;
    await set("success");
  }
}
