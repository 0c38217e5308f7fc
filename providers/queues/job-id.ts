import { createHash } from "node:crypto";
import type { StackRef, Work } from "../../model/index.ts";

/** The id of a piece of work, as a UUID: the same wherever and whenever it is added, so that it is there once. */
export function jobId(work: Work): string {
  const names = work.kind === "stack" ? ["stack", work.scan, stackKey(work.ref)] : [work.kind, work.scan];
  const hex = createHash("sha256").update(JSON.stringify(names)).digest("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}

/** One stack of one backend, as no two workers may read it at once. */
export function stackKey({ backend, organization = "", project, stack }: StackRef): string {
  return JSON.stringify([backend, organization, project, stack]);
}
