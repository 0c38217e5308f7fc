import type { Cloud } from "../../_kit/type-token";

/** How keys may be written. */
export const KEY_CASES = ["PascalCase", "camelCase", "kebab-case", "snake_case", "lowercase"] as const;
export type KeyCase = (typeof KEY_CASES)[number];

const PATTERNS: Record<KeyCase, RegExp> = {
  PascalCase: /^[A-Z][A-Za-z0-9]*$/,
  camelCase: /^[a-z][A-Za-z0-9]*$/,
  "kebab-case": /^[a-z0-9]+(-[a-z0-9]+)*$/,
  snake_case: /^[a-z0-9]+(_[a-z0-9]+)*$/,
  lowercase: /^[a-z0-9]+$/,
};

/** Whether a key is written in a case. What stands before the last `/` or `:` is a name space, which has a case of its own. */
export function isInCase(key: string, keyCase: KeyCase): boolean {
  return PATTERNS[keyCase].test(withoutSpace(key));
}

/**
 * Whether a cloud takes two keys for the same: Azure in any case; Google Cloud, which has lower case only, also without separators;
 * in Kubernetes a key may have a domain in front.
 */
export function isSameKey(wanted: string, key: string, cloud: Cloud | undefined): boolean {
  if (wanted === key) return true;
  if (cloud === "azure-native") return wanted.toLowerCase() === key.toLowerCase();
  if (cloud === "gcp") return bare(wanted) === bare(key);
  return cloud === "kubernetes" && bare(wanted) === bare(withoutSpace(key));
}

/** How a cloud can write a key: Google Cloud's labels are in lower case. */
export function spellKey(key: string, cloud: Cloud | undefined): string {
  return cloud === "gcp" ? key.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase().replace(/[^\p{L}\p{N}_-]/gu, "-") : key;
}

function bare(key: string): string {
  return key.toLowerCase().replace(/[-_.]/g, "");
}

function withoutSpace(key: string): string {
  return key.slice(Math.max(key.lastIndexOf("/"), key.lastIndexOf(":")) + 1);
}
