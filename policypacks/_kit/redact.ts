import { isWireObject, parseJson, unwrap, type Wire } from "./wire";

/** The shortest part of a secret that is looked for in a text. Shorter ones are in too many words. */
const SHORTEST_PART = 6;
const SHORTEST_SECRET = 4;
const HIDDEN = "[secret]";

/**
 * Takes out of a text whatever of the secrets stands in it. A safety net: values show themselves as `[secret]` already,
 * this is for what a rule made of one (a part of a document, another spelling of a block).
 */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce(redactOne, text);
}

/** The texts of all secrets in these properties. */
export function secretsIn(inputs: Wire): string[] {
  const found: string[] = [];
  collect(inputs, false, found);
  return found;
}

function collect(wire: Wire, isInsideSecret: boolean, found: string[]): void {
  const { content, isSecret } = unwrap(wire);
  const isHidden = isSecret || isInsideSecret;
  if (Array.isArray(content)) for (const item of content) collect(item, isHidden, found);
  else if (isWireObject(content)) for (const value of Object.values(content)) collect(value, isHidden, found);
  else if (isHidden && content !== undefined && content !== null) addText(String(content), found);
}

function addText(text: string, found: string[]): void {
  if (text.length < SHORTEST_SECRET) return;
  // Of a document the values are secret. Its keys and its punctuation are not: they would take words out of every message about it.
  const document = /^\s*[{[]/.test(text) ? parseJson(text) : undefined;
  if (document === undefined) found.push(text);
  else collect(document, true, found);
}

function redactOne(text: string, secret: string): string {
  if (secret.length < SHORTEST_PART) return text.replaceAll(secret, HIDDEN);
  const parts = new Set(Array.from({ length: secret.length - SHORTEST_PART + 1 }, (_, i) => secret.slice(i, i + SHORTEST_PART)));
  let redacted = "";
  for (let at = 0; at < text.length; ) {
    const end = endOfRun(text, at, parts);
    redacted += end > at ? HIDDEN : text[at]!;
    at = Math.max(end, at + 1);
  }
  return redacted;
}

/** Where the run of characters that begins at `at` and stands in the secret ends; `at` itself when there is none. */
function endOfRun(text: string, at: number, parts: ReadonlySet<string>): number {
  let end = at;
  for (let i = at; parts.has(text.slice(i, i + SHORTEST_PART)); i++) end = i + SHORTEST_PART;
  return end;
}
