import { z } from "zod";

/** The result document of `trueup restore`. */
export const restoreReport = z.object({
  schema: z.literal("trueup/restore/v1"),
  order: z.string().describe("id of the order"),
  stack: z.string().describe("<project>/<stack>"),
  outcome: z
    .enum(["done", "already", "would", "refused", "failed"])
    .describe("`done`: carried out, and a preview afterwards shows nothing left; `already`: there was nothing to do; `would`: a dry run, and nothing stands in the way; `refused`: something does; `failed`: it could not be told, or it ended in the middle"),
  plan: z.array(z.object({ urn: z.string(), op: z.enum(["update", "create", "replace", "delete"]), paths: z.array(z.string()) })).describe("what the order says"),
  written: z.array(z.object({ urn: z.string(), operation: z.enum(["create", "update", "delete"]) })).describe("what the cloud has taken, in order"),
  because: z.array(z.string()).describe("of `refused` and `failed`: what stands in the way, without values of properties"),
  hint: z.string().optional().describe("the next step"),
  pullRequest: z.object({ number: z.int(), url: z.string() }).optional().describe("where it was told"),
  trueup: z.string(),
});
export type RestoreReport = z.infer<typeof restoreReport>;
