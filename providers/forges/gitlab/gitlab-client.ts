import { createRequesterFn } from "@gitbeaker/requester-utils";
import { Branches, Commits, Issues, MergeRequestNotes, MergeRequests, Projects, RepositoryFiles } from "@gitbeaker/rest";
import { askForge } from "../_shared/ask-forge.ts";
import type { ForgeApi, Question } from "../_shared/forge-api.ts";

export type GitlabClient = ReturnType<typeof gitlabClient>;

/** What of a repository may be missing without anybody having made a mistake. */
const MAY_BE_MISSING = /^projects\/\d+\/repository\/(branches|files)\//;

/**
 * GitBeaker's routes, pages and names of fields over our own transport: its own tries ten times again where an answer is lost, which opens merge requests twice,
 * and waits for limits without end. Loaded when a GitLab is first asked.
 * @param about the project, for messages
 */
export function gitlabClient(api: ForgeApi, about: string) {
  const requesterFn = createRequesterFn(
    async (_, options) => options,
    async (endpoint, { method, searchParams, body, prefixUrl } = {}) => {
      // Some of its routes begin behind the version of the API, and some behind `projects`.
      const route = `${String(prefixUrl)}/${endpoint}`.slice(api.url.length).replace(/^\/+/, "/");
      const path = `${route}${typeof searchParams === "string" ? `?${searchParams}` : ""}`;
      const question: Question = { method: method as Question["method"], path, about, mayBeMissing: method === "GET" && MAY_BE_MISSING.test(endpoint), ...(typeof body === "string" && { body: JSON.parse(body) as unknown }) };
      const answer = await askForge(api, question);
      return { body: answer.body as Record<string, unknown>, headers: Object.fromEntries(answer.headers), status: 200 };
    },
  );
  // The token is in the headers of our transport.
  const options = { host: api.url.replace(/\/api\/v4$/, ""), requesterFn, queryTimeout: null, rateLimits: {} };
  return {
    projects: new Projects(options),
    mergeRequests: new MergeRequests(options),
    notes: new MergeRequestNotes(options),
    issues: new Issues(options),
    commits: new Commits(options),
    branches: new Branches(options),
    files: new RepositoryFiles(options),
  };
}
