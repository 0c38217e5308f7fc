import { createHash } from "node:crypto";
import type { Json } from "../../model/json.ts";
import type { Direction } from "../../model/reconcile-report.ts";

/** What one pull request is about: it stays the same while values change. */
export interface Subject {
  /** owner/name */
  repository: string;
  project: string;
  stack: string;
  /** Default: adopt. */
  direction?: Direction;
  /** Absent: everything of the stack in that direction. */
  urn?: string;
  /** Absent: everything of the resource. */
  path?: string;
}

/** The same subject has the same key, in every run and on every machine. */
export function keyOf({ repository, project, stack, direction = "adopt", urn, path }: Subject): string {
  const place = [repository, project, stack, ...[urn, path].filter(part => part !== undefined)];
  // Nothing is said of the direction that was the only one at first, so that its pull requests keep their keys.
  return digest(direction === "adopt" ? place : [{ direction }, ...place]);
}

/** Changes whenever what is proposed does. A value that is absent differs from one that is null. */
export function fingerprintOf(proposed: readonly { path: string; cloud?: Json | undefined }[]): string {
  return digest(proposed.map(({ path, cloud }) => JSON.stringify(cloud === undefined ? [path] : [path, cloud])).sort());
}

/** Names a subject of a candidate where there is little room. */
export function subjectId(subject: string): string {
  return digest(subject).slice(0, 10);
}

/** Every branch of ours begins so, and no other should. */
export const BRANCHES = "drift/";

/** `drift/<stack>/<name>-<key8>`, in the letters that git and forges take everywhere. */
export function branchName({ stack, name, key }: { stack: string; name: string; key: string }): string {
  return `${BRANCHES}${segment(stack)}/${segment(name)}-${key.slice(0, 8)}`;
}

/** Rules: https://git-scm.com/docs/git-check-ref-format; the key behind it keeps two names apart that become one here. */
function segment(text: string): string {
  const plain = text.normalize("NFKD").replace(/[^A-Za-z0-9_.-]+/g, "-").replace(/\.{2,}/g, ".").replace(/-{2,}/g, "-");
  return plain.slice(0, 40).replace(/^[.-]+|[.-]+$/g, "").replace(/\.lock$/i, "-lock") || "x";
}

function digest(value: Json): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
}
