import { countOf } from "../../_kit/count-of";
import { CHECKS, type NameCheck } from "./checks";
import { describeCharacters, isOf, strangeCharacters } from "./characters";

/** What a legal name of a type is, by the provider's own documentation. */
export interface Grammar {
  min: number;
  max: number;
  /** The characters that may stand in it, as the inside of a character class. */
  allowed: string;
  /** Those that it may begin and end with, where that is less. */
  begins?: string;
  ends?: string;
  /** What it must begin with. */
  prefix?: string;
  /** What may not stand in it all the same, in any case. */
  never?: readonly Forbidden[];
  checks?: readonly NameCheck[];
  /** The rule in words, after "a name there has". Default: made of all of these. */
  says?: string;
  /** Where the provider says so. */
  source: string;
}

export interface Forbidden {
  where: "first" | "last" | "anywhere" | "alone";
  /** In lower case. */
  text: string;
}

/** Everything that is wrong with a name, in words that follow it. */
export function mistakesIn(name: string, grammar: Grammar): string[] {
  const { min, max, allowed, begins = allowed, ends = allowed, prefix = "", never = [], checks = [] } = grammar;
  const characters = [...name];
  const strange = strangeCharacters(characters, allowed);
  const [first = "", last = ""] = [characters[0], characters.at(-1)];
  const isFine = (character: string, characterClass: string) => character === "" || strange.has(character) || isOf(characterClass, character);
  return [
    ...(characters.length < min ? [`has ${countOf(characters.length, "character")}, the least is ${min}`] : []),
    ...(characters.length > max ? [`has ${characters.length} characters, the most is ${max}`] : []),
    ...(strange.size > 0 ? [`has ${describeStrange([...strange])}`] : []),
    ...(isFine(first, begins) ? [] : [`begins with "${first}"`]),
    ...(isFine(last, ends) ? [] : [`ends with "${last}"`]),
    ...(name.startsWith(prefix) ? [] : [`does not begin with "${prefix}"`]),
    ...never.filter(forbidden => hasForbidden(name.toLowerCase(), forbidden)).map(becauseOf),
    ...checks.flatMap(check => CHECKS[check].mistake(name) ?? []),
  ];
}

/** The rule in words, after "a name there has". */
export function describeGrammar({ says, min, max, allowed, begins, ends, prefix }: Grammar): string {
  if (says) return says;
  const length = min === max ? String(min) : `${min} to ${max}`;
  return [
    `${length} ${describeCharacters(allowed)}`,
    ...(prefix ? [`beginning with "${prefix}"`] : []),
    ...(begins === undefined ? [] : [endOf("beginning", begins)]),
    ...(ends === undefined ? [] : [endOf("ending", ends)]),
  ].join(", ");
}

function endOf(doing: "beginning" | "ending", characterClass: string): string {
  return `${characterClass.startsWith("^") ? "not " : ""}${doing} with ${describeCharacters(characterClass, "one")}`;
}

export function hasForbidden(name: string, { where, text }: Forbidden): boolean {
  if (where === "first") return name.startsWith(text);
  if (where === "last") return name.endsWith(text);
  return where === "alone" ? name === text : name.includes(text);
}

function becauseOf({ where, text }: Forbidden): string {
  if (where === "first") return `begins with "${text}"`;
  if (where === "last") return `ends with "${text}"`;
  if (where === "alone") return `is "${text}", which is kept for the cloud`;
  return /^(.)\1$/.test(text) ? `has two ${WORDS[text[0]!] ?? `"${text[0]}"`} in a row` : `has "${text}" in it`;
}

const WORDS: Record<string, string> = { "-": "hyphens", ".": "dots", _: "underscores" };

function describeStrange(strange: readonly string[]): string {
  const isUpper = (character: string) => /\p{Lu}/u.test(character);
  const others = strange.filter(character => !isUpper(character)).map(character => (character === " " ? "a space" : `"${character}"`));
  return [...(strange.some(isUpper) ? ["upper-case letters"] : []), ...others].join(" and ");
}
