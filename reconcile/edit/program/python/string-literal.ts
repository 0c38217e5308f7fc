import { keepEnds, type Piece } from "../keep-ends.ts";

/** How a string is written: `rf"""`. */
interface Notation {
  prefix: string;
  quote: string;
  isRaw: boolean;
  /** An f-string, in which braces are doubled. */
  isFormatted: boolean;
}

export interface SpellingOptions {
  /** What ends a line of the file. */
  lineEnd: string;
  /** The file is in an encoding other than UTF-8, so that only ASCII is certain. */
  isAsciiOnly: boolean;
}

/**
 * What one string literal without substitutions means; `undefined` for bytes, template strings, malformed text and names of characters (`\N{…}`), which only Python knows.
 * https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals
 */
export function decodeString(text: string): string | undefined {
  return piecesOf(text)?.map(({ means }) => means).join("");
}

/** The literal with another value, in its own prefix and quotes where they can hold it. What both values begin and end with keeps its spelling. */
export function rewriteString(text: string, value: string, options: SpellingOptions): string | undefined {
  const notation = notationOf(text);
  const old = piecesOf(text);
  if (!notation || !old || !value.isWellFormed()) return undefined;
  // What a raw string cannot hold, it cannot escape either.
  const escaping = { ...notation, isRaw: false, prefix: notation.prefix.replace(/r/i, "") };
  const inItsOwn = notation.isRaw && !isVisible(value, options) ? [] : [enclose(keepEnds(old, value, middle => spell(middle, notation, options)), notation)];
  // Read back: two spellings may merge into something else where they meet, as `\1` and `2`.
  return [...inItsOwn, enclose(spell(value, escaping, options), escaping)].find(spelled => decodeString(spelled) === value);
}

/** A new literal. */
export function spellString(value: string, quote: string, options: SpellingOptions): string | undefined {
  return value.isWellFormed() ? enclose(spell(value, { prefix: "", quote, isRaw: false, isFormatted: false }, options), { prefix: "", quote }) : undefined;
}

function notationOf(text: string): Notation | undefined {
  const [, prefix, quote] = /^([a-zA-Z]*)('''|"""|'|")/.exec(text) ?? [];
  if (prefix === undefined || quote === undefined || /[bt]/i.test(prefix)) return undefined;
  return { prefix, quote, isRaw: /r/i.test(prefix), isFormatted: /f/i.test(prefix) };
}

const PIECE = /\\(?:N\{[^}]*\}|U[\da-fA-F]{8}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[0-7]{1,3}|\r\n|[^])|\r\n|\{\{|\}\}|[^]/gu;

function piecesOf(text: string): Piece[] | undefined {
  const notation = notationOf(text);
  const start = notation ? notation.prefix.length + notation.quote.length : 0;
  if (!notation || !text.endsWith(notation.quote) || text.length < start + notation.quote.length) return undefined;
  const pieces: Piece[] = [];
  const body = text.slice(start, -notation.quote.length);
  for (const [raw] of body.matchAll(PIECE)) {
    const means = meaningOf(raw, notation);
    if (means === undefined) return undefined;
    pieces.push({ raw, means });
  }
  return endsEarly(pieces, notation.quote) ? undefined : pieces;
}

function meaningOf(raw: string, { isRaw, isFormatted }: Notation): string | undefined {
  if (raw === "{{" || raw === "}}") return isFormatted ? raw[0] : raw;
  const isUnfinished = raw === "\\";
  if (isUnfinished || (isFormatted && /[{}]/.test(raw))) return undefined;
  if (!raw.startsWith("\\") || isRaw) return raw.replace(/\r\n?/, "\n");
  return unescape(raw);
}

/** Whether an unescaped quote or line end inside would end the literal. */
function endsEarly(pieces: readonly Piece[], quote: string): boolean {
  if (quote.length === 1) return pieces.some(({ raw }) => raw === quote || /^[\r\n]/.test(raw));
  const own = pieces.map(({ raw }) => raw === quote[0]);
  return own.at(-1) === true || own.some((is, index) => is && own[index + 1] && own[index + 2]);
}

const SIMPLE: Record<string, string> = { "\\": "\\", "'": "'", '"': '"', a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "\n": "", "\r": "", "\r\n": "" };

function unescape(raw: string): string | undefined {
  const body = raw.slice(1);
  if (body in SIMPLE) return SIMPLE[body];
  if (/^[0-7]/.test(body)) return String.fromCodePoint(Number.parseInt(body, 8));
  if (/^[uUx]./.test(body)) return codePoint(Number.parseInt(body.slice(1), 16));
  // Python keeps the backslash of an escape that it does not know.
  return /^[uUxN]/.test(body) ? undefined : raw;
}

/** Python's surrogates never pair, and no property can hold one. */
function codePoint(code: number): string | undefined {
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : String.fromCodePoint(code);
}

function enclose(body: string, { prefix, quote }: Pick<Notation, "prefix" | "quote">): string {
  return prefix + quote + body + quote;
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f", "\v": "\\v" };
/** Characters that a reader of the pull request would not see, direction marks among them. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

function spell(value: string, { quote, isRaw, isFormatted }: Notation, options: SpellingOptions): string {
  if (isRaw) return quote.length === 3 ? value.replaceAll("\n", options.lineEnd) : value;
  const isLong = quote.length === 3;
  const characters = [...value];
  let text = "";
  for (const [index, character] of characters.entries()) {
    const next = characters[index + 1];
    if (isLong && character === "\n") text += options.lineEnd;
    else if (isLong && character === "\t") text += character;
    else if (character === quote[0]) text += isLong && next !== undefined && next !== character ? character : `\\${character}`;
    else if (isFormatted && (character === "{" || character === "}")) text += character + character;
    else if (character in ESCAPES) text += ESCAPES[character];
    else text += isVisible(character, options) ? character : escapeCharacter(character);
  }
  return text;
}

function isVisible(text: string, { isAsciiOnly }: SpellingOptions): boolean {
  const withoutLayout = text.replaceAll(/[\r\n\t]/g, "");
  return !INVISIBLE.test(withoutLayout) && !(isAsciiOnly && /\P{ASCII}/u.test(text));
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  if (code.length <= 2) return `\\x${code.padStart(2, "0")}`;
  return code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
}
