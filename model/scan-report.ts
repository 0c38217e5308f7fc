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
  hiddenBy: z.string().optional().describe("what hides this difference from the engine, as `ignoreChanges: tags`"),
});

const resourceReport = z.object({
  urn: z.string(),
  type: z.string(),
  verdict: resourceVerdict,
  reason: unknownReason.optional(),
  message: z.string().optional().describe("for `unknown`: what was answered, without secrets"),
  kind: driftKind.optional(),
  paths: z.array(driftedPath),
});

/** What a policy says of a resource as its cloud has it. */
const scanFinding = finding.extend({ alsoInState: z.boolean().describe("the recorded state has it too; where not, it came with a drift") });

const stackReport = z.object({
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
  resources: z.array(resourceReport).describe("resources in sync are left out"),
  findings: z.array(scanFinding).optional().describe("with `policy.onScan`: what the policies say of what the cloud has, of resources that were read"),
});

/** The result document of a scan; the contract that scripts outside read. */
export const scanReport = z.object({
  schema: z.literal("trueup/scan/v1"),
  scan: z.object({ id: z.string(), startedAt: z.string(), finishedAt: z.string(), trueup: z.string(), engine: z.string().optional() }),
  coverage: z.object({ evaluated: z.int(), total: z.int() }).describe("resources, over all stacks"),
  stacks: z.array(stackReport),
});

export type DriftedPath = z.infer<typeof driftedPath>;
export type ResourceReport = z.infer<typeof resourceReport>;
export type ScanFinding = z.infer<typeof scanFinding>;
export type StackReport = z.infer<typeof stackReport>;
export type ScanReport = z.infer<typeof scanReport>;
