import { z } from "zod";
import type { Json } from "./json.ts";
import { finding } from "./policy-report.ts";
import { driftKind, resourceVerdict, stackVerdict, unknownReason } from "./verdict.ts";

const json = z.json() as unknown as z.ZodType<Json>;

const driftedPath = z.object({
  path: z.string().describe("Pulumi property path, as `tags.Owner`"),
  expected: json.optional().describe("what the state records; absent: the property is not in the state; a secret is `\"[secret]\"`"),
  actual: json.optional().describe("what the cloud has; absent: the property is not in the cloud; a secret is `\"[secret]\"`"),
  secret: z.boolean().optional().describe("the value is secret; only that it changed is told"),
  hiddenBy: z.string().optional().describe("what hides this difference, as `ignoreChanges: tags` or `exemption: agreed with the owner (until 2027-01-31)`"),
});

/** A difference that is known to be no drift. */
const setAsidePath = driftedPath.omit({ hiddenBy: true }).extend({ by: z.string().describe("id of the noise rule, or `baseline`: it differed right after the last update already") });

const resourceReport = z.object({
  urn: z.string(),
  type: z.string(),
  verdict: resourceVerdict,
  reason: unknownReason.optional(),
  message: z.string().optional().describe("for `unknown`: what was answered, without secrets"),
  kind: driftKind.optional(),
  hiddenBy: z.string().optional().describe("of a deletion that is set aside: by which exemption"),
  paths: z.array(driftedPath),
  setAside: z.array(setAsidePath).optional().describe("differences that are known to be no drift, and how that is known; a resource that has only these is in sync"),
  since: z.string().optional().describe("ISO time of the first scan of this store that found this drift"),
});

/** Commits on the default branch that touch the stack's project and were not deployed. */
const pendingDeploy = z.object({ deployed: z.string().describe("commit of the last update"), branch: z.string(), head: z.string(), commits: z.int() });

/** An exemption of trueup.yaml as one scan met it. */
const exemptionUse = z.object({
  ...{ reason: z.string(), owner: z.string(), expires: z.string() },
  state: z.enum(["used", "unused", "expired"]),
  resources: z.array(z.object({ stack: z.string(), urn: z.string() })).describe("what it set aside; of an expired one, what it would have"),
});

/** What a policy says of a resource as its cloud has it. */
const scanFinding = finding.extend({ alsoInState: z.boolean().describe("the recorded state has it too; where not, it came with a drift") });

export const stackReport = z.object({
  stack: z.string().describe("<project>/<stack>"),
  backend: z.string().optional(),
  verdict: stackVerdict,
  reason: unknownReason.optional(),
  message: z.string().optional(),
  hint: z.string().optional().describe("the next step, where something could not be told"),
  coverage: z.object({ evaluated: z.int(), total: z.int() }),
  callers: z.array(z.object({ identity: z.string(), caller: z.string().optional(), account: z.string().optional(), confirmed: z.boolean(), note: z.string().optional() })).optional(),
  durationMs: z.int().optional(),
  owner: z.string().optional(),
  pendingDeploy: pendingDeploy.optional().describe("the code is ahead of the state; told beside drift, and never as drift"),
  resources: z.array(resourceReport).describe("resources in sync are left out, but for those with `setAside`"),
  findings: z.array(scanFinding).optional().describe("with `policy.onScan`: what the policies say of what the cloud has, of resources that were read"),
});

/** The result document of a scan; the contract that scripts outside read. */
export const scanReport = z.object({
  schema: z.literal("trueup/scan/v1"),
  scan: z.object({ id: z.string(), startedAt: z.string(), finishedAt: z.string(), trueup: z.string(), engine: z.string().optional() }),
  coverage: z.object({ evaluated: z.int(), total: z.int() }).describe("resources, over all stacks"),
  fleet: z
    .object({ evaluated: z.int(), total: z.int(), required: z.number().describe("share that has to be evaluated, 0 to 1, as `limits.coverage` says") })
    .optional()
    .describe("stacks: those that were evaluated, at least in part, of all that the backends hold"),
  stacks: z.array(stackReport),
  exemptions: z.array(exemptionUse).optional(),
});

export type SetAsidePath = z.infer<typeof setAsidePath>;
export type PendingDeploy = z.infer<typeof pendingDeploy>;
export type ExemptionUse = z.infer<typeof exemptionUse>;
export type DriftedPath = z.infer<typeof driftedPath>;
export type ResourceReport = z.infer<typeof resourceReport>;
export type ScanFinding = z.infer<typeof scanFinding>;
export type StackReport = z.infer<typeof stackReport>;
export type ScanReport = z.infer<typeof scanReport>;

/** How much of several stacks was evaluated. */
export function sumCoverage(stacks: readonly Pick<StackReport, "coverage">[]): ScanReport["coverage"] {
  let evaluated = 0;
  let total = 0;
  for (const { coverage } of stacks) {
    evaluated += coverage.evaluated;
    total += coverage.total;
  }
  return { evaluated, total };
}
