import { remembered } from "../../_kit/remembered";

/** Whether a character is in a class, which is given by its inside: `a-z0-9-`, or `^/` for all but these. */
export function isOf(characterClass: string, character: string): boolean {
  return oneOf(characterClass).test(character);
}

const oneOf = remembered((characterClass: string) => new RegExp(`^[${characterClass}]$`, "u"));

/** The characters that are not in a class, each once. */
export function strangeCharacters(characters: readonly string[], characterClass: string): Set<string> {
  return new Set([...new Set(characters)].filter(character => !isOf(characterClass, character)));
}

/** A class in words: "letters, digits and any of _.-"; with `one`, "a letter, digit or any of _.-". Of all but some, those some with "no" before. */
export function describeCharacters(characterClass: string, number: "many" | "one" = "many"): string {
  const one = number === "one";
  if (characterClass === String.raw`\s\S`) return one ? "any character" : "characters";
  const { words, signs } = partsOf(characterClass.replace(/^\^/, ""), one);
  const marks = signs === "" ? [] : [SIGNS[signs]?.[one ? 0 : 1] ?? (signs.length === 1 ? `"${signs}"` : `any of ${signs}`)];
  const list = [...words, ...marks];
  const text = list.length > 1 ? `${list.slice(0, -1).join(", ")} ${one || characterClass.startsWith("^") ? "or" : "and"} ${list.at(-1)}` : (list[0] ?? "");
  if (characterClass.startsWith("^") && !one) return `characters, but no ${text}`;
  return one && !text.startsWith("any") && !text.startsWith('"') ? `${/^[aeiouAEIOU]/.test(text) ? "an" : "a"} ${text}` : text;
}

/** Signs that have a name. */
const SIGNS: Record<string, readonly [string, string]> = { "-": ["hyphen", "hyphens"], _: ["underscore", "underscores"], ".": ["dot", "dots"], "_-": ["underscore or hyphen", "underscores and hyphens"] };

/** Sets of characters that have a name, longest first, with one of them and many. */
const NAMED: readonly [string, string, string][] = [
  [String.raw`\x00-\x08\x0a-\x1f`, "control character", "control characters"],
  [String.raw`\x00-\x1f`, "control character", "control characters"],
  [String.raw`\x00-\x20`, "control character or space", "control characters and spaces"],
  [String.raw`\x20-\x7e`, "ASCII character", "ASCII characters"],
  [String.raw`!-~`, "ASCII character but the space", "ASCII characters but no spaces"],
  [String.raw`A-Za-z`, "letter", "letters"],
  [String.raw`\p{L}`, "letter", "letters"],
  [String.raw`\p{M}`, "mark", "marks"],
  [String.raw`\p{Nd}`, "digit", "digits"],
  [String.raw`\p{N}`, "digit", "digits"],
  [String.raw`\p{P}\p{S}`, "sign", "signs"],
  [String.raw`a-z`, "lower-case letter", "lower-case letters"],
  [String.raw`A-Z`, "upper-case letter", "upper-case letters"],
  [String.raw`0-9`, "digit", "digits"],
  [String.raw`a-f`, "letter a to f", "letters a to f"],
  [String.raw`A-F`, "letter A to F", "letters A to F"],
  [String.raw`\x20`, "space", "spaces"],
  [String.raw`\s`, "space", "spaces"],
];

function partsOf(inside: string, one: boolean): { words: string[]; signs: string } {
  const words: string[] = [];
  let rest = inside;
  for (const [text, single, plural] of NAMED) {
    if (!rest.includes(text)) continue;
    words.push(one ? single : plural);
    rest = rest.replace(text, "");
  }
  return { words, signs: rest.replace(/\\(.)/g, "$1") };
}
