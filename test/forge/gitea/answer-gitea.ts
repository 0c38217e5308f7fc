import { commitBytes } from "../commit-bytes.ts";
import { addCheck, addComment, paged, type FrontState } from "../front.ts";
import type { TrackedIssue } from "../issues.ts";
import type { RestAnswer } from "../planned-answers.ts";
import type { Pull } from "../pulls.ts";
import type { ApiRequest } from "../serve-forge.ts";

/** A request about the repository: `route` is method and path behind its name, decoded. */
interface Question extends ApiRequest {
  route: string;
}

const refuse = (status: number, message: string): RestAnswer => ({ status, body: { message, url: "https://127.0.0.1/api/swagger" } });
const NOT_FOUND = refuse(404, "The target couldn't be found.");
const created = (body: unknown): RestAnswer => ({ status: 201, body });
const ok = (body: unknown): RestAnswer => ({ status: 200, body });

/** The part of Gitea's API that pull requests take, as the real one answers in the deep tests. https://docs.gitea.com/api/1.26/ */
export async function answerGitea(request: ApiRequest, state: FrontState): Promise<RestAnswer> {
  if (!["token", "Bearer"].some(scheme => request.headers.authorization === `${scheme} ${state.token}`)) return refuse(401, "invalid username, password or token");
  const prefix = `/api/v1/repos/${state.path}`;
  if (state.isRemoved || (request.path !== prefix && !request.path.startsWith(`${prefix}/`))) return NOT_FOUND;
  const question = { ...request, route: `${request.method} ${decodeURIComponent(request.path.slice(prefix.length))}` };
  if (question.route === "GET ") return ok({ id: 1, full_name: state.path, clone_url: `${request.url}/${state.path}.git`, default_branch: state.defaultBranch, empty: !(await state.bare.tip(state.defaultBranch)), has_issues: true });
  for (const answer of [pulls, issues, branches, contents]) {
    const given = await answer(question, state);
    if (given) return given;
  }
  return NOT_FOUND;
}

const page = (all: unknown[], question: Question, { pageSize }: FrontState): RestAnswer => paged(all, question, { sizeKey: "limit", most: Math.min(pageSize, 50), usual: 30 });

async function pulls(question: Question, state: FrontState): Promise<RestAnswer | undefined> {
  const { route, query, body } = question;
  if (route === "GET /pulls") return page((await state.pulls.list({ state: query.get("state") ?? "open" })).map(pull => pullJson(pull, state, question)), question, state);
  if (route === "POST /pulls") return openPull(question, state);
  const [, changed] = /^GET \/pulls\/(\d+)\/files$/.exec(route) ?? [];
  if (changed !== undefined) return page((await state.pulls.files(Number(changed))).map(({ filename, before, additions, deletions }) => ({ filename, additions, deletions, status: before ? "renamed" : "changed", ...(before && { previous_filename: before }) })), question, state);
  const [, method, digits] = /^(GET|PATCH) \/pulls\/(\d+)$/.exec(route) ?? [];
  if (digits === undefined) return undefined;
  const pull = state.pulls.get(Number(digits));
  if (!pull) return NOT_FOUND;
  if (method === "GET") return ok(pullJson(pull, state, question));
  if (body["state"] !== undefined) {
    if (pull.mergedAt) return refuse(412, "cannot change state of this pull request, it was already merged");
    const objection = await state.pulls.setState(pull, body["state"] as Pull["state"]);
    if (objection) return refuse(422, objection.message ?? "cannot change the state");
  }
  for (const field of ["title", "body"] as const) if (typeof body[field] === "string") pull[field] = body[field];
  return created(pullJson(pull, state, question));
}

async function openPull(question: Question, state: FrontState): Promise<RestAnswer> {
  const { head, base, title, body, labels } = question.body as { head: string; base: string; title: string; body?: string; labels?: number[] };
  // A field `draft` it passes over: the title says it.
  const opened = await state.pulls.open({ head, base, title, body: body ?? "" });
  if (!("number" in opened)) return opened.message?.startsWith("A pull request already") ? refuse(409, "pull request already exists for these targets") : opened.field ? NOT_FOUND : refuse(422, opened.message ?? "");
  opened.labels = namesOf(labels ?? [], state);
  return created(pullJson(opened, state, question));
}

function pullJson(pull: Pull, { path }: FrontState, { url }: Question): unknown {
  const { number, title, body, state, labels, createdAt, closedAt, mergedAt } = pull;
  return {
    ...{ number, title, body, state, html_url: `${url}/${path}/pulls/${number}`, created_at: createdAt, updated_at: mergedAt ?? closedAt ?? createdAt, closed_at: closedAt ?? null, merged_at: mergedAt ?? null, merged: mergedAt !== undefined },
    labels: labels.map((name, index) => ({ id: index, name })),
    head: { label: pull.head, ref: pull.head, sha: pull.headCommit, repo_id: pull.fork ? 2 : 1 },
    base: { label: pull.base, ref: pull.base, sha: "", repo_id: 1 },
  };
}

/** Labels, comments and issues; the first two are those of pull requests, too. */
async function issues(question: Question, state: FrontState): Promise<RestAnswer | undefined> {
  const { route, query, body } = question;
  if (route === "GET /labels") return page([...state.labels].map(([name, id]) => ({ id, name })), question, state);
  if (route === "POST /labels") return created({ id: state.labels.set(String(body["name"]), state.labels.size + 1).size, name: body["name"] });
  if (route === "GET /issues") return page(labelled(query.get("labels") ?? "", state).map(issue => issueJson(issue, state, question)), question, state);
  if (route === "POST /issues") return created(issueJson(state.issues.open({ title: String(body["title"]), body: String(body["body"]), labels: namesOf(body["labels"] as number[], state) }), state, question));
  const [, rest, digits, part] = /^(\w+) \/issues\/(\d+)(\/\w+)?$/.exec(route) ?? [];
  const number = Number(digits);
  const issue = state.issues.get(number);
  const about = issue ?? state.pulls.get(number);
  if (!about) return undefined;
  if (part === "/labels") return ok((about.labels = [...new Set([...about.labels, ...namesOf(body["labels"] as number[], state)])]));
  // All at once, whatever is asked for.
  if (part === "/comments") return rest === "GET" ? ok((state.threads.get(number) ?? []).map(commentJson)) : created(commentJson(addComment(state, number, String(body["body"]))));
  if (!issue || rest !== "PATCH") return undefined;
  Object.assign(issue, body);
  return created(issueJson(issue, state, question));
}

/** A label that nobody has made is no filter. */
function labelled(label: string, { issues: { all }, labels }: FrontState): TrackedIssue[] {
  return all.filter(issue => !labels.has(label) || issue.labels.includes(label)).toReversed();
}

function commentJson({ id, body, by }: { id: number; body: string; by: string }): unknown {
  return { id, body, user: { login: by } };
}

function issueJson({ number, title, body, state, labels }: TrackedIssue, { path }: FrontState, { url }: Question): unknown {
  return { number, title, body, state, html_url: `${url}/${path}/issues/${number}`, labels: labels.map((name, id) => ({ id, name })) };
}

function namesOf(ids: number[], { labels }: FrontState): string[] {
  return [...labels].flatMap(([name, id]) => (ids.includes(id) ? [name] : []));
}

async function branches(question: Question, { bare, ...state }: FrontState): Promise<RestAnswer | undefined> {
  const { route, body } = question;
  const [, status] = /^POST \/statuses\/(\w+)$/.exec(route) ?? [];
  if (status !== undefined) {
    const { context, description, state: word } = body as { context: string; description: string; state: string };
    const isThere = await addCheck({ bare, ...state }, status, { name: context, title: description, isGood: !["failure", "error"].includes(word) });
    return isThere ? created({ id: 1 }) : { status: 500, body: { message: "" } };
  }
  if (route === "POST /branches") {
    const { new_branch_name: name, old_ref_name: from } = body as { new_branch_name: string; old_ref_name: string };
    if (await bare.tip(name)) return refuse(409, "The branch already exists.");
    await bare.git("update-ref", `refs/heads/${name}`, from);
    return created({ name });
  }
  const [, method, name] = /^(GET|DELETE) \/branches\/(.+)$/.exec(route) ?? [];
  const tip = name === undefined ? undefined : await bare.tip(name);
  if (!tip) return undefined;
  if (method === "GET") return ok({ name, commit: { id: tip } });
  await bare.git("update-ref", "-d", `refs/heads/${name}`);
  return { status: 204, body: "" };
}

async function contents(question: Question, { bare }: FrontState): Promise<RestAnswer | undefined> {
  const { route, query, body } = question;
  const [, path] = /^GET \/contents\/(.+)$/.exec(route) ?? [];
  const blobOf = (at: string, file: string): Promise<string | undefined> => bare.git("rev-parse", "--verify", "--quiet", `${at}:${file}`).catch(() => undefined);
  if (path !== undefined) {
    const sha = await blobOf(query.get("ref")!, path);
    return sha === undefined ? undefined : ok({ sha, type: "file", path });
  }
  if (route !== "POST /contents") return undefined;
  const { branch, message, files } = body as { branch: string; message: string; files: { operation: string; path: string; content: string; sha?: string }[] };
  for (const { operation, path: file, sha } of files) {
    const before = await blobOf(`refs/heads/${branch}`, file);
    if (operation === "create" ? before !== undefined : before !== sha) return refuse(422, `sha does not match [given: ${sha}, expected: ${before}]`);
  }
  const commit = await commitBytes(bare, { branch, from: (await bare.tip(branch))!, message, files: new Map(files.map(file => [file.path, Buffer.from(file.content, "base64")])) });
  return created({ commit: { sha: commit } });
}
