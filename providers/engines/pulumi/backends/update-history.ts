import { z } from "zod";
import type { LastUpdate } from "../../../../model/index.ts";

/** Seconds since 1970 in a backend's files and in Pulumi Cloud's answers, ISO in what the engine prints. */
const moment = z.union([z.number().transform(seconds => new Date(seconds * 1000).toISOString()), z.string().transform(text => new Date(text).toISOString())]);

/** One update, as all three ways to a history have it: https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/backend/updates.go */
export const updateRecord = z.object({
  kind: z.string(),
  result: z.string().optional(),
  endTime: moment.optional(),
  environment: z.record(z.string(), z.string()).nullish(),
});
export type UpdateRecord = z.infer<typeof updateRecord>;

/** They are in the history without having changed what is recorded of the cloud. */
const CHANGING_NOTHING = ["preview", "rename"];

/** The update as it is told; `undefined` for one that did not succeed, or is not of the kind that is asked for. */
export function succeeded({ kind, result, endTime, environment }: UpdateRecord, wanted: string | undefined): LastUpdate | undefined {
  const isWanted = wanted === undefined ? !CHANGING_NOTHING.includes(kind) : kind === wanted;
  if (!isWanted || result !== "succeeded" || endTime === undefined) return undefined;
  const { "git.head": commit, "git.dirty": dirty } = environment ?? {};
  return { kind, endedAt: endTime, ...(commit ? { commit } : {}), ...(dirty === undefined ? {} : { isDirty: dirty === "true" }) };
}
