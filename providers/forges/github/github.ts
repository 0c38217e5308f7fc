import { z } from "zod";
import { SECRET_REFERENCE, secretReference } from "../../../model/config.ts";
import { GuidedError } from "../../../model/guided-error.ts";
import type { CloudContext } from "../../../model/ports/cloud.ts";
import type { Forge, ForgeRepository } from "../../../model/ports/forge.ts";
import { commentOnce } from "../_shared/comment-once.ts";
import type { ForgeApi } from "../_shared/forge-api.ts";
import { appTokens } from "./app-tokens.ts";
import { moveBranch } from "./branches.ts";
import { checks } from "./checks.ts";
import { commitByGithub } from "./commit.ts";
import { issueTracker } from "./issues.ts";
import { pullRequests } from "./pulls.ts";
import { githubApi, type GithubApi } from "./rest.ts";
import { commentAnswer, repositoryAnswer, type RepositoryAnswer } from "./schema.ts";
import { fixedToken, type TokenSource } from "./token-source.ts";

const app = z.strictObject({
  id: z.union([z.int(), z.string().min(1)]).describe("App ID or client ID, as the App's page has it"),
  installation: z.int().optional().describe("default: the one that has the repository"),
  privateKey: secretReference.describe("the App's private key, PEM: `{ env: NAME }` or `{ file: PATH }`"),
});

const settings = z
  .strictObject({
    url: z.url().default("https://api.github.com").describe("address of the API; for GitHub Enterprise Server https://HOST/api/v3"),
    token: secretReference.meta({ title: SECRET_REFERENCE, description: "token with read and write access to contents, pull requests, issues and commit statuses, in place of `app`: `{ env: NAME }` or `{ file: PATH }`", examples: [{ env: "GITHUB_TOKEN" }] }).optional(),
    app: app.optional().describe("a GitHub App that is installed in the repositories, in place of `token`; docs/forges.md has its permissions"),
    author: z.strictObject({ name: z.string().min(1), email: z.string().min(3) }).optional().describe("who commits, where `commits` is `git`; default: Trueup"),
    commits: z.enum(["git", "api"]).default("git").describe("who makes commits: `git`: Trueup, by a push; `api`: GitHub, which signs them where `app` is given"),
  })
  .refine(({ token, app }) => (token === undefined) !== (app === undefined), "needs one of `token` and `app`");

type Settings = z.infer<typeof settings>;

/** GitHub and GitHub Enterprise Server. */
export const forge = {
  id: "github",
  title: "GitHub",
  settings,
  async repository(given, repository, context) {
    const { url, author, commits, ...credentials } = given as Settings;
    const apiOf = (token: string): ForgeApi => apiWith(url.replace(/\/+$/, ""), token);
    const tokens = await tokensFor(credentials, { repository, context, apiOf });
    const answer = await githubApi(apiOf, tokens, repository).ask(repositoryAnswer, "GET", "");
    // A repository that was renamed is still found by its old name, but only to read.
    const api = githubApi(apiOf, tokens, answer.full_name);
    return { ...repositoryOf(api, tokens, { answer, commits }), credentials: credentialsFrom(tokens), ...(author && { author }) };
  },
} satisfies Forge;

/** https://docs.github.com/en/rest/about-the-rest-api/api-versions */
function apiWith(url: string, token: string): ForgeApi {
  return {
    ...{ name: "GitHub", url, token, address: "https://api.github.com, or https://HOST/api/v3" },
    headers: { accept: "application/vnd.github+json", authorization: `Bearer ${token}`, "x-github-api-version": "2022-11-28" },
    rights: "read and write access to contents, pull requests, issues, and commit statuses of the repository",
    saysLimited: /secondary rate limit|abuse detection|temporarily blocked/i,
  };
}

interface Access {
  repository: string;
  context: CloudContext;
  apiOf(token: string): ForgeApi;
}

async function tokensFor({ token, app }: Pick<Settings, "token" | "app">, { repository, context, apiOf }: Access): Promise<TokenSource> {
  if (token) return fixedToken(context.secret(token));
  if (!app) throw new GuidedError("CONFIG_INVALID", "A forge of the kind github needs one of `token` and `app`.", "Add one of them to it under `forges` in trueup.yaml.");
  const { id, installation, privateKey } = app;
  return appTokens({ id, privateKey: context.secret(privateKey), ...(installation !== undefined && { installation }) }, repository, apiOf);
}

/** https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/authenticating-as-a-github-app-installation */
function credentialsFrom(tokens: TokenSource): ForgeRepository["credentials"] {
  return {
    username: "x-access-token",
    get password() {
      return tokens.latest();
    },
  };
}

/** GitHub counts characters, and so do we where it would be one too many. */
const BODY_LIMIT = 65_536;

function repositoryOf(api: GithubApi, tokens: TokenSource, { answer, commits }: { answer: RepositoryAnswer; commits: Settings["commits"] }): Omit<ForgeRepository, "credentials"> {
  const check = checks(api, tokens);
  const { full_name, clone_url, default_branch, has_issues, node_id } = answer;
  const comments: ForgeRepository["comments"] = async number => (await api.list(commentAnswer, `/issues/${number}/comments`)).map(({ id, body, user }) => ({ id: String(id), body: body ?? "", by: user?.login ?? "" }));
  return {
    ...{ cloneUrl: clone_url, defaultBranch: default_branch, bodyLimit: BODY_LIMIT, comments },
    ...pullRequests(api, full_name.split("/")[0]!),
    comment: (number, body) => commentOnce(body, { write: async () => void (await api.ask(commentAnswer, "POST", `/issues/${number}/comments`, { body })), list: () => comments(number) }),
    deleteBranch: async (branch, commit) => void (await moveBranch(api, node_id, { branch, from: commit })),
    ...(has_issues !== false && tokens.may("issues") && { issues: issueTracker(api) }),
    ...(check && { check }),
    ...(commits === "api" && { commit: commit => commitByGithub(api, node_id, commit) }),
  };
}
