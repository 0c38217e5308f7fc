import type { z } from "zod";
import type { ForgeApi } from "../_shared/forge-api.ts";
import { understood } from "../_shared/understood.ts";
import type { GitlabClient } from "./gitlab-client.ts";

/** One project, and what its answers are read by. */
export interface GitlabProject {
  client: GitlabClient;
  id: number;
  api: ForgeApi;
}

/** The answer of a call as we read it: what GitBeaker says of its type is what GitLab documents, not what came. */
export async function readAs<T>({ api }: Pick<GitlabProject, "api">, schema: z.ZodType<T>, answer: Promise<unknown>): Promise<T> {
  return understood(schema, await answer, api);
}
