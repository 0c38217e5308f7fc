import { keepEnds, type Piece } from "../keep-ends.ts";

/** What a string literal means; `undefined` where it is malformed, or no UTF-8. Rules: https://go.dev/ref/spec#String_literals */
export function decodeString(text: string): string | undefined {
  return pieces(text)?.map(piece => piece.means).join("");
}

/** The literal with another value: raw where it was and can be, and what both values begin and end with as it was spelled. */
export function rewriteString(text: string, value: string, lineEnd: string): string | undefined {
  const old = pieces(text);
  if (!old || !value.isWellFormed()) return undefined;
  if (!text.startsWith("`")) return confirmed(`"${keepEnds(old, value, spell)}"`, value) ?? writeString(value);
  return canBeRaw(value) ? confirmed(`\`${keepEnds(old, value, middle => middle.replaceAll("\n", lineEnd))}\``, value) : writeString(value);
}

/** A string literal in double quotes; `undefined` for half a surrogate pair, which Go cannot write. */
export function writeString(value: string): string | undefined {
  return value.isWellFormed() ? `"${spell(value)}"` : undefined;
}

function confirmed(text: string, value: string): string | undefined {
  return decodeString(text) === value ? text : undefined;
}

/** Consecutive byte escapes are one piece, because only together they are characters. */
const ONE_PIECE = /(?:\\(?:[0-7]{3}|x[\da-fA-F]{2}))+|\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|[abfnrtv\\"])|[^\\"\r\n]/gu;

function pieces(text: string): Piece[] | undefined {
  if (text.startsWith("`")) return rawPieces(text.slice(1, -1));
  const found = [...text.slice(1, -1).matchAll(ONE_PIECE)].map(([raw]) => ({ raw, means: raw.length > 1 && raw.startsWith("\\") ? unescape(raw) : raw }));
  const isWhole = found.reduce((length, { raw }) => length + raw.length, 2) === text.length;
  return isWhole && found.every(piece => piece.means !== undefined) ? (found as Piece[]) : undefined;
}

function rawPieces(body: string): Piece[] {
  return [...body.matchAll(/\r\n|[^]/gu)].map(([raw]) => ({ raw, means: raw === "\r\n" ? "\n" : raw === "\r" ? "" : raw }));
}

const SIMPLE: Record<string, string> = { a: "\u0007", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "\\": "\\", '"': '"' };

function unescape(raw: string): string | undefined {
  if (raw.length === 2) return SIMPLE[raw[1]!];
  if (!/^\\[uU]/.test(raw)) return decodeBytes(raw);
  const code = Number.parseInt(raw.slice(2), 16);
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : String.fromCodePoint(code);
}

function decodeBytes(raw: string): string | undefined {
  const bytes = [...raw.matchAll(/\\x(..)|\\(\d{3})/g)].map(([, hexadecimal, octal]) => (hexadecimal ? Number.parseInt(hexadecimal, 16) : Number.parseInt(octal!, 8)));
  if (bytes.some(byte => byte > 255)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(new Uint8Array(bytes));
  } catch {
    return undefined;
  }
}

/** Characters that a reader of the pull request would not see, direction marks among them. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

function canBeRaw(value: string): boolean {
  return !value.includes("`") && !INVISIBLE.test(value.replace(/[\n\t]/g, ""));
}

const SPELLING = new Map(Object.entries(SIMPLE).map(([letter, character]) => [character, `\\${letter}`]));

function spell(value: string): string {
  return [...value].map(character => SPELLING.get(character) ?? (INVISIBLE.test(character) ? escapeCode(character.codePointAt(0)!) : character)).join("");
}

function escapeCode(code: number): string {
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
