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
  // What is hidden already is not looked into: a secret may have "secret" in it.
  return text.split(HIDDEN).map(part => hide(part, secrets)).join(HIDDEN);
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

function hide(text: string, secrets: readonly string[]): string {
  const isHidden = new Array<boolean>(text.length).fill(false);
  for (const secret of secrets) for (const [start, end] of runsOf(secret, text)) isHidden.fill(true, start, end);
  return [...text.split("")].map((character, at) => (isHidden[at] ? (isHidden[at - 1] ? "" : HIDDEN) : character)).join("");
}

/** Where parts of the secret stand in the text. */
function runsOf(secret: string, text: string): [number, number][] {
  const length = Math.min(secret.length, SHORTEST_PART);
  const parts = new Set(Array.from({ length: secret.length - length + 1 }, (_, i) => secret.slice(i, i + length)));
  return [...text.split("").keys()].filter(at => parts.has(text.slice(at, at + length))).map(at => [at, at + length]);
}
