import { z } from "zod";

/** https://docs.github.com/en/rest/repos/repos#get-a-repository */
export const repositoryAnswer = z.object({ full_name: z.string(), clone_url: z.url({ protocol: /^https?$/ }), default_branch: z.string() });

const branch = z.object({ ref: z.string(), sha: z.string().optional() });

/** https://docs.github.com/en/rest/pulls/pulls */
export const pullRequestAnswer = z.object({
  number: z.int(),
  html_url: z.string(),
  title: z.string(),
  body: z.string().nullable(),
  state: z.enum(["open", "closed"]),
  merged_at: z.string().nullish(),
  closed_at: z.string().nullish(),
  created_at: z.string().optional(),
  draft: z.boolean().optional(),
  labels: z.array(z.object({ name: z.string() })).optional(),
  head: branch,
  base: branch,
});

/** https://docs.github.com/en/rest/issues/comments */
export const commentAnswer = z.object({ id: z.int(), body: z.string().nullish(), user: z.object({ login: z.string() }).nullish() });

/** What GitHub says in place of an answer. */
export const errorAnswer = z.object({
  message: z.string(),
  errors: z.array(z.union([z.string(), z.object({ message: z.string().optional(), field: z.string().optional(), code: z.string().optional() })])).optional(),
});

export type RepositoryAnswer = z.infer<typeof repositoryAnswer>;
