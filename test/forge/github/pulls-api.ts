import type { RestAnswer } from "../planned-answers.ts";
import type { Pull } from "../pulls.ts";
import { created, invalid, notFound, ok, paged, tooLong } from "./answers.ts";
import type { GithubState, Question, Routes } from "./state.ts";

/** https://docs.github.com/en/rest/pulls/pulls */
export const pullRoutes: Routes = async (question, state) => {
  const { method, route, query, body } = question;
  if (route === "/pulls" && method === "POST") return open(body, state);
  if (route === "/pulls") {
    const found = await state.pulls.list({ state: query.get("state") ?? "open", head: query.get("head") ?? undefined, base: query.get("base") ?? undefined });
    return paged((query.get("direction") === "asc" ? found.toReversed() : found).map(pull => pullJson(pull, state, question)), question, state.options.pageSize);
  }
  const [, number, rest] = /^\/pulls\/(\d+)(\/files)?$/.exec(route) ?? [];
  if (number === undefined) return undefined;
  const pull = state.pulls.get(Number(number));
  if (!pull) return notFound;
  if (rest) return paged((await state.pulls.files(pull.number)).map(({ before, ...file }) => ({ ...file, status: before ? "renamed" : "modified", ...(before && { previous_filename: before }) })), question, state.options.pageSize);
  if (method === "PATCH") return change(pull, body, { state, question });
  await state.pulls.look();
  return ok(pullJson(pull, state, question));

  async function open(given: Record<string, unknown>, { pulls, options }: GithubState): Promise<RestAnswer> {
    const { head, base, title, body: text, draft } = given as { head: string; base: string; title: string; body?: string; draft?: boolean };
    if (draft && !options.hasDrafts) return { status: 422, body: { message: "Draft pull requests are not supported in this repository.", documentation_url: "https://docs.github.com/rest/pulls/pulls#create-a-pull-request", status: "422" } };
    const long = tooLong("PullRequest", text);
    if (long) return long;
    const opened = await pulls.open({ head: head.replace(/^[^:/]*:/, ""), base, title, body: text ?? "", isDraft: draft ?? false });
    return "number" in opened ? created(pullJson(opened, state, question)) : invalid("PullRequest", opened);
  }
};

async function change(pull: Pull, given: Record<string, unknown>, { state, question }: { state: GithubState; question: Question }): Promise<RestAnswer> {
  const long = tooLong("PullRequest", given["body"]);
  if (long) return long;
  const objection = given["state"] === undefined ? undefined : await state.pulls.setState(pull, given["state"] as Pull["state"]);
  if (objection) return invalid("PullRequest", objection);
  // Fields it does not know, as `draft`, GitHub passes over.
  for (const field of ["title", "body", "base"] as const) if (typeof given[field] === "string") pull[field] = given[field];
  await state.pulls.look();
  return ok(pullJson(pull, state, question));
}

export function pullJson(pull: Pull, { owner, repo }: GithubState, { url }: { url: string }): unknown {
  const { number, title, body, state, mergedAt, closedAt, createdAt, isDraft, labels, headCommit } = pull;
  const from = pull.fork ?? owner;
  return {
    ...{ number, title, state, node_id: `PR_${number}`, body: body || null, draft: isDraft, html_url: `${url}/${owner}/${repo}/pull/${number}`, created_at: createdAt, closed_at: closedAt ?? null, merged_at: mergedAt ?? null },
    labels: labels.map(name => ({ name })),
    head: { ref: pull.head, label: `${from}:${pull.head}`, sha: headCommit, repo: { full_name: `${from}/${repo}`, fork: from !== owner } },
    base: { ref: pull.base, label: `${owner}:${pull.base}`, repo: { full_name: `${owner}/${repo}` } },
  };
}
