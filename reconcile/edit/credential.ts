import { isJsonObject, type Json } from "../../model/json.ts";
import type { PropertyPath } from "../../model/property-path.ts";

const TELLING_KEY = /pass(word|wd|phrase)|secret|credential|token|private[-_]?key|api[-_]?key|access[-_]?key|connection[-_]?string|auth[-_]?key|(^|[-_])pwd$|sas[-_]?(url|token)/i;
/** `passwordPolicy`, `secretName`, `tokenTtl`: about a credential, not one. */
const HARMLESS_KEY = /(name|arn|policy|length|ttl|expir\w*|lifetime|validity|rotation|enabled|version|type|count|days|hours|minutes|seconds)$/i;

/** What well-known issuers stamp on their credentials. */
const TELLING_VALUES = [
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bLTAI[A-Za-z0-9]{12,}\b/,
  /\bAIza[\w-]{30,}/,
  /\b(gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|sk-|sk_live_|rk_live_|pul-|npm_|dop_v1_|hvs\.)[\w-]{10,}/,
  /\beyJ[\w-]{8,}\.[\w-]{8,}/,
  /-----BEGIN [A-Z ]*(PRIVATE KEY|CERTIFICATE)/,
  /(AccountKey|SharedAccessKey|SharedAccessSignature|[?&]sig|[?&]X-Amz-Signature)=/i,
  /\b(pass(word|wd|phrase)?|secret|token|api[-_]?key)\b["']?\s*[:=]\s*["']?[^\s"']{4,}/i,
  /[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@/i,
];

/** Names an image or a file by its content: long and hexadecimal, but public. */
const CONTENT_DIGEST = /\bsha(1|256|384|512):[0-9a-f]+/gi;

/** Whether a value must be kept out of pull requests, by its name or by how it looks. Errs on the side of yes. */
export function looksLikeCredential(path: PropertyPath, value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some((item, index) => looksLikeCredential([...path, index], item));
  if (isJsonObject(value)) return Object.entries(value).some(([key, item]) => looksLikeCredential([...path, key], item));
  if (typeof value !== "string" || value === "") return false;
  if (path.some(isTellingKey) || TELLING_VALUES.some(pattern => pattern.test(value))) return true;
  const text = value.replace(CONTENT_DIGEST, "");
  // Base64 has "/" and "+" inside, paths and ARNs have them between words: both readings are tried.
  return text.split(/[^A-Za-z0-9]+/).some(looksRandom) || text.split(/[^A-Za-z0-9+/]+/).some(word => word.length >= 32 && looksRandom(word));
}

function isTellingKey(part: string | number): boolean {
  return typeof part === "string" && TELLING_KEY.test(part) && !HARMLESS_KEY.test(part);
}

/** A bare hexadecimal key, or a long word that changes between capitals, small letters and digits more often than words do. */
function looksRandom(word: string): boolean {
  if (/^[0-9a-f]{32,}$/i.test(word)) return true;
  if (!/[A-Za-z]/.test(word) || !/[0-9]/.test(word)) return false;
  const isMixedCase = /[a-z]/.test(word) && /[A-Z]/.test(word);
  if (word.length < (isMixedCase ? 20 : 24)) return false;
  return changesOfKind(word) / (word.length - 1) >= (isMixedCase ? 0.38 : 0.3);
}

function changesOfKind(word: string): number {
  const kinds = [...word].map(character => (/[a-z]/.test(character) ? "small" : /[A-Z]/.test(character) ? "capital" : /[0-9]/.test(character) ? "digit" : "sign"));
  return kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length;
}
