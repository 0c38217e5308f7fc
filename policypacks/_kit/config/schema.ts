import * as z from "zod/mini";

const LEVELS = ["advisory", "mandatory", "disabled"] as const;

const rule = z.strictObject({
  level: z.optional(z.enum(LEVELS)),
  onUnknown: z.optional(z.enum(["fail", "warn"])),
  options: z.optional(z.record(z.string(), z.unknown())),
});

const rules = z.record(z.string(), z.union([z.enum(LEVELS), rule]));

const exemption = z.strictObject({
  rule: z.string().check(z.minLength(1)),
  resource: z.string().check(z.minLength(1)),
  reason: z.string().check(z.minLength(1)),
  owner: z.string().check(z.minLength(1)),
  expires: z.iso.date(),
});

/** A policy configuration file, but for the options of each rule, which the rule's own schema judges. */
export const policyConfig = z.strictObject({
  estate: z.optional(z.string().check(z.minLength(1))),
  rules: z.prefault(rules, {}),
  overrides: z.prefault(z.array(z.strictObject({ stacks: z.array(z.string()).check(z.minLength(1)), rules })), []),
  exemptions: z.prefault(z.array(exemption), []),
});

export type PolicyConfig = z.infer<typeof policyConfig>;
export type RuleConfig = z.infer<typeof rule>;
