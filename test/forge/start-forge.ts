import { answerGithub } from "./github/answer.ts";
import { Apps } from "./github/apps.ts";
import { commentsOf } from "./github/issues-api.ts";
import type { GithubOptions, GithubState } from "./github/state.ts";
import { issuePage } from "./issue-page.ts";
import { Issues, type TrackedIssue } from "./issues.ts";
import { pullPage } from "./pull-page.ts";
import { Numbers, Pulls } from "./pulls.ts";
import type { RunningForge as AnyForge, ShownCheck } from "./running-forge.ts";
import { serveForge } from "./serve-forge.ts";

export type ForgeOptions = GithubOptions;

/** A forge on 127.0.0.1 that speaks git over HTTP and GitHub's API about one repository, as GitHub Enterprise Server has it: `…/api/v3`. */
export interface RunningForge extends AnyForge {
  issues(): TrackedIssue[];
  comments(number: number): { by: string; body: string }[];
  /** A GitHub App that is installed in the repository. */
  app: { id: number; privateKey: string };
  /** What the App's last token was asked for with. */
  tokenRequest(): unknown;
}

const APP_PERMISSIONS = { metadata: "read", contents: "write", pull_requests: "write", issues: "write", checks: "write", statuses: "write", administration: "write" };

export async function startForge(options: ForgeOptions = {}): Promise<RunningForge> {
  const { owner = "acme", repo = "infra", token = "forge-token", seedDir, pageSize = 100, hasIssues = true, hasDrafts = true } = options;
  const kept: { state?: GithubState } = {};
  const server = await serveForge(`${owner}/${repo}`, bare => {
    const numbers = new Numbers();
    const apps = new Apps(`${owner}/${repo}`, options.appPermissions ?? APP_PERMISSIONS, options.tokenSeconds ?? 3600);
    const state: GithubState = { owner, repo, token, bare, defaultBranch: "main", numbers, pulls: new Pulls(owner, bare, numbers), issues: new Issues(numbers), pullComments: new Map(), comments: new Numbers(), runs: [], apps, options: { pageSize, hasIssues, hasDrafts }, isRemoved: false };
    kept.state = state;
    return {
      api: ["/api/v3/", "/api/graphql"],
      letsIn: password => password === token || apps.permissionsOf(password)?.["contents"] === "write",
      answer: request => answerGithub(request, state),
      page: path => pageOf(path, state),
    };
  });
  const state = kept.state!;
  const { bare, planned } = server;
  if (seedDir !== undefined) await bare.seed(seedDir);

  return {
    apiUrl: `${server.url}/api/v3`,
    cloneUrl: `${server.url}/${owner}/${repo}.git`,
    ...{ token, bare, repository: `${owner}/${repo}` },
    pulls: () => structuredClone(state.pulls.all),
    merge: number => state.pulls.merge(number),
    files: number => state.pulls.files(number),
    openFromFork: async branch => (await state.pulls.openFromFork(branch)).number,
    checks: commit => checksOf(commit, state),
    issues: () => structuredClone(state.issues.all),
    comments: number => structuredClone(state.issues.get(number)?.comments ?? commentsOf(number, state)),
    app: { id: state.apps.id, privateKey: state.apps.privateKey },
    tokenRequest: () => state.apps.lastRequest,
    tokens: () => [...state.apps.tokens.keys()],
    requests: () => [...server.requests],
    answerNext: (answer, plan) => planned.add(answer, plan),
    async renameDefaultBranch(name) {
      await bare.git("branch", "-m", state.defaultBranch, name);
      state.defaultBranch = name;
    },
    remove: () => void (state.isRemoved = server.removed.isSo = true),
    stop: () => server.stop(),
  };
}

const GOOD = ["success", "neutral", "skipped"];

/** Of each name the latest. */
function checksOf(commit: string, { runs }: GithubState): ShownCheck[] {
  const latest = new Map<string, ShownCheck>();
  for (const { name, conclusion, title, summary, ...run } of runs) if (run.commit === commit) latest.set(name, { name, isGood: GOOD.includes(conclusion), title, ...(summary !== undefined && { summary }) });
  return [...latest.values()];
}

async function pageOf(path: string, state: GithubState): Promise<string | undefined> {
  const [, kind, digits] = /^\/[^/]+\/[^/]+\/(pull|issues)\/(\d+)$/.exec(path) ?? [];
  const number = Number(digits);
  const issue = kind === "issues" ? state.issues.get(number) : undefined;
  const pull = kind === "pull" ? state.pulls.get(number) : undefined;
  if (issue) return issuePage(issue);
  return pull && pullPage(pull, { files: await state.pulls.files(number), comments: commentsOf(number, state), checks: checksOf(pull.headCommit, state) });
}
