import { z } from "zod";

/** What Gitea and Forgejo answer, as far as we read it. https://docs.gitea.com/api/1.26/ and https://codeberg.org/api/swagger */
export const repositoryAnswer = z.object({
  id: z.int(),
  full_name: z.string(),
  clone_url: z.url({ protocol: /^https?$/ }),
  default_branch: z.string(),
  empty: z.boolean(),
  has_issues: z.boolean(),
});
export type RepositoryAnswer = z.infer<typeof repositoryAnswer>;

const labels = z.array(z.object({ id: z.int(), name: z.string() })).nullish();

/** `label` is the branch even where that was deleted, `ref` is not; both repositories are named, since one may be a fork. */
const end = z.object({ label: z.string(), ref: z.string(), sha: z.string(), repo_id: z.int() });

export const pullAnswer = z.object({
  number: z.int(),
  html_url: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]),
  merged: z.boolean(),
  merged_at: z.string().nullish(),
  closed_at: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  labels,
  head: end,
  base: end,
});
export type PullAnswer = z.infer<typeof pullAnswer>;

export const changedFileAnswer = z.object({ filename: z.string(), previous_filename: z.string().nullish() });

export const commentAnswer = z.object({ id: z.int(), body: z.string().nullish(), user: z.object({ login: z.string() }).nullish() });

export const issueAnswer = z.object({ number: z.int(), html_url: z.string(), title: z.string(), body: z.string().nullish(), state: z.enum(["open", "closed"]), labels });

export const labelAnswer = z.object({ id: z.int(), name: z.string() });

export const branchAnswer = z.object({ commit: z.object({ id: z.string() }) });

/** Of a file. A folder is answered with a list. */
export const contentsAnswer = z.object({ sha: z.string(), type: z.string() });
