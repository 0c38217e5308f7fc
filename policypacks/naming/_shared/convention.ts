import { RE2JS } from "re2js";
import { isOf } from "./characters";
import { compiled } from "./compiled";
import type { Grammar } from "./grammar";

/** What a token may be: one of these texts, or whatever a pattern matches. */
export type TokenValue = readonly string[] | string;

export interface ConventionRequest {
  /** As `{org}-{env}-{app}-{type}-{nn}`. */
  pattern: string;
  /** What tokens may be; `{n}`, `{nn}` … are digits, every other one that is not here is lower-case letters and digits. */
  tokens: Readonly<Record<string, TokenValue>>;
  /** Where it is known what names the type can have: characters of the pattern that cannot be in them are left out, and names may end where they must. */
  grammar?: Grammar | undefined;
}

export interface Convention {
  matches(name: string): boolean;
  /** What the tokens are in a name that keeps to it; `undefined` for one that does not. */
  read(name: string): Record<string, string> | undefined;
  /** A name that keeps to it, with as much as there is of the words of another name; `<app>` stands for what there is nothing for. */
  exampleFor(name: string): string;
}

const TOKEN = /\{([A-Za-z][A-Za-z0-9]*)\}/g;
const ANY_WORD = "[a-z0-9]+";

/** Makes a matcher of a convention. Patterns of users run in linear time (RE2). @throws {Error} where a token's pattern is no regular expression */
export function conventionFor(request: ConventionRequest): Convention {
  const parts = partsOf(request);
  const whole = compiled(parts.map(({ pattern }) => pattern).join(""));
  const max = request.grammar?.max ?? Infinity;
  return {
    matches: name => whole.matches(name) || ([...name].length === max && compiled(cutPattern(parts)).matches(name)),
    read: name => readTokens(parts, name),
    exampleFor: name => exampleOf(parts, name).slice(0, max),
  };
}

/** The tokens that a pattern names. */
export function tokensOf(pattern: string): string[] {
  return [...pattern.matchAll(TOKEN)].map(([, name]) => name!);
}

interface Part {
  pattern: string;
  /** The same, broken off somewhere. */
  begun: string;
  /** What it can be, where that is known. */
  texts: readonly string[];
  /** The token's name, or "" for what stands between tokens. */
  token: string;
}

function partsOf({ pattern, tokens, grammar }: ConventionRequest): Part[] {
  // Split by a pattern with one group: texts and names of tokens by turns.
  return pattern.split(TOKEN).map((text, i) => (i % 2 === 1 ? tokenPart(text, tokens[text], grammar) : textPart([writable(text, grammar)], "")));
}

function tokenPart(token: string, value: TokenValue | undefined, grammar: Grammar | undefined): Part {
  if (typeof value === "string") return { pattern: `(?:${value})`, begun: `(?:${value})?`, texts: [], token };
  if (value) return textPart(value.map(text => writable(text, grammar)), token);
  if (/^n+$/.test(token)) return { pattern: `[0-9]{${token.length}}`, begun: `[0-9]{0,${token.length}}`, texts: [], token };
  return { pattern: ANY_WORD, begun: "[a-z0-9]*", texts: [], token };
}

function textPart(texts: readonly string[], token: string): Part {
  return { pattern: `(?:${texts.map(text => RE2JS.quote(text)).join("|")})`, begun: `(?:${texts.map(beginningsOf).join("|")})`, texts, token };
}

/** A token that is there twice is told as it is the first time. */
function readTokens(parts: readonly Part[], name: string): Record<string, string> | undefined {
  const matcher = compiled(parts.map(({ pattern, token }, i) => (token === "" ? pattern : `(?P<part${i}>${pattern})`)).join("")).matcher(name);
  if (!matcher.matches()) return undefined;
  const found = parts.flatMap(({ token }, i) => (token === "" ? [] : [[token, matcher.group(`part${i}`) ?? ""] as const]));
  return Object.fromEntries(found.reverse());
}

/** `(?:s(?:h(?:op?)?)?)?` of "shop". */
function beginningsOf(text: string): string {
  return [...text].reduceRight((rest, character) => `(?:${RE2JS.quote(character)}${rest})?`, "");
}

/** Any name that begins as the convention says and breaks off. */
function cutPattern(parts: readonly Part[]): string {
  return parts.map((part, i) => parts.slice(0, i).map(({ pattern }) => pattern).join("") + part.begun).join("|");
}

/** Without the characters that names of the type cannot have. */
function writable(text: string, grammar: Grammar | undefined): string {
  if (!grammar) return text;
  const cased = isOf(grammar.allowed, "A") ? text : text.toLowerCase();
  return [...cased].filter(character => isOf(grammar.allowed, character)).join("");
}

function exampleOf(parts: readonly Part[], name: string): string {
  const words = wordsOf(name);
  const slots = parts.flatMap(({ token, texts }) => (token === "" ? wordsOf(texts.join("")) : [`{${token}}`]));
  const taken = new Set(parts.flatMap(({ texts }) => texts.flatMap(wordsOf)));
  // With as many words as the convention has, each is where it should be; otherwise the others are taken in their order.
  const free = words.length === slots.length ? undefined : words.filter(word => !taken.has(word));
  return parts.map(part => exampleOfPart(part, { words, free, own: free ? undefined : words[slots.indexOf(`{${part.token}}`)] })).join("");
}

interface Words {
  words: readonly string[];
  free: string[] | undefined;
  own: string | undefined;
}

function exampleOfPart({ token, texts, pattern }: Part, { words, free, own }: Words): string {
  const known = texts.find(text => words.includes(text));
  if (texts.length > 0) return known ?? (texts.length === 1 || KNOWN.has(token) ? texts[0]! : `<${token}>`);
  const fits = compiled(pattern);
  if (own !== undefined && fits.matches(own)) return own;
  const isDigits = /^n+$/.test(token);
  const found = free?.findIndex(word => fits.matches(word) && (isDigits || !/^\d+$/.test(word))) ?? -1;
  if (found >= 0) return free!.splice(found, 1)[0]!;
  return isDigits ? "1".padStart(token.length, "0") : `<${token}>`;
}

/** Tokens of which any text will do: they are spellings of one thing. */
const KNOWN: ReadonlySet<string> = new Set(["type", "region"]);

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean);
}
