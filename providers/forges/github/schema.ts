import { z } from "zod";

/** https://docs.github.com/en/rest/repos/repos#get-a-repository */
export const repositoryAnswer = z.object({ node_id: z.string(), full_name: z.string(), clone_url: z.url({ protocol: /^https?$/ }), default_branch: z.string(), has_issues: z.boolean().optional() });

const branch = z.object({ ref: z.string(), repo: z.object({ full_name: z.string() }).nullable() });
const labels = z.array(z.object({ name: z.string() }));

/** https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request */
export const pullAnswer = z.object({
  number: z.int(),
  node_id: z.string(),
  html_url: z.string(),
  title: z.string(),
  body: z.string().nullable(),
  state: z.enum(["open", "closed"]),
  merged_at: z.string().nullish(),
  closed_at: z.string().nullish(),
  created_at: z.string(),
  draft: z.boolean().optional(),
  labels,
  head: branch.extend({ sha: z.string() }),
  base: branch,
});

/** https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files */
export const changedFileAnswer = z.object({ filename: z.string(), previous_filename: z.string().optional() });

/** https://docs.github.com/en/rest/issues/comments */
export const commentAnswer = z.object({ id: z.int(), body: z.string().nullish(), user: z.object({ login: z.string() }).nullish() });

/** https://docs.github.com/en/rest/issues/issues: `pull_request` is there where it is one. */
export const issueAnswer = z.object({ number: z.int(), html_url: z.string(), title: z.string(), body: z.string().nullish(), state: z.enum(["open", "closed"]), pull_request: z.unknown().optional() });

/** https://docs.github.com/en/rest/git */
export const objectAnswer = z.object({ sha: z.string() });
export const commitAnswer = z.object({ sha: z.string(), tree: objectAnswer });
export const treeAnswer = z.object({ tree: z.array(z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string() })) });
export const refAnswer = z.object({ object: objectAnswer });

/** https://docs.github.com/en/rest/apps/apps#get-a-repository-installation-for-the-authenticated-app */
export const installationAnswer = z.object({ id: z.int(), permissions: z.record(z.string(), z.string()) });

/** https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app */
export const tokenAnswer = z.object({ token: z.string().min(1), expires_at: z.iso.datetime({ offset: true }) });

/** https://spec.graphql.org/October2021/#sec-Errors; `type` is GitHub's own. */
export const graphqlAnswer = z.object({ errors: z.array(z.object({ type: z.string().optional(), message: z.string() })).optional() });

export type RepositoryAnswer = z.infer<typeof repositoryAnswer>;
export type PullAnswer = z.infer<typeof pullAnswer>;
