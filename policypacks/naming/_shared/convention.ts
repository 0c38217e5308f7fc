import { RE2JS } from "re2js";
import { TYPE_SLUGS } from "./type-slugs";

/** What a token may be: one of these texts, or whatever a pattern matches. */
export type TokenValue = readonly string[] | string;

export interface ConventionRequest {
  /** As `{org}-{env}-{app}-{type}-{nn}`. */
  pattern: string;
  tokens: Readonly<Record<string, TokenValue>>;
  type: string;
  /** `<project>/<stack>` */
  stack: string;
  /** Whether names of the type can have hyphens; if not, the pattern is read without them. */
  hasHyphens: boolean;
}

export interface Convention {
  matches(name: string): boolean;
  /** A name that keeps to it, as far as it can be filled in; `<app>` stands for what cannot. */
  example: string;
}

const TOKEN = /\{([A-Za-z][A-Za-z0-9]*)\}/g;
const ANY_WORD = "[a-z0-9]+";

/** Makes a matcher of a convention. Patterns of users run in linear time (RE2). @throws {Error} where a token's pattern is no regular expression */
export function conventionFor(request: ConventionRequest): Convention {
  const parts = partsOf(request);
  const regex = RE2JS.compile(parts.map(({ pattern }) => pattern).join(""));
  return { matches: name => regex.matches(name), example: parts.map(({ example }) => example).join("") };
}

/** The tokens that a pattern names. */
export function tokensOf(pattern: string): string[] {
  return [...pattern.matchAll(TOKEN)].map(([, name]) => name!);
}

interface Part {
  pattern: string;
  example: string;
}

function partsOf(request: ConventionRequest): Part[] {
  const { pattern, hasHyphens } = request;
  // Split by a pattern with one group: texts and names of tokens by turns.
  return pattern.split(TOKEN).map((text, i) => {
    if (i % 2 === 1) return tokenPart(text, request);
    const literal = hasHyphens ? text : text.replaceAll("-", "");
    return { pattern: RE2JS.quote(literal), example: literal };
  });
}

function tokenPart(name: string, { tokens, type, stack }: ConventionRequest): Part {
  const [project = "", stackName = ""] = stack.split("/");
  const own = tokens[name];
  if (typeof own === "string") return { pattern: `(?:${own})`, example: `<${name}>` };
  if (own) return oneOf(own, own.includes(stackName) ? stackName : own.length === 1 ? own[0]! : `<${name}>`);
  if (name === "stack") return oneOf([stackName], stackName);
  if (name === "project") return oneOf([project], project);
  if (name === "type") return TYPE_SLUGS[type] ? oneOf(TYPE_SLUGS[type], TYPE_SLUGS[type][0]!) : { pattern: ANY_WORD, example: "<type>" };
  if (/^n+$/.test(name)) return { pattern: `[0-9]{${name.length}}`, example: "1".padStart(name.length, "0") };
  return { pattern: ANY_WORD, example: `<${name}>` };
}

function oneOf(texts: readonly string[], example: string): Part {
  return { pattern: `(?:${texts.map(text => RE2JS.quote(text)).join("|")})`, example };
}
