import { z } from "zod";
import { GuidedError } from "../../../model/guided-error.ts";
import { askForge } from "../_shared/ask-forge.ts";
import type { Answer, ForgeApi, Question } from "../_shared/forge-api.ts";
import { understood } from "../_shared/understood.ts";
import { graphqlAnswer } from "./schema.ts";
import type { TokenSource } from "./token-source.ts";

/** One repository on GitHub; paths begin behind its name. */
export interface GithubApi {
  ask<T>(schema: z.ZodType<T>, method: Question["method"], path: string, body?: unknown): Promise<T>;
  /** `undefined` where it is not there. */
  find<T>(schema: z.ZodType<T>, path: string): Promise<T | undefined>;
  /** All pages. */
  list<T>(schema: z.ZodType<T>, path: string): Promise<T[]>;
  /** A mutation of the GraphQL API, for what REST has no way to say. */
  mutate(name: string, input: unknown): Promise<void>;
}

const MOST_PAGES = 200;

/** @param about owner/name */
export function githubApi(apiOf: (token: string) => ForgeApi, tokens: TokenSource, about: string): GithubApi {
  const api = apiOf("");
  const send = async (question: Omit<Question, "about">): Promise<Answer> => askForge(apiOf(await tokens.current()), { ...question, path: `/repos/${inPath(about)}${question.path}`, about });
  return {
    ask: async (schema, method, path, body) => understood(schema, (await send({ method, path, body })).body, api),
    find: async (schema, path) => understood(schema.optional(), (await send({ method: "GET", path, mayBeMissing: true })).body, api),
    async list<T>(schema: z.ZodType<T>, path: string) {
      const all: T[] = [];
      const [route, query] = path.split("?");
      for (let search: string | undefined = `?${new URLSearchParams([...new URLSearchParams(query), ["per_page", "100"]])}`, page = 0; search && page < MOST_PAGES; page++) {
        const { body, headers } = await send({ method: "GET", path: `${route}${search}` });
        all.push(...understood(z.array(schema), body, api));
        search = nextPage(headers);
      }
      return all;
    },
    async mutate(name, input) {
      const graphql = { ...apiOf(await tokens.current()), url: graphqlBase(api.url) };
      const query = `mutation($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { clientMutationId } }`;
      const { body, headers } = await askForge(graphql, { method: "POST", path: "/graphql", body: { query, variables: { input } }, about, mayBeMissing: true });
      if (body === undefined) throw new GuidedError("FORGE_REFUSED", `${graphql.url}/graphql is not there (404): ${name} in ${about}.`, "Let the forge's `url` in trueup.yaml be the address of a GitHub's API, which has GraphQL beside REST.");
      const { errors = [] } = understood(graphqlAnswer, body, api);
      if (errors.length > 0) throw mutationError(name, errors, headers);
    },
  };
}

/** A name of a repository or branch in a path: what separates its parts stays. */
export function inPath(name: string): string {
  return name.split("/").map(encodeURIComponent).join("/");
}

/** What the next page is asked for with; its address may name the repository by a number. https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
function nextPage(headers: Headers): string | undefined {
  const [, address] = /<([^>]*)>;\s*rel="next"/.exec(headers.get("link") ?? "") ?? [];
  return address && URL.canParse(address) ? new URL(address).search : undefined;
}

/** https://docs.github.com/en/enterprise-server/graphql/guides/forming-calls-with-graphql#the-graphql-endpoint */
function graphqlBase(url: string): string {
  return url.endsWith("/api/v3") ? url.slice(0, -"/v3".length) : url;
}

/** Refusals come with status 200 here. https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#exceeding-the-rate-limit */
function mutationError(name: string, errors: readonly { type?: string | undefined; message: string }[], headers: Headers): GuidedError {
  const said = errors.map(({ message }) => message).join("; ").slice(0, 400);
  if (!errors.some(({ type }) => type === "RATE_LIMITED")) return new GuidedError("FORGE_REFUSED", `GitHub refused ${name}. GitHub says: ${said}`, "Look at the branch and its pull request on the forge.");
  const reset = Number(headers.get("x-ratelimit-reset"));
  const retryAfter = reset ? Math.max(1, Math.ceil(reset - Date.now() / 1000)) : 60;
  return new GuidedError("FORGE_LIMITED", "GitHub's rate limit for GraphQL is used up.", `Run it again in ${retryAfter} s; what was opened until now is found again.`, { retryAfter });
}
