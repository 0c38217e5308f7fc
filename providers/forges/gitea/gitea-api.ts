import { z } from "zod";
import { askForge } from "../_shared/ask-forge.ts";
import type { Answer, ForgeApi, Question } from "../_shared/forge-api.ts";
import { understood } from "../_shared/understood.ts";

/** One repository of a Gitea; paths begin behind its name. */
export interface GiteaApi {
  ask<T>(schema: z.ZodType<T>, method: Question["method"], path: string, body?: unknown): Promise<T>;
  /** The same where what is asked for may be missing: `undefined`. */
  find<T>(schema: z.ZodType<T>, path: string): Promise<T | undefined>;
  /** Page by page, until there is none left or the caller ends. */
  pages<T>(schema: z.ZodType<T>, path: string): AsyncGenerator<T[]>;
  /** All pages. */
  list<T>(schema: z.ZodType<T>, path: string): Promise<T[]>;
}

/** The most that it lists at once, where its settings do not say less. https://docs.gitea.com/administration/config-cheat-sheet#api-api */
const PAGE = 50;

/** @param root what all paths begin with, as `/repos/acme/infra` */
export function giteaApi(api: ForgeApi, root: string, about: string): GiteaApi {
  const send = (method: Question["method"], path: string, body?: unknown): Promise<Answer> => askForge(api, { method, path: `${root}${path}`, about, ...(body !== undefined && { body }) });
  const ask: GiteaApi["ask"] = async (schema, method, path, body) => understood(schema, (await send(method, path, body)).body, api);

  async function* pages<T>(schema: z.ZodType<T>, path: string): AsyncGenerator<T[]> {
    for (let page = 1; ; page++) {
      const { body, headers } = await send("GET", `${path}${path.includes("?") ? "&" : "?"}page=${page}&limit=${PAGE}`);
      yield understood(z.array(schema), body, api);
      // The address of the next page is not followed: it is whatever the server believes to be called.
      if (!headers.get("link")?.includes('rel="next"')) return;
    }
  }

  return {
    ask,
    pages,
    async find(schema, path) {
      const { body } = await askForge(api, { method: "GET", path: `${root}${path}`, about, mayBeMissing: true });
      return understood(schema.optional(), body, api);
    },
    async list(schema, path) {
      const all = [];
      for await (const page of pages(schema, path)) all.push(...page);
      return all;
    },
  };
}

/** A branch or a file in a path: what separates its parts stays. */
export function inPath(name: string): string {
  return name.split("/").map(encodeURIComponent).join("/");
}
