/** What a legal name of a type is, by the provider's own documentation. */
export interface Grammar {
  min: number;
  max: number;
  /** The characters that may stand in it, as the inside of a character class. */
  allowed: string;
  /** Those that it may begin and end with, where that is less. */
  begins?: string;
  ends?: string;
  /** The rule in words, after "a name there has". */
  says: string;
  /** What may not stand in it all the same. */
  never?: readonly { pattern: RegExp; because: string }[];
  /** Where the provider says so. */
  source: string;
}

/** Everything that is wrong with a name, in words that follow it. */
export function mistakesIn(name: string, grammar: Grammar): string[] {
  const { min, max, allowed, begins = allowed, ends = allowed, never = [] } = grammar;
  const characters = [...name];
  const strange = [...new Set(characters.filter(character => !isOf(allowed, character)))];
  return [
    ...(characters.length < min ? [`has ${characters.length} characters, the least is ${min}`] : []),
    ...(characters.length > max ? [`has ${characters.length} characters, the most is ${max}`] : []),
    ...(strange.length > 0 ? [`has ${describe(strange)}`] : []),
    ...(strange.includes(characters[0]!) || isOf(begins, characters[0] ?? "") ? [] : [`begins with "${characters[0] ?? ""}"`]),
    ...(strange.includes(characters.at(-1)!) || isOf(ends, characters.at(-1) ?? "") ? [] : [`ends with "${characters.at(-1) ?? ""}"`]),
    ...never.filter(({ pattern }) => pattern.test(name)).map(({ because }) => because),
  ];
}

/** The legal name that is most like this one; `undefined` where none can be made. */
export function legalName(name: string, grammar: Grammar): string | undefined {
  const { max, allowed, begins = allowed, ends = allowed } = grammar;
  const filler = isOf(allowed, "-") ? "-" : "";
  const cased = isOf(allowed, "A") ? name : name.toLowerCase();
  const filled = [...cased].map(character => (isOf(allowed, character) ? character : filler)).join("");
  const joined = filler === "" ? filled : filled.replace(/-{2,}/g, "-");
  const trimmed = trim(trim(joined, begins, "start").slice(0, max), ends, "end");
  return trimmed !== name && mistakesIn(trimmed, grammar).length === 0 ? trimmed : undefined;
}

export function isOf(characterClass: string, character: string): boolean {
  return new RegExp(`^[${characterClass}]$`, "u").test(character);
}

function trim(name: string, characterClass: string, side: "start" | "end"): string {
  const characters = [...name];
  while (characters.length > 0 && !isOf(characterClass, characters.at(side === "start" ? 0 : -1)!)) characters.splice(side === "start" ? 0 : -1, 1);
  return characters.join("");
}

function describe(strange: readonly string[]): string {
  const isUpper = (character: string) => /\p{Lu}/u.test(character);
  const others = strange.filter(character => !isUpper(character)).map(character => (character === " " ? "a space" : `"${character}"`));
  return [...(strange.some(isUpper) ? ["upper-case letters"] : []), ...others].join(" and ");
}
