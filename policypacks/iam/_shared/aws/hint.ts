import { closest } from "../../../_kit/config/closest";
import type { Value } from "../../../_kit/value";

/** ` (did you mean Allow?)`, where one of the candidates is near; nothing of a secret. */
export function hint(from: Value, text: string, candidates: readonly string[]): string {
  return meant(from, closest(text, candidates));
}

/** ` (did you mean s3:GetObject?)`; nothing where what is meant would tell of a secret. */
export function meant(from: Value, text: string | undefined): string {
  return text === undefined || from.isSecret ? "" : ` (did you mean ${text}?)`;
}

/** The key of an object, which is as secret as what it is in. */
export function shownKey(inside: Value, key: string): string {
  return inside.isSecret ? "[secret]" : JSON.stringify(key);
}
