import { z } from "zod";

/** https://docs.gitlab.com/api/projects/#retrieve-a-project */
export const projectAnswer = z.object({
  id: z.int(),
  path_with_namespace: z.string(),
  http_url_to_repo: z.url({ protocol: /^https?$/ }),
  /** Absent while the repository is empty. */
  default_branch: z.string().nullish(),
  issues_access_level: z.string().optional(),
});
export type ProjectAnswer = z.infer<typeof projectAnswer>;

/** https://docs.gitlab.com/api/merge_requests/ */
export const mergeRequestAnswer = z.object({
  iid: z.int(),
  web_url: z.string(),
  title: z.string(),
  description: z.string().nullish(),
  /** `locked` while it is being merged. */
  state: z.enum(["opened", "closed", "locked", "merged"]),
  labels: z.array(z.string()),
  source_branch: z.string(),
  target_branch: z.string(),
  source_project_id: z.int().nullish(),
  target_project_id: z.int(),
  sha: z.string().nullish(),
  created_at: z.string(),
  merged_at: z.string().nullish(),
  closed_at: z.string().nullish(),
});
export type MergeRequestAnswer = z.infer<typeof mergeRequestAnswer>;

/** https://docs.gitlab.com/api/merge_requests/#list-merge-request-diffs; both paths are given of every file. */
export const changedFileAnswer = z.object({ old_path: z.string(), new_path: z.string() });

/** https://docs.gitlab.com/api/notes/ */
export const noteAnswer = z.object({ id: z.int(), body: z.string(), system: z.boolean(), author: z.object({ username: z.string() }).nullish() });

/** https://docs.gitlab.com/api/issues/ */
export const issueAnswer = z.object({ iid: z.int(), web_url: z.string(), title: z.string(), description: z.string().nullish(), state: z.enum(["opened", "closed"]) });

/** https://docs.gitlab.com/api/branches/ */
export const branchAnswer = z.object({ commit: z.object({ id: z.string() }) });

/** https://docs.gitlab.com/api/commits/ */
export const commitAnswer = z.object({ id: z.string(), message: z.string(), parent_ids: z.array(z.string()) });

/** https://docs.gitlab.com/api/repository_files/ */
export const fileAnswer = z.object({ blob_id: z.string() });
