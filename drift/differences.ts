import { holdsSecret, isJsonObject, isSecretMark, jsonEqual, type Json, type PropertyPath } from "../model/index.ts";

/** One place where what is recorded and what was found are not the same; `undefined` means absent. */
export interface Difference {
  path: PropertyPath;
  expected: Json | undefined;
  actual: Json | undefined;
}

/** Keys by which bridged providers keep notes of their own among the properties. */
const isInternal = (key: string): boolean => key.startsWith("__");

/**
 * The smallest places where two values differ, in the order of their paths. A list whose length changed is one place:
 * after an insertion every later index differs, and that would tell nothing.
 */
export function differences(expected: Json | undefined, actual: Json | undefined, path: PropertyPath = []): Difference[] {
  if (jsonEqual(expected, actual)) return [];
  if (isSecretMark(expected) || isSecretMark(actual)) return [{ path, expected, actual }];
  if (isJsonObject(expected) && isJsonObject(actual)) return keysOf(expected, actual).flatMap(key => differences(expected[key], actual[key], [...path, key]));
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((item, i) => differences(item, actual[i], [...path, i]));
  }
  return [{ path, expected, actual }];
}

function keysOf(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(key => !isInternal(key)).sort();
}

/** Whether the difference is of a secret, on either side. */
export function isOfSecret({ expected, actual }: Difference): boolean {
  return holdsSecret(expected) || holdsSecret(actual);
}
