import { commitBytes } from "../commit-bytes.ts";
import { addCheck, addComment, paged, type FrontState } from "../front.ts";
import type { TrackedIssue } from "../issues.ts";
import type { RestAnswer } from "../planned-answers.ts";
import type { Pull } from "../pulls.ts";
import type { ApiRequest } from "../serve-forge.ts";

/** A request about the project: `route` is its method, and its path behind the project, still encoded. */
interface Question extends ApiRequest {
  route: string;
}

type Part = (question: Question, state: FrontState) => Promise<RestAnswer | undefined>;

const PROJECT = 42;
const ok = (body: unknown): RestAnswer => ({ status: 200, body });
const created = (body: unknown): RestAnswer => ({ status: 201, body });
const refuse = (status: number, message: unknown): RestAnswer => ({ status, body: { message } });
const notFound = (what: string): RestAnswer => refuse(404, `404 ${what} Not Found`);

/** The part of GitLab's REST API that merge requests take, as its public documentation has it: https://docs.gitlab.com/api/rest/ */
export async function answerGitlab(request: ApiRequest, state: FrontState): Promise<RestAnswer> {
  // https://docs.gitlab.com/api/rest/authentication/
  if (request.headers.authorization !== `Bearer ${state.token}` && request.headers["private-token"] !== state.token) return refuse(401, "401 Unauthorized");
  const [, name, rest = ""] = /^\/api\/v4\/projects\/([^/]+)(\/.*)?$/.exec(request.path) ?? [];
  if (state.isRemoved || name === undefined || ![state.path, String(PROJECT)].includes(decodeURIComponent(name))) return notFound("Project");
  const question = { ...request, route: `${request.method} ${rest}` };
  if (question.route === "GET ") return ok({ id: PROJECT, path_with_namespace: state.path, http_url_to_repo: `${request.url}/${state.path}.git`, default_branch: state.defaultBranch, issues_access_level: "enabled" });
  for (const part of [mergeRequests, notes, issues, statuses, branchesAndFiles, commits] satisfies Part[]) {
    const answer = await part(question, state);
    if (answer) return answer;
  }
  return refuse(404, "404 Not Found");
}

/** https://docs.gitlab.com/api/rest/#pagination */
const page = (all: unknown[], question: Question, { pageSize }: FrontState): RestAnswer => paged(all, question, { sizeKey: "per_page", most: Math.min(pageSize, 100), usual: 20 });

/** https://docs.gitlab.com/administration/instance_limits/ */
const LIMIT = 1_000_000;

function objectionTo({ title, description }: Record<string, unknown>): RestAnswer | undefined {
  if (typeof title === "string" && [...title].length > 255) return refuse(400, { title: ["is too long (maximum is 255 characters)"] });
  return typeof description === "string" && [...description].length > LIMIT ? refuse(400, { description: [`is too long (maximum is ${LIMIT} characters)`] }) : undefined;
}

/** https://docs.gitlab.com/api/merge_requests/ */
async function mergeRequests(question: Question, state: FrontState): Promise<RestAnswer | undefined> {
  const { route, query, body } = question;
  if (route === "GET /merge_requests") {
    const wanted = query.get("state") === "opened" ? "open" : "all";
    const branch = query.get("source_branch");
    const found = (await state.pulls.list({ state: wanted })).filter(pull => branch === null || pull.head === branch);
    return page(found.map(pull => mergeRequestJson(pull, state, question)), question, state);
  }
  if (route === "POST /merge_requests") return openMergeRequest(question, state);
  const [, changed] = /^GET \/merge_requests\/(\d+)\/diffs$/.exec(route) ?? [];
  if (changed !== undefined) return page((await state.pulls.files(Number(changed))).map(({ filename, before = filename, patch }) => ({ old_path: before, new_path: filename, diff: patch })), question, state);
  const [, method, digits] = /^(GET|PUT) \/merge_requests\/(\d+)$/.exec(route) ?? [];
  if (digits === undefined) return undefined;
  const pull = state.pulls.get(Number(digits));
  if (!pull) return notFound("Merge Request");
  if (method === "GET") return ok(mergeRequestJson(pull, state, question));
  const objection = objectionTo(body) ?? (await changeState(pull, body["state_event"], state));
  if (objection) return objection;
  if (typeof body["title"] === "string") pull.title = body["title"];
  if (typeof body["description"] === "string") pull.body = withoutCommands(body["description"]);
  pull.labels = [...new Set([...pull.labels, ...names(body["add_labels"])])];
  return ok(mergeRequestJson(pull, state, question));
}

async function openMergeRequest(question: Question, state: FrontState): Promise<RestAnswer> {
  const { source_branch: head, target_branch: base, title, description, labels } = question.body as Record<string, string>;
  const long = objectionTo(question.body);
  if (long) return long;
  const opened = await state.pulls.open({ head: head!, base: base!, title: title!, body: withoutCommands(description ?? "") });
  if (!("number" in opened)) {
    if (opened.message?.startsWith("A pull request already")) return refuse(409, [`Another open merge request already exists for this source branch: !${state.pulls.all.find(pull => pull.state === "open" && pull.head === head)?.number}`]);
    return refuse(400, opened.field === "head" ? { source_branch: ["does not exist"] } : { base: [opened.message ?? "is invalid"] });
  }
  opened.labels = names(labels);
  return created(mergeRequestJson(opened, state, question));
}

async function changeState(pull: Pull, event: unknown, { pulls }: FrontState): Promise<RestAnswer | undefined> {
  if (event === undefined) return undefined;
  const objection = await pulls.setState(pull, event === "close" ? "closed" : "open");
  return objection && refuse(409, objection.message ?? "409 Conflict");
}

/** https://docs.gitlab.com/user/project/quick_actions/: they are carried out, and not kept. */
function withoutCommands(text: string): string {
  return text.replace(/^\/(close|merge|approve|label).*\n?/gm, "");
}

function names(labels: unknown): string[] {
  return typeof labels === "string" ? labels.split(",").filter(Boolean) : [];
}

function mergeRequestJson({ number, title, body, head, base, state, labels, createdAt, closedAt, mergedAt, fork, headCommit }: Pull, { path }: FrontState, { url }: Question): unknown {
  const times = { created_at: createdAt, merged_at: mergedAt ?? null, closed_at: mergedAt ? null : (closedAt ?? null) };
  return {
    ...{ iid: number, title, labels, description: body, draft: title.startsWith("Draft:"), web_url: `${url}/${path}/-/merge_requests/${number}`, source_branch: head, target_branch: base, sha: headCommit, ...times },
    state: mergedAt ? "merged" : state === "open" ? "opened" : "closed",
    source_project_id: fork ? 43 : PROJECT,
    target_project_id: PROJECT,
  };
}

/** https://docs.gitlab.com/api/notes/ */
async function notes(question: Question, state: FrontState): Promise<RestAnswer | undefined> {
  const [, method, digits] = /^(GET|POST) \/merge_requests\/(\d+)\/notes$/.exec(question.route) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  if (!state.pulls.get(number)) return notFound("Merge Request");
  const json = ({ id, body, by }: { id: number; body: string; by: string }): unknown => ({ id, body, system: false, author: { username: by } });
  if (method === "POST") return created(json(addComment(state, number, withoutCommands(String(question.body["body"])))));
  const told = { id: 0, body: "changed the description", system: true, author: { username: "somebody" } };
  return page([told, ...(state.threads.get(number) ?? []).map(json)], question, state);
}

/** https://docs.gitlab.com/api/issues/ */
async function issues(question: Question, state: FrontState): Promise<RestAnswer | undefined> {
  const { route, query, body } = question;
  const json = ({ number, title, body: text, state: is, labels }: TrackedIssue): unknown => ({ iid: number, title, description: text, labels, state: is === "open" ? "opened" : "closed", web_url: `${question.url}/${state.path}/-/issues/${number}` });
  if (route === "GET /issues") {
    const wanted = names(query.get("labels"));
    return page(state.issues.all.filter(({ labels }) => wanted.every(label => labels.includes(label))).toReversed().map(json), question, state);
  }
  const long = objectionTo(body);
  if (route === "POST /issues") return long ?? created(json(state.issues.open({ title: String(body["title"]), body: String(body["description"] ?? ""), labels: names(body["labels"]) })));
  const [, digits] = /^PUT \/issues\/(\d+)$/.exec(route) ?? [];
  if (digits === undefined) return undefined;
  const issue = state.issues.get(Number(digits));
  if (!issue) return notFound("Issue");
  if (long) return long;
  if (typeof body["title"] === "string") issue.title = body["title"];
  if (typeof body["description"] === "string") issue.body = body["description"];
  if (body["state_event"] !== undefined) issue.state = body["state_event"] === "close" ? "closed" : "open";
  return ok(json(issue));
}

/** https://docs.gitlab.com/api/commits/#set-commit-pipeline-status */
async function statuses(question: Question, state: FrontState): Promise<RestAnswer | undefined> {
  const [, commit] = /^POST \/statuses\/(\w+)$/.exec(question.route) ?? [];
  if (commit === undefined) return undefined;
  const { state: word, name, description } = question.body as Record<string, string>;
  if (!["pending", "running", "success", "failed", "canceled", "skipped"].includes(word!)) return refuse(400, "state does not have a valid value");
  if ((description ?? "").length > 255) return refuse(400, { description: ["is too long (maximum is 255 characters)"] });
  const isThere = await addCheck(state, commit, { name: name!, title: description!, isGood: word !== "failed" });
  return isThere ? created({ id: 1, status: word }) : notFound("Commit");
}

/** https://docs.gitlab.com/api/branches/ and https://docs.gitlab.com/api/repository_files/ */
async function branchesAndFiles({ route, query }: Question, { bare }: FrontState): Promise<RestAnswer | undefined> {
  const [, kind, encoded] = /^(?:GET|DELETE) \/repository\/(branches|files)\/([^/]+)$/.exec(route) ?? [];
  if (encoded === undefined) return undefined;
  const name = decodeURIComponent(encoded);
  if (kind === "branches") {
    const tip = await bare.tip(name);
    if (tip && route.startsWith("DELETE")) return bare.git("update-ref", "-d", `refs/heads/${name}`).then(() => ({ status: 204, body: "" }));
    return tip ? ok({ name, commit: { id: tip } }) : notFound("Branch");
  }
  const blob = await bare.git("rev-parse", "--verify", "--quiet", `${query.get("ref")}:${name}`).catch(() => undefined);
  return blob === undefined ? notFound("File") : ok({ file_path: name, blob_id: blob, encoding: "base64", content: "" });
}

interface Action {
  action: string;
  file_path: string;
  content: string;
}

/** https://docs.gitlab.com/api/commits/#create-a-commit-with-multiple-files-and-actions */
async function commits({ route, body }: Question, { bare }: FrontState): Promise<RestAnswer | undefined> {
  const [, shown] = /^GET \/repository\/commits\/(\w+)$/.exec(route) ?? [];
  if (shown !== undefined) return ok(await commitJson(shown));
  if (route !== "POST /repository/commits") return undefined;
  const { branch, commit_message: message, start_sha: from, force, actions } = body as { branch: string; commit_message: string; start_sha: string; force: boolean; actions: Action[] };
  if ((await bare.tip(branch)) && !force) return refuse(400, `A branch called '${branch}' already exists. Switch to that branch in order to make changes`);
  for (const { action, file_path: path } of actions) {
    const isThere = await bare.git("rev-parse", "--verify", "--quiet", `${from}:${path}`).then(() => true, () => false);
    if (isThere !== (action === "update")) return refuse(400, action === "update" ? "A file with this name doesn't exist" : "A file with this name already exists");
  }
  const commit = await commitBytes(bare, { branch, from, message, files: new Map(actions.map(({ file_path: path, content }) => [path, Buffer.from(content, "base64")])) });
  return created(await commitJson(commit));

  async function commitJson(id: string): Promise<unknown> {
    const [message, parents] = await Promise.all(["%B", "%P"].map(format => bare.git("log", "-1", `--format=${format}`, id)));
    return { id, message, parent_ids: parents!.split(" ") };
  }
}
