import { jsonEqual } from "../../model/json.ts";
import type { PreviewDigest, PreviewStep } from "../../model/preview-digest.ts";
import { pathCovers, readPath, type PropertyPath } from "../../model/property-path.ts";
import { parseUrn } from "../../model/urn.ts";
import type { RefusalCode } from "../refusal.ts";
import { leaves } from "../requests/differences.ts";
import type { Claim, Disproof } from "./prove.ts";

/** What an edit changes in another stack of the same program. */
export interface SiblingChange {
  urn: string;
  /** Absent: the resource comes, goes, or is treated in another way. */
  path?: PropertyPath;
}

/** Shows that an edit leaves another stack of the same program as it was; otherwise what it changes there, or nothing where its preview fails. */
export function changedInSibling(before: PreviewDigest, after: PreviewDigest): SiblingChange[] | undefined {
  if (after.errors.length > 0) return [];
  const [was, is] = [programOf(before), programOf(after)];
  const changed = [...new Set([...was.keys(), ...is.keys()])].flatMap(key => changesOf(was.get(key), is.get(key)));
  return changed.length > 0 ? changed : undefined;
}

/** Resources of a sibling have the name and type of ours. Where nothing can be blamed, everything is. @param hint how the literal becomes configuration, word by word */
export function siblingRefusal(stack: string, { changes, claims, hint }: { changes: readonly SiblingChange[]; claims: readonly Claim[]; hint: string }): Disproof {
  const blamed = claims.flatMap((claim, index) => (changes.some(change => isOf(change, claim)) ? [index] : []));
  return { refusal: { code: "other-stack" satisfies RefusalCode, message: `The same literal is part of ${stack}, which has no such drift.`, hint }, blamed };
}

/** What a program says, whatever the order in which the engine registered it. */
function programOf({ steps }: PreviewDigest): Map<string, PreviewStep> {
  return new Map(steps.map(step => [`${step.urn} (${step.op})`, step]));
}

function changesOf(was: PreviewStep | undefined, is: PreviewStep | undefined): SiblingChange[] {
  const { urn } = (was ?? is)!;
  if (!was || !is) return [{ urn }];
  if (jsonEqual(was.newInputs ?? null, is.newInputs ?? null)) return [];
  return leaves(was.newInputs, is.newInputs, []).map(path => ({ urn, path }));
}

function isOf({ urn, path }: SiblingChange, claim: Claim): boolean {
  const [ours, theirs] = [parseUrn(claim.urn), parseUrn(urn)];
  if (ours.type !== theirs.type || ours.name !== theirs.name) return false;
  return path === undefined || pathCovers(path, readPath(claim.path)) || pathCovers(readPath(claim.path), path);
}
