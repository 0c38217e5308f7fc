import type { BareRepository } from "./bare-repository.ts";
import type { Pull, Pulls } from "./pulls.ts";

export interface RestQuestion {
  method: string;
  /** Behind the API's base address. */
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

export interface RestAnswer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export interface RestPlace {
  owner: string;
  repo: string;
  /** Address of the server. */
  url: string;
  bare: BareRepository;
  pulls: Pulls;
}

/** The part of GitHub's REST API that opening pull requests takes. */
export async function answerRest(question: RestQuestion, place: RestPlace): Promise<RestAnswer> {
  const { owner, repo, url } = place;
  const prefix = `/repos/${owner}/${repo}`;
  if (question.path !== prefix && !question.path.startsWith(`${prefix}/`)) return NOT_FOUND;
  const route = `${question.method} ${question.path.slice(prefix.length)}`;
  const number = Number(/\/(?:pulls|issues)\/(\d+)/.exec(route)?.[1]);
  const pull = place.pulls.get(number);
  if (route === "GET ") return ok({ full_name: `${owner}/${repo}`, private: true, default_branch: "main", clone_url: `${url}/${owner}/${repo}.git` });
  if (route === "GET /pulls") return ok(place.pulls.list({ state: question.query.get("state") ?? "open", head: question.query.get("head") ?? undefined }).map(one => asJson(one, place)));
  if (route === "POST /pulls") return open(question.body, place);
  if (!pull) return NOT_FOUND;
  if (route === `GET /pulls/${number}`) return ok(asJson(pull, place));
  if (route === `PATCH /pulls/${number}`) return ok(asJson(Object.assign(pull, question.body), place));
  if (route === `GET /pulls/${number}/files`) return ok((await place.pulls.files(number)).map(file => ({ ...file, status: "modified" })));
  if (route === `POST /issues/${number}/labels`) return ok(label(pull, question.body).map(name => ({ name })));
  return NOT_FOUND;
}

const NOT_FOUND: RestAnswer = { status: 404, body: { message: "Not Found", documentation_url: "https://docs.github.com/rest", status: "404" } };

async function open(body: Record<string, unknown>, place: RestPlace): Promise<RestAnswer> {
  const { head, base, title } = body as { head: string; base: string; title: string };
  const opened = await place.pulls.open({ head: head.replace(/^.*:/, ""), base, title, body: String(body["body"] ?? "") });
  if ("number" in opened) return { status: 201, body: asJson(opened, place) };
  return { status: 422, body: { message: "Validation Failed", errors: [{ resource: "PullRequest", ...opened }], documentation_url: "https://docs.github.com/rest/pulls/pulls#create-a-pull-request", status: "422" } };
}

function label(pull: Pull, body: Record<string, unknown>): string[] {
  pull.labels = [...new Set([...pull.labels, ...(body["labels"] as string[])])];
  return pull.labels;
}

function asJson(pull: Pull, { owner, repo, url }: RestPlace): unknown {
  const { number, title, body, state, mergedAt, labels } = pull;
  const branch = (ref: string) => ({ ref, label: `${owner}:${ref}` });
  return { number, title, body: body || null, state, merged_at: mergedAt ?? null, html_url: `${url}/${owner}/${repo}/pull/${number}`, head: branch(pull.head), base: branch(pull.base), labels: labels.map(name => ({ name })) };
}

function ok(body: unknown): RestAnswer {
  return { status: 200, body };
}
