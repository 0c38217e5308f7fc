import * as z from "zod/mini";

const LEVELS = ["advisory", "mandatory", "remediate", "disabled"] as const;

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

const globs = z.array(z.string()).check(z.minLength(1));

/** For stacks that are named by globs over `<project>/<stack>`, or by an environment; a stack that one of them covers is meant. */
const override = z.strictObject({ stacks: z.optional(globs), environments: z.optional(globs), rules }).check(
  z.refine(({ stacks, environments }) => stacks !== undefined || environments !== undefined, "needs stacks or environments"),
);

/** A policy configuration file, but for the options of each rule, which the rule's own schema judges. */
export const policyConfig = z.strictObject({
  estate: z.optional(z.string().check(z.minLength(1))),
  rules: z.prefault(rules, {}),
  environments: z.prefault(z.record(z.string(), globs), {}),
  overrides: z.prefault(z.array(override), []),
  exemptions: z.prefault(z.array(exemption), []),
});

export type PolicyConfig = z.infer<typeof policyConfig>;
export type RuleConfig = z.infer<typeof rule>;
