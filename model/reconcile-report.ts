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
  program: json.optional().describe("what the program says; absent: it does not set the property"),
  cloud: json.optional().describe("what the cloud has, and the edited program says; absent: the property is taken out"),
  edit: z.object({ file: z.string().describe("relative to the repository"), line: z.int(), how: z.string().describe("what was edited, as `literal`") }),
});

const direction = z.enum(["adopt", "restore", "accept"]);

const proofSummary = z.object({
  gone: z.array(z.string()).describe("differences that the edit ends, as `<urn> <path>`"),
  left: z.array(z.string()).describe("differences that were there before and stay"),
  siblings: z.array(z.string()).describe("stacks of the same program that the edit was shown not to change"),
  alike: z.array(z.string()).optional().describe("stacks of the same program in which the edit was shown to end the same drift"),
  baseCommit: z.string(),
  state: z.string().describe("revision of the state that it was proven against"),
  engine: z.string(),
  providers: z.array(z.string()).describe("as `aws 7.48.0`"),
  runs: z.int().describe("how many times the edited program was previewed"),
});

const resource = z.object({
  urn: z.string(),
  type: z.string(),
  direction: direction.optional().describe("absent: none was chosen, or none is possible"),
  outcome: z
    .enum(["opened", "updated", "unchanged", "would-open", "would-update", "declined", "limited", "foreign", "waiting", "refused", "reported"])
    .describe(
      "`unchanged`: the open pull request says it already, its own or that of another stack of the program; `would-…`: a dry run; `declined`: someone closed the pull request, and the value is still the same; `limited`: as many are open as may be; `foreign`: someone else has pushed to its branch, which is left alone; `waiting`: merged, and not deployed with a refresh since; `reported`: `onDrift` says report, or a person has yet to choose",
    ),
  pullRequest: z.object({ number: z.int(), url: z.string() }).optional(),
  branch: z.string().optional(),
  adopted: z.array(adoptedProperty),
  paths: z.array(z.string()).describe("of `restore` and `accept`: the properties it is about; empty: the whole resource"),
  refused: z.array(refusal.extend({ path: z.string().optional().describe("absent: the whole resource") })),
  proof: proofSummary.optional(),
});

const closed = z.object({ number: z.int(), url: z.string(), reason: z.string() });

const other = z.object({ number: z.int(), url: z.string(), title: z.string(), files: z.array(z.string()).describe("those of the stack that it changes, relative to the repository") });

const stack = z.object({
  stack: z.string().describe("<project>/<stack>"),
  outcome: z.enum(["in-sync", "drifted", "failed"]).describe("`failed`: it could not be told; see `refused`"),
  refused: z.array(refusal).describe("what stands in the way of the whole stack"),
  resources: z.array(resource).describe("resources without drift are left out; one stands here once for each of its pull requests"),
  closed: z.array(closed).default([]).describe("pull requests that were closed, because what they were about is over"),
  others: z.array(other).default([]).describe("open pull requests that are not Trueup's and change the stack's program or configuration; of the 30 newest, and told only where something has drifted"),
  dashboard: z.string().optional().describe("address of the stack's dashboard issue"),
});

/** The result document of `trueup reconcile`. */
export const reconcileReport = z.object({
  schema: z.literal("trueup/reconcile/v1"),
  direction: z.union([direction, z.literal("configured")]).describe("`configured`: what `trueup.yaml` and the dashboard issues say"),
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
export type Direction = z.infer<typeof direction>;
