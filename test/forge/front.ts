import type { BareRepository } from "./bare-repository.ts";
import { Issues, type ThreadComment } from "./issues.ts";
import type { RestAnswer } from "./planned-answers.ts";
import { Numbers, Pulls } from "./pulls.ts";
import type { RunningForge, ShownCheck } from "./running-forge.ts";
import { serveForge, type ApiRequest } from "./serve-forge.ts";

/** One repository on a forge of the tests, whatever API it is told by. */
export interface FrontState {
  /** As `acme/infra`, or deeper. */
  path: string;
  token: string;
  bare: BareRepository;
  defaultBranch: string;
  pulls: Pulls;
  issues: Issues;
  /** What was said below pull requests, by number. */
  threads: Map<number, ThreadComment[]>;
  commentIds: Numbers;
  /** Labels that somebody made, with their ids. */
  labels: Map<string, number>;
  /** Of each commit, oldest first. */
  checks: Map<string, ShownCheck[]>;
  /** Most entries of one page. */
  pageSize: number;
  isRemoved: boolean;
}

export interface FrontOptions {
  path: string;
  token: string;
  /** What the paths of its API begin with, as `/api/v4/`. */
  api: string;
  /** Address of the API behind that of the server, as the settings have it. */
  apiUrl?: string;
  pageSize?: number;
  /** Whether issues and pull requests are counted together. */
  countsTogether: boolean;
  answer(request: ApiRequest, state: FrontState): Promise<RestAnswer>;
}

/** A forge on 127.0.0.1 over a real repository, whose API is `answer`. */
export async function startFront({ path, token, api, apiUrl = "", pageSize = 100, countsTogether, answer }: FrontOptions): Promise<RunningForge> {
  const kept: { state?: FrontState } = {};
  const server = await serveForge(path, bare => {
    const numbers = new Numbers();
    const pulls = new Pulls(path.split("/")[0]!, bare, numbers);
    const issues = new Issues(countsTogether ? numbers : new Numbers());
    kept.state = { path, token, bare, defaultBranch: "main", pulls, issues, threads: new Map(), commentIds: new Numbers(), labels: new Map(), checks: new Map(), pageSize, isRemoved: false };
    return { api: [api], letsIn: password => password === token, answer: request => answer(request, kept.state!) };
  });
  const state = kept.state!;
  const { bare, planned } = server;
  return {
    apiUrl: `${server.url}${apiUrl}`,
    cloneUrl: `${server.url}/${path}.git`,
    ...{ token, bare, repository: path },
    pulls: () => structuredClone(state.pulls.all),
    merge: number => state.pulls.merge(number),
    files: number => state.pulls.files(number),
    openFromFork: async branch => (await state.pulls.openFromFork(branch)).number,
    checks: commit => [...new Map((state.checks.get(commit) ?? []).map(check => [check.name, check])).values()],
    tokens: () => [],
    requests: () => [...server.requests],
    answerNext: (given, options) => planned.add(given, options),
    async renameDefaultBranch(name) {
      await bare.git("branch", "-m", state.defaultBranch, name);
      state.defaultBranch = name;
    },
    remove: () => void (state.isRemoved = server.removed.isSo = true),
    stop: () => server.stop(),
  };
}

/** Somebody's comment below a pull request or an issue. */
export function addComment(state: FrontState, number: number, body: string): ThreadComment {
  const thread = state.threads.get(number) ?? [];
  const comment = { id: state.commentIds.next(), body, by: "trueup-bot" };
  state.threads.set(number, [...thread, comment]);
  return comment;
}

/** Shows a check at a commit; `false` where there is no such commit. */
export async function addCheck(state: FrontState, commit: string, check: ShownCheck): Promise<boolean> {
  if (!(await state.bare.git("cat-file", "-t", commit).then(type => type === "commit", () => false))) return false;
  state.checks.set(commit, [...(state.checks.get(commit) ?? []), check]);
  return true;
}

/** One page of a list with a link to the next, as GitLab and Gitea have them. https://www.rfc-editor.org/rfc/rfc8288 */
export function paged(all: readonly unknown[], { query, url, path }: ApiRequest, { sizeKey, most, usual }: { sizeKey: string; most: number; usual: number }): RestAnswer {
  const size = Math.min(Number(query.get(sizeKey)) || usual, most);
  const page = Number(query.get("page")) || 1;
  const more = new URLSearchParams(query);
  more.set("page", String(page + 1));
  const isLast = page * size >= all.length;
  return { status: 200, body: all.slice((page - 1) * size, page * size), headers: { "x-total": String(all.length), ...(!isLast && { link: `<${url}${path}?${more}>; rel="next"` }) } };
}
