import type { PreviewDigest, PreviewStep } from "../../model/preview-digest.ts";
import { pathsTouch, readPath, type PropertyPath } from "../../model/property-path.ts";
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
  const changed = [...new Set([...was.keys(), ...is.keys()])].flatMap(urn => changesOf(urn, was.get(urn) ?? [], is.get(urn) ?? []));
  return changed.length > 0 ? changed : undefined;
}

/** Resources of a sibling have the name and type of ours. Where nothing can be blamed, everything is. @param hintFor how the literal of a claim becomes configuration, word by word */
export function siblingRefusal(stack: string, { changes, claims, hintFor }: { changes: readonly SiblingChange[]; claims: readonly Claim[]; hintFor: (claim: number) => string }): Disproof {
  const blamed = claims.flatMap((claim, index) => (changes.some(change => isOf(change, claim)) ? [index] : []));
  return { refusal: { code: "other-stack" satisfies RefusalCode, message: `The same literal is part of ${stack}, which does not ask for the same.`, hint: hintFor(blamed[0] ?? 0) }, blamed };
}

/** What a program says by URN, whatever the order in which the engine registered it. */
function programOf({ steps }: PreviewDigest): Map<string, PreviewStep[]> {
  return Map.groupBy(steps, ({ urn }) => urn);
}

/** The inputs that differ; where none does and it is treated in another way all the same, the resource. */
function changesOf(urn: string, was: readonly PreviewStep[], is: readonly PreviewStep[]): SiblingChange[] {
  const [before, after] = [was, is].map(steps => steps.find(({ newInputs }) => newInputs)?.newInputs);
  const paths = before && after ? leaves(before, after, []) : [];
  if (paths.length > 0) return paths.map(path => ({ urn, path }));
  const [opsBefore, opsAfter] = [was, is].map(steps => steps.map(({ op }) => op).toSorted().join());
  return opsBefore === opsAfter ? [] : [{ urn }];
}

function isOf({ urn, path }: SiblingChange, claim: Claim): boolean {
  const [ours, theirs] = [parseUrn(claim.urn), parseUrn(urn)];
  if (ours.type !== theirs.type || ours.name !== theirs.name) return false;
  return path === undefined || pathsTouch(path, readPath(claim.path));
}
