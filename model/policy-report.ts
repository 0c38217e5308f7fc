import { z } from "zod";

const finding = z.object({
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
});

/** The result document of a policy check; the contract that scripts outside read. */
export const policyReport = z.object({
  schema: z.literal("trueup/policy/v1"),
  findings: z.array(finding),
});

export type Finding = z.infer<typeof finding>;
export type PolicyReport = z.infer<typeof policyReport>;
