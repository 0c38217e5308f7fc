import { ifKnown } from "../../../_kit/undecided";
import { expandAction } from "../aws/actions";
import { type Access, accessOf, type Grant } from "../aws/effective";
import { coversGlob } from "../aws/glob-sets";
import type { PolicyDocument, PolicyStatement } from "../aws/policy-document";

/** What a document allows that it did not allow before. */
export interface NewAccess {
  /** Actions that are allowed on more than before, or without a condition that there was. */
  actions: readonly string[];
  /** Principals that were not let in before, as `AWS arn:aws:iam::…`. */
  principals: readonly string[];
}

/**
 * Compares two documents, of which the older one may be absent. Only actions that one of the globs matches count; of principals any
 * counts. A narrower resource, a further condition and whatever a Deny takes away is no new access.
 */
export function newAccess(now: PolicyDocument, before: PolicyDocument | undefined, watched: readonly string[]): NewAccess {
  const access = accessOf([now]);
  const older = before && accessOf([before]);
  const names = [...new Set(watched.flatMap(glob => expandAction(glob)))].sort();
  return {
    actions: names.filter(action => isMore(access, older, action)),
    principals: principalsIn(now).filter(who => !before || !principalsIn(before).some(known => coversGlob(known, who))),
  };
}

function isMore(now: Access, before: Access | undefined, action: string): boolean {
  const grants = now.grantsOf(action);
  if (grants.length === 0) return false;
  const older = before?.grantsOf(action) ?? [];
  return grants.some(grant => grant.resources.some(resource => !older.some(other => covers(other, grant, resource))));
}

function covers(older: Grant, grant: Grant, resource: string): boolean {
  if (!older.resources.some(pattern => coversGlob(pattern, resource))) return false;
  if (older.except.some(excepted => !grant.except.some(also => coversGlob(also, excepted)))) return false;
  return !older.isConditional || (grant.isConditional && conditionOf(older.statement) === conditionOf(grant.statement));
}

function conditionOf({ condition }: PolicyStatement): string {
  return condition.isUnknown ? "unknown" : JSON.stringify(condition.entries().map(([operator, tests]) => [operator, tests.isUnknown ? "unknown" : tests.entries().map(([key, answers]) => [key, answers.isUnknown ? "unknown" : answers.items().map(String).sort()]).sort()]).sort());
}

function principalsIn({ statements }: PolicyDocument): string[] {
  return statements.flatMap(({ effect, principals = [], notPrincipals }) => {
    if (ifKnown(() => effect.text()) !== "Allow") return [];
    return [...(notPrincipals ? ["everybody but some"] : []), ...principals.flatMap(({ kind, who }) => (who.isUnknown ? [] : [`${kind} ${who.isSecret ? "[secret]" : (who.text() ?? "")}`]))];
  });
}
