import { createHash } from "node:crypto";
import type { Json } from "../../model/json.ts";

/** What one pull request is about: it stays the same while values change. */
export interface Subject {
  /** owner/name */
  repository: string;
  project: string;
  stack: string;
  urn: string;
}

/** The same subject has the same key, in every run and on every machine. */
export function keyOf({ repository, project, stack, urn }: Subject): string {
  return digest([repository, project, stack, urn]);
}

/** Changes whenever what is adopted does. */
export function fingerprintOf(adopted: readonly { path: string; cloud: Json }[]): string {
  return digest(adopted.map(({ path, cloud }) => JSON.stringify([path, cloud])).sort());
}

/** `drift/<stack>/<name>-<key8>`, in the letters that git and forges take everywhere. */
export function branchName({ stack, name, key }: { stack: string; name: string; key: string }): string {
  return `drift/${segment(stack)}/${segment(name)}-${key.slice(0, 8)}`;
}

/** Rules: https://git-scm.com/docs/git-check-ref-format; the key behind it keeps two names apart that become one here. */
function segment(text: string): string {
  const plain = text.normalize("NFKD").replace(/[^A-Za-z0-9_.-]+/g, "-").replace(/\.{2,}/g, ".").replace(/-{2,}/g, "-");
  return plain.slice(0, 40).replace(/^[.-]+|[.-]+$/g, "").replace(/\.lock$/i, "-lock") || "x";
}

function digest(value: Json): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
}
