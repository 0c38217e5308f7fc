import { keepEnds, type Piece } from "../keep-ends.ts";

/**
 * What a quoted string, or a template without substitutions, means.
 * Rules: https://tc39.es/ecma262/#sec-literals-string-literals; `undefined` for an octal or malformed escape.
 */
export function decodeString(text: string): string | undefined {
  return pieces(text)?.map(piece => piece.means).join("");
}

/**
 * The literal with another value, in its own quotes. What both values begin and end with keeps its spelling.
 * The caller reads the result back: two spellings may merge into something else where they meet, as `\0` and `1`.
 */
export function rewriteString(text: string, value: string, lineEnd: string): string | undefined {
  const old = pieces(text);
  if (!old) return undefined;
  const quote = text[0]!;
  const spelled = quote + keepEnds(old, value, middle => spell(middle, quote, lineEnd)) + quote;
  return decodeString(spelled) === value ? spelled : quote + spell(value, quote, lineEnd) + quote;
}

const ONE_PIECE = /\\(?:u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|\r\n|[^])|\r\n|[^]/gu;

function pieces(text: string): Piece[] | undefined {
  const isTemplate = text.startsWith("`");
  const body = text.slice(1, -1);
  if (isTemplate && /(?<!\\)(?:\\\\)*\$\{/.test(body)) return undefined;
  const found: Piece[] = [];
  for (const { 0: raw, index } of body.matchAll(ONE_PIECE)) {
    const means = raw.startsWith("\\") ? unescape(raw, body.slice(index + raw.length)) : isTemplate && raw.startsWith("\r") ? "\n" : raw;
    if (means === undefined) return undefined;
    found.push({ means, raw });
  }
  return found;
}

const SIMPLE: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", "\n": "", "\r\n": "", "\r": "", "\u2028": "", "\u2029": "" };

function unescape(raw: string, rest: string): string | undefined {
  const body = raw.slice(1);
  if (body in SIMPLE) return SIMPLE[body];
  if (body === "0" && !/^\d/.test(rest)) return "\0";
  if (/^[ux]./.test(body)) return codePoint(body.slice(1).replace(/[{}]/g, ""));
  return /^[ux\d]/.test(body) ? undefined : body;
}

function codePoint(hexadecimal: string): string | undefined {
  const code = Number.parseInt(hexadecimal, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

const SPELLING: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f", "\v": "\\v" };
/** Characters that a reader of the pull request would not see, direction marks among them. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

function spell(value: string, quote: string, lineEnd: string): string {
  const isTemplate = quote === "`";
  const characters = [...value];
  let text = "";
  for (const [index, character] of characters.entries()) {
    if (isTemplate && character === "\n") text += lineEnd;
    else if (isTemplate && character === "\t") text += character;
    else if (isTemplate && character === "$" && characters[index + 1] === "{") text += "\\$";
    else if (character === quote) text += `\\${quote}`;
    else if (character in SPELLING) text += SPELLING[character];
    else text += INVISIBLE.test(character) ? escapeUnits(character) : character;
  }
  return text;
}

function escapeUnits(character: string): string {
  return character.split("").map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}
