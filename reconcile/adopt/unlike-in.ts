import { GuidedError } from "../../model/guided-error.ts";
import { jsonEqual } from "../../model/json.ts";
import type { PreviewDigest } from "../../model/preview-digest.ts";
import { pathCovers, pathsTouch, valueAt } from "../../model/property-path.ts";
import { refKey, type StackRef } from "../../model/stack.ts";
import { parseUrn } from "../../model/urn.ts";
import type { EditRequest } from "../edit/edit-request.ts";
import { orFailure } from "../or-failure.ts";
import { newlyDestroyed, openDifferences } from "../prove/open-differences.ts";
import type { SiblingChange } from "../prove/prove-sibling.ts";
import { sound, type Scene } from "../scene.ts";

/** What an edit changes in another stack of the same program, and its plain previews before and after. */
export interface SiblingEvidence {
  changes: readonly SiblingChange[];
  before: PreviewDigest;
  after: PreviewDigest;
}

/**
 * What an edit changes in another stack of the program beyond ending the same drift there; `undefined` where it does nothing else: that stack asks to have just these values adopted too,
 * a preview of the edited program against its cloud, as it stands in the checkout now, shows them gone, and deploying it would replace and delete nothing there.
 */
export async function unlikeIn(sibling: StackRef, { changes, before, after }: SiblingEvidence, { asks, preview }: Pick<Scene, "asks" | "preview">): Promise<readonly SiblingChange[] | undefined> {
  const requests = asks.get(refKey(sibling)) ?? [];
  const unasked = changes.filter(change => !requests.some(request => asksFor(request, change, after)));
  if (unasked.length > 0 || changes.length === 0) return unasked;
  if (newlyDestroyed(before, after).length > 0) return changes;
  const refreshed = await orFailure(async () => sound(await preview(sibling, { refresh: true }), sibling));
  if (refreshed instanceof GuidedError) return changes;
  const open = [...openDifferences(refreshed).values()];
  const isOpen = ({ urn, path = [] }: SiblingChange): boolean => open.some(item => item.urn === urn && (item.path === undefined || pathsTouch(item.path, path)));
  return changes.some(isOpen) ? changes : undefined;
}

function asksFor({ type, name, path, newValue }: EditRequest, change: SiblingChange, { steps }: PreviewDigest): boolean {
  const urn = parseUrn(change.urn);
  if (urn.type !== type || urn.name !== name || change.path === undefined || !pathCovers(path, change.path)) return false;
  return jsonEqual(valueAt(steps.find(step => step.urn === change.urn && step.newInputs)?.newInputs, path), newValue);
}
