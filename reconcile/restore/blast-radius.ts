import type { PreviewDigest } from "../../model/preview-digest.ts";
import { operationOf } from "./planned-resource.ts";

/** On pull requests whose order does what cannot be taken back. */
export const BLAST_LABEL = "blast-radius";

/** URNs of a plan that are not only updated. */
export interface BlastRadius {
  replaced: string[];
  deleted: string[];
  protected: string[];
}

export function blastRadius({ steps }: PreviewDigest): BlastRadius {
  const touched = steps.filter(step => operationOf(step) !== undefined);
  const urnsOf = (op: string): string[] => touched.filter(step => operationOf(step) === op).map(({ urn }) => urn);
  return { replaced: urnsOf("replace"), deleted: urnsOf("delete"), protected: touched.filter(step => step.isProtected).map(({ urn }) => urn) };
}

export function isHarmless({ replaced, deleted, protected: guarded }: BlastRadius): boolean {
  return replaced.length + deleted.length + guarded.length === 0;
}
