import * as z from "zod/mini";

const LEVELS = ["advisory", "mandatory", "remediate", "disabled"] as const;

const rule = z.strictObject({
  level: z.optional(z.enum(LEVELS)).check(z.describe("what a violation does; remediate puts it right where the rule knows how")),
  onUnknown: z.optional(z.enum(["fail", "warn"])).check(z.describe("what becomes of a value that is not known: fail makes a violation of it")),
  options: z.optional(z.record(z.string(), z.unknown())).check(z.describe("what the rule itself can be told")),
});

const rules = z.record(z.string(), z.union([z.enum(LEVELS), rule]));

const exemption = z.strictObject({
  rule: z.string().check(z.minLength(1), z.describe("id of a rule, or a glob over ids")),
  resource: z.string().check(z.minLength(1), z.describe("glob over names, or over URNs where it has :: in it")),
  reason: z.string().check(z.minLength(1)),
  owner: z.string().check(z.minLength(1)),
  expires: z.iso.date().check(z.describe("the last day, as YYYY-MM-DD")),
});

const globs = z.array(z.string()).check(z.minLength(1));

/** For stacks that are named by globs over `<project>/<stack>`, or by an environment; a stack that one of them covers is meant. */
const override = z.strictObject({ stacks: z.optional(globs), environments: z.optional(globs), rules }).check(
  z.refine(({ stacks, environments }) => stacks !== undefined || environments !== undefined, "needs stacks or environments"),
);

/** A policy configuration file, but for the options of each rule, which the rule's own schema judges. */
export const policyConfig = z.strictObject({
  estate: z.optional(z.string().check(z.minLength(1))).check(z.describe("the estate snapshot, relative to this file; default: .trueup/estate.json, looked for upward")),
  rules: z.prefault(rules, {}),
  environments: z.prefault(z.record(z.string(), globs), {}).check(z.describe("environments by name, each the globs over <project>/<stack> that are in it")),
  overrides: z.prefault(z.array(override), []).check(z.describe("rules for some stacks; later ones win over earlier ones, and all over rules")),
  exemptions: z.prefault(z.array(exemption), []).check(z.describe("violations that are put up with until their last day")),
});

export type PolicyConfig = z.infer<typeof policyConfig>;
export type RuleConfig = z.infer<typeof rule>;
