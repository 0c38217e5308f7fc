import type { RestAnswer } from "../planned-answers.ts";
import type { ApiRequest } from "../serve-forge.ts";
import { notFound, ok, refuse } from "./answers.ts";
import { mayDo, type Caller } from "./apps.ts";
import { checkRoutes } from "./checks-api.ts";
import { gitDataRoutes } from "./git-data-api.ts";
import { answerGraphql } from "./graphql-api.ts";
import { issueRoutes } from "./issues-api.ts";
import { pullRoutes } from "./pulls-api.ts";
import type { GithubState } from "./state.ts";

const ROUTES = [pullRoutes, issueRoutes, checkRoutes, gitDataRoutes];

/** GitHub's REST API about one repository, and the three mutations of GraphQL that stand beside it. */
export async function answerGithub(request: ApiRequest, state: GithubState): Promise<RestAnswer> {
  const rest: ApiRequest = { ...request, path: request.path.replace(/^\/api(\/v3)?/, "") };
  const byJwt = state.isRemoved ? undefined : state.apps.answer(rest);
  if (byJwt) return byJwt;
  const caller = callerOf(request, state);
  if (!caller) return refuse(401, "Bad credentials");
  const prefix = `/repos/${state.owner}/${state.repo}`;
  const route = rest.path.slice(prefix.length);
  if (rest.path === "/graphql") return mayDo(caller, rest, "") ? answerGraphql(request.body, state) : refuse(403, "Resource not accessible by integration");
  if (state.isRemoved || (rest.path !== prefix && !rest.path.startsWith(`${prefix}/`))) return notFound;
  if (!mayDo(caller, rest, route)) return refuse(403, "Resource not accessible by integration");
  if (request.method === "GET" && route === "") return ok(repositoryJson(state, request.url));
  for (const routes of ROUTES) {
    const answer = await routes({ ...request, route, caller }, state);
    if (answer) return answer;
  }
  return notFound;
}

function callerOf({ headers }: ApiRequest, { token, apps }: GithubState): Caller | undefined {
  const given = String(headers.authorization ?? "").replace(/^(Bearer|token) /, "");
  if (given === token) return { login: "trueup-bot", isApp: false };
  const permissions = apps.permissionsOf(given);
  return permissions && { login: "trueup[bot]", isApp: true, permissions };
}

function repositoryJson({ owner, repo, defaultBranch, options }: GithubState, url: string): unknown {
  return { node_id: "R_1", full_name: `${owner}/${repo}`, private: true, default_branch: defaultBranch, clone_url: `${url}/${owner}/${repo}.git`, has_issues: options.hasIssues };
}
