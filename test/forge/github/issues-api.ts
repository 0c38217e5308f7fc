import type { ThreadComment, TrackedIssue } from "../issues.ts";
import type { RestAnswer } from "../planned-answers.ts";
import type { Pull } from "../pulls.ts";
import { created, invalid, notFound, ok, paged, refuse, tooLong } from "./answers.ts";
import { pullJson } from "./pulls-api.ts";
import type { GithubState, Question, Routes } from "./state.ts";

/** https://docs.github.com/en/rest/issues: comments and labels are those of pull requests, too. */
export const issueRoutes: Routes = async (question, state) => {
  const { method, route, body } = question;
  if (route === "/issues") return method === "POST" ? open(body, question, state) : paged(list(question, state), question, state.options.pageSize);
  const [, digits, rest = ""] = /^\/issues\/(\d+)(\/\w+)?$/.exec(route) ?? [];
  if (digits === undefined) return undefined;
  const pull = state.pulls.get(Number(digits));
  const issue = state.issues.get(Number(digits));
  const labelled = pull ?? issue;
  if (!labelled) return notFound;
  if (rest === "/labels" && method === "POST") return addLabels(labelled, body);
  if (rest === "/comments") return comments(question, pull ? commentsOf(pull.number, state) : issue!.comments, state);
  if (rest !== "" || !issue) return notFound;
  return method === "PATCH" ? change(issue, question, state) : ok(issueJson(issue, state, question));
};

function open(body: Record<string, unknown>, question: Question, state: GithubState): RestAnswer {
  if (!state.options.hasIssues) return refuse(410, "Issues has been disabled in this repository.");
  const { title, body: text, labels } = body as { title: string; body?: string; labels?: string[] };
  return tooLong("Issue", text) ?? created(issueJson(state.issues.open({ title, body: text ?? "", labels: labels ?? [] }), state, question));
}

/** Issues and pull requests in one list, as GitHub has it. */
function list(question: Question, state: GithubState): unknown[] {
  const wanted = (question.query.get("labels") ?? "").split(",").filter(Boolean);
  const open = question.query.get("state") ?? "open";
  const fits = (one: TrackedIssue | Pull): boolean => wanted.every(label => one.labels.includes(label)) && (open === "all" || one.state === open);
  const pulls = state.pulls.all.filter(fits).map(pull => ({ number: pull.number, json: { ...(pullJson(pull, state, question) as object), pull_request: { html_url: "" } } }));
  const issues = state.issues.all.filter(fits).map(issue => ({ number: issue.number, json: issueJson(issue, state, question) }));
  return [...pulls, ...issues].sort((one, other) => other.number - one.number).map(({ json }) => json);
}

function change(issue: TrackedIssue, question: Question, state: GithubState): RestAnswer {
  const long = tooLong("Issue", question.body["body"]);
  if (long) return long;
  const { title, body, state: next } = question.body as Partial<TrackedIssue>;
  Object.assign(issue, { ...(title !== undefined && { title }), ...(body !== undefined && { body }), ...(next !== undefined && { state: next }) });
  return ok(issueJson(issue, state, question));
}

function issueJson({ number, title, body, state, labels, createdAt }: TrackedIssue, { owner, repo }: GithubState, { url }: Question): unknown {
  return { number, title, state, body: body || null, html_url: `${url}/${owner}/${repo}/issues/${number}`, labels: labels.map(name => ({ name })), created_at: createdAt, user: { login: "trueup-bot" } };
}

function addLabels(labelled: { labels: string[] }, body: Record<string, unknown>): RestAnswer {
  labelled.labels = [...new Set([...labelled.labels, ...(body["labels"] as string[])])];
  return ok(labelled.labels.map(name => ({ name })));
}

export function commentsOf(pull: number, { pullComments }: GithubState): ThreadComment[] {
  const known = pullComments.get(pull) ?? [];
  pullComments.set(pull, known);
  return known;
}

function comments(question: Question, thread: ThreadComment[], state: GithubState): RestAnswer {
  const json = ({ id, body, by }: ThreadComment) => ({ id, body, user: { login: by } });
  if (question.method !== "POST") return paged(thread.map(json), question, state.options.pageSize);
  const text = String(question.body["body"] ?? "");
  if (text === "") return invalid("IssueComment", { field: "body", code: "missing_field" });
  const long = tooLong("IssueComment", text);
  if (long) return long;
  const comment = { id: state.comments.next(), body: text, by: question.caller.login };
  thread.push(comment);
  return created(json(comment));
}
