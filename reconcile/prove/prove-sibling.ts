import { jsonEqual, type Json } from "../../model/json.ts";
import type { PreviewDigest } from "../../model/preview-digest.ts";
import type { RefusalCode } from "../refusal.ts";
import type { Disproof } from "./prove.ts";

/** Shows that an edit leaves another stack of the same program as it was; otherwise the URNs in which it does not. */
export function changedInSibling(before: PreviewDigest, after: PreviewDigest): string[] | undefined {
  if (after.errors.length > 0) return [];
  const [was, is] = [programOf(before), programOf(after)];
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter(key => !jsonEqual(was.get(key) ?? null, is.get(key) ?? null));
  return changed.length > 0 ? changed : undefined;
}

/** @param hint how the literal becomes configuration, word by word */
export function siblingRefusal(stack: string, blamed: number[], hint: string): Disproof {
  return { refusal: { code: "other-stack" satisfies RefusalCode, message: `The same literal is part of ${stack}, which has no such drift.`, hint }, blamed };
}

/** What a program says, whatever the order in which the engine registered it. */
function programOf(digest: PreviewDigest): Map<string, Json> {
  return new Map(digest.steps.map(({ urn, op, newInputs }) => [`${urn} (${op})`, newInputs ?? null]));
}
