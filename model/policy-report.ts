import { z } from "zod";

/** Where in the program a resource is made. */
const source = z.object({
  file: z.string().describe("relative to the repository, with forward slashes"),
  line: z.int(),
  column: z.int().optional(),
});

export const finding = z.object({
  policy: z.string(),
  pack: z.string(),
  result: z.enum(["violation", "undecided", "exempt"]),
  severity: z.enum(["low", "medium", "high", "critical"]),
  enforcement: z.enum(["advisory", "mandatory", "remediate", "disabled"]),
  urn: z.string(),
  type: z.string(),
  message: z.string(),
  fix: z.string(),
  related: z.array(z.string()).optional(),
  framework: z.object({ name: z.string(), version: z.string().optional(), reference: z.string() }).optional(),
  source: source.optional().describe("where the program made the resource, as the state records it"),
});

const counts = z.object({
  stacks: z.int(),
  resources: z.int().describe("without the engine's own, as stacks and providers"),
  rules: z.int(),
  violations: z.int(),
  mandatory: z.int().describe("violations that are more than advice"),
  undecided: z.int(),
  exempt: z.int(),
  exemptions: z.int().describe("findings about exemptions themselves: expired, or without use"),
  known: z.int().optional().describe("with a baseline: findings that it has too, which are not among `findings`"),
  gone: z.int().optional().describe("with a baseline: findings of it that are no more"),
});

/** The result document of a policy check; the contract that scripts outside read. */
export const policyReport = z.object({
  schema: z.literal("trueup/policy/v1"),
  counts: counts.optional(),
  findings: z.array(finding),
});

export type Finding = z.infer<typeof finding>;

/** Whether a finding is a violation that is more than advice. */
export function isMandatoryViolation({ result, enforcement }: Pick<Finding, "result" | "enforcement">): boolean {
  return result === "violation" && enforcement !== "advisory";
}
export type FindingSource = z.infer<typeof source>;
export type PolicyCounts = z.infer<typeof counts>;
export type PolicyReport = z.infer<typeof policyReport>;
