import { isOf } from "./characters";
import { CHECKS } from "./checks";
import { type Forbidden, type Grammar, hasForbidden, mistakesIn } from "./grammar";

/** What is longer than this is not looked at to its end: no cloud takes names as long. */
const LONGEST = 2048;

/** The legal name that is most like this one, at most `most` characters long; `undefined` where none can be made, or where it is the name itself. */
export function legalName(name: string, grammar: Grammar, most = grammar.max): string | undefined {
  const { allowed, begins = allowed, ends = allowed, prefix = "", never = [], checks = [] } = grammar;
  const spelled = spell(name.slice(0, LONGEST), allowed);
  const mended = checks.reduce((text, check) => CHECKS[check].mend?.(text) ?? text, without(spelled, never));
  // What was between two hyphens may be gone now.
  const joined = mended === spelled ? mended : without(mended, never).replace(/-{2,}/g, "-");
  const begun = trim(trim(joined, never, "first"), begins, "first");
  const prefixed = begun.startsWith(prefix) ? begun : prefix + trim(begun, begins, "first");
  const cut = [...prefixed].slice(0, Math.min(most, grammar.max)).join("");
  const ended = trim(trim(trim(cut, ends, "last"), never, "last"), ends, "last");
  return ended !== name && mistakesIn(ended, grammar).length === 0 ? ended : undefined;
}

/** Characters that are not allowed as others that mean the same, or as a hyphen. */
function spell(name: string, allowed: string): string {
  const filler = ["-", "_"].find(character => isOf(allowed, character)) ?? "";
  const hasUpper = isOf(allowed, "A");
  const spelled = [...name].map(character => {
    if (isOf(allowed, character)) return character;
    const plain = character === "ß" ? "ss" : character.normalize("NFKD").replace(/\p{M}/gu, "");
    const cased = hasUpper ? plain : plain.toLowerCase();
    return cased !== "" && [...cased].every(part => isOf(allowed, part)) ? cased : filler;
  }).join("");
  return filler === "" ? spelled : spelled.replace(filler === "-" ? /-{2,}/g : /_{2,}/g, filler);
}

/** Each pass makes it shorter, or is the last. */
function without(name: string, never: readonly Forbidden[]): string {
  let rest = name;
  for (const { text } of never.filter(({ where }) => where === "anywhere")) {
    const once = /^(.)\1$/.test(text) ? text[0]! : "";
    for (let at = rest.toLowerCase().indexOf(text); at >= 0; at = rest.toLowerCase().indexOf(text)) rest = rest.slice(0, at) + once + rest.slice(at + text.length);
  }
  return rest;
}

/** Without what may not stand at one end: characters out of a class, or texts. */
function trim(name: string, what: string | readonly Forbidden[], end: "first" | "last"): string {
  if (typeof what !== "string") {
    const found = what.find(forbidden => forbidden.where === end && hasForbidden(name.toLowerCase(), forbidden));
    if (!found) return name;
    return trim(end === "first" ? name.slice(found.text.length) : name.slice(0, -found.text.length), what, end);
  }
  const characters = [...name];
  let [from, to] = [0, characters.length];
  if (end === "first") while (from < to && !isOf(what, characters[from]!)) from++;
  else while (to > from && !isOf(what, characters[to - 1]!)) to--;
  return characters.slice(from, to).join("");
}
