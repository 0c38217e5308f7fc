import { matchesGlob } from "../../_kit/glob";
import type { Subject } from "../../_kit/resource";
import type { TokenValue } from "./convention";
import type { ConventionOptions } from "./convention-options";
import { nameRuleFor } from "./name-rules";
import { spellingsOfRegion } from "./regions";

/** What the tokens of a convention may be in the name of this resource. Without `region` where it is not known in which one it is. */
export function tokensFor(subject: Subject, options: ConventionOptions): Record<string, TokenValue> {
  const [project = "", stack = ""] = subject.stack.split("/");
  const slugs = slugsOf(subject.type, options);
  const region = regionsOf(subject, options);
  return {
    stack: [stack],
    project: [project],
    ...(slugs.length > 0 ? { type: slugs } : {}),
    ...(region ? { region } : {}),
    ...environmentOf(stack, options),
    ...tokensWithStackFirst(options.tokens, stack),
  };
}

function slugsOf(type: string, { slugs }: ConventionOptions): readonly string[] {
  const [, own] = Object.entries(slugs).find(([glob]) => matchesGlob(glob, type)) ?? [];
  return own === undefined ? (nameRuleFor(type)?.slugs ?? []) : [own].flat();
}

function environmentOf(stack: string, { environments, tokens }: ConventionOptions): Record<string, TokenValue> {
  const [, mapped] = Object.entries(environments).find(([glob]) => matchesGlob(glob, stack)) ?? [];
  if (mapped !== undefined) return { env: [mapped] };
  return tokens["env"] === undefined ? { env: [stack] } : {};
}

/** What is the same for all of an account is in no region; its name may say so. */
function regionsOf({ type, cloud, place }: Subject, { regions }: ConventionOptions): readonly string[] | undefined {
  const within = nameRuleFor(type)?.scope.within;
  const isGlobal = within === "global" || within === "account";
  const { region } = place;
  if (region === undefined) return isGlobal && cloud !== "azure-native" ? ["global", "glb"] : undefined;
  const own = regions[region];
  return [...(own === undefined ? spellingsOfRegion(region, cloud) : [own]), ...(isGlobal ? ["global", "glb"] : [])];
}

/** Of a list, the stack's own name is suggested where it is one of them. */
function tokensWithStackFirst(tokens: ConventionOptions["tokens"], stack: string): Record<string, TokenValue> {
  return Object.fromEntries(Object.entries(tokens).map(([name, value]) => [name, typeof value !== "string" && value.includes(stack) ? [stack, ...value.filter(text => text !== stack)] : value]));
}
