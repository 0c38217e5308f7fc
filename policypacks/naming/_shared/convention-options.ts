import { RE2JS } from "re2js";
import * as z from "zod/mini";
import { matchesGlob } from "../../_kit/glob";

const pattern = z.string().check(z.minLength(1));
const regex = z.string().check(z.refine(isRegularExpression, "is not a regular expression (RE2 syntax)"));
const tokens = z.record(z.string(), z.union([z.array(z.string()), regex]));
const globs = z.array(z.string());

/** Options of naming-convention. */
export const conventionOptions = z.strictObject({
  pattern: z.optional(pattern).register(z.globalRegistry, {
    description:
      "as `{org}-{env}-{region}-{app}-{type}-{nn}`; known are `{stack}`, `{project}`, `{type}` (the slug of the type), `{region}` (where the resource is, also shortened), `{env}` (the stack, or what `environments` says of it) and `{n}`, `{nn}` … (digits); every other token is lower-case letters and digits unless `tokens` says what it may be. Without a pattern nothing is judged",
  }),
  patterns: z.prefault(z.array(z.strictObject({ types: globs, pattern })), []).register(z.globalRegistry, { description: "patterns for some types (globs, without API version), before `pattern`; the first one that fits" }),
  tokens: z.prefault(tokens, {}).register(z.globalRegistry, { description: "what a token may be: a list of texts, or a regular expression (RE2 syntax)" }),
  environments: z.prefault(z.record(z.string(), z.string()), {}).register(z.globalRegistry, { description: "what `{env}` is, by glob over stack names" }),
  regions: z.prefault(z.record(z.string(), z.string()), {}).register(z.globalRegistry, { description: "how names write a region" }),
  slugs: z.prefault(z.record(z.string(), z.union([z.string(), z.array(z.string())])), {}).register(z.globalRegistry, { description: "what `{type}` is, by glob over types; before the table that comes with the pack" }),
  types: z.prefault(globs, ["*"]).register(z.globalRegistry, { description: "globs over types without API version: whose names keep to it" }),
  except: z.prefault(globs, []).register(z.globalRegistry, { description: "globs over types whose names need not" }),
});

export type ConventionOptions = z.infer<typeof conventionOptions>;

/** The pattern that names of a type keep to, where there is one. */
export function patternFor(type: string, options: ConventionOptions): string | undefined {
  const fits = (glob: string) => matchesGlob(glob, type);
  if (!options.types.some(fits) || options.except.some(fits)) return undefined;
  return options.patterns.find(({ types }) => types.some(fits))?.pattern ?? options.pattern;
}

/** Whether RE2 takes it: patterns of users run in linear time. */
export function isRegularExpression(text: string): boolean {
  try {
    RE2JS.compile(text);
    return true;
  } catch {
    return false;
  }
}
