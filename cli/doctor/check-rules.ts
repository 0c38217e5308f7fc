import type { Discovery } from "../../estate/discover-stacks.ts";
import { type Selection, selectStacks } from "../../estate/select-stacks.ts";
import type { Config } from "../../model/config.ts";
import { GuidedError } from "../../model/guided-error.ts";
import { stackName } from "../../model/stack.ts";
import { count, someOf } from "../wording.ts";
import { bad, type Finding, good, note } from "./finding.ts";

/** Which stacks the rules take, which they forget, and which rules take none. */
export function* checkRules(config: Config, { stacks: refs }: Discovery): Generator<Finding, Selection> {
  const selection = selectStacks(config, refs);
  const { stacks, unmatched, unusedRules } = selection;
  if (stacks.length > 0) yield good(`stacks: ${count(stacks.length, "stack")} looked after`);
  else yield bad("stacks", new GuidedError("CONFIG_INVALID", `no rule takes any of ${someOf(refs.map(stackName))}.`, "Correct the globs of `stacks` in trueup.yaml; `*/*` takes every stack."));
  if (unmatched.length > 0) yield note(`stacks: no rule takes ${someOf(unmatched.map(stackName))}`, "Add a rule for what should be looked after; the rest stays as it is.");
  for (const { rule, include, reason } of unusedRules) {
    const globs = include.join(", ");
    if (reason === "shadowed") yield note(`stacks[${rule}] (${globs}): earlier rules take all of its stacks`, "Move it up: the first rule that takes a stack decides.");
    else yield note(`stacks[${rule}] (${globs}): there is no such stack`, "Correct its globs, or remove the rule.");
  }
  return selection;
}
