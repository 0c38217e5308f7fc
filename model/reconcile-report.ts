import { z } from "zod";
import type { Json } from "./json.ts";

const json = z.json() as unknown as z.ZodType<Json>;

/** Why something was not done. Holds no value of the property: what is refused may be a secret. */
export const refusal = z.object({
  code: z.string().describe("for machines, as `template`; docs/refusals.md lists them all"),
  message: z.string().describe("what stands in the way"),
  hint: z.string().describe("the next step"),
  at: z.string().optional().describe("<file>:<line>, the file relative to the project folder"),
});

const adoptedProperty = z.object({
  path: z.string().describe("Pulumi property path, as `tags.Owner`"),
  program: json.describe("what the program says"),
  cloud: json.describe("what the cloud has, and the edited program says"),
  edit: z.object({ file: z.string().describe("relative to the repository"), line: z.int(), how: z.string().describe("what was edited, as `literal`") }),
});

const proofSummary = z.object({
  gone: z.array(z.string()).describe("differences that the edit ends, as `<urn> <path>`"),
  left: z.array(z.string()).describe("differences that were there before and stay"),
  siblings: z.array(z.string()).describe("stacks of the same program that the edit was shown not to change"),
  baseCommit: z.string(),
  engine: z.string(),
});

const resource = z.object({
  urn: z.string(),
  type: z.string(),
  outcome: z
    .enum(["opened", "updated", "unchanged", "would-open", "would-update", "declined", "refused"])
    .describe("`unchanged`: the open pull request says it already; `declined`: someone closed the pull request, and the value is still the same; `would-…`: a dry run"),
  pullRequest: z.object({ number: z.int(), url: z.string() }).optional(),
  branch: z.string().optional(),
  adopted: z.array(adoptedProperty),
  refused: z.array(refusal.extend({ path: z.string().optional().describe("absent: the whole resource") })),
  proof: proofSummary.optional(),
});

const stack = z.object({
  stack: z.string().describe("<project>/<stack>"),
  outcome: z.enum(["in-sync", "drifted", "failed"]).describe("`failed`: it could not be told; see `refused`"),
  refused: z.array(refusal).describe("what stands in the way of the whole stack"),
  resources: z.array(resource).describe("resources without drift are left out"),
});

/** The result document of `trueup reconcile`. */
export const reconcileReport = z.object({
  schema: z.literal("trueup/reconcile/v1"),
  direction: z.literal("adopt"),
  dryRun: z.boolean(),
  trueup: z.string(),
  stacks: z.array(stack),
});

export type Refusal = z.infer<typeof refusal>;
export type AdoptedProperty = z.infer<typeof adoptedProperty>;
export type ProofSummary = z.infer<typeof proofSummary>;
export type ReconciledResource = z.infer<typeof resource>;
export type ReconciledStack = z.infer<typeof stack>;
export type ReconcileReport = z.infer<typeof reconcileReport>;
