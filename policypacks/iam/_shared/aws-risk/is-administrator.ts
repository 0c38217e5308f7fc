import { ifKnown } from "../../../_kit/undecided";
import type { Value } from "../../../_kit/value";
import { type Access, accessOf } from "../aws/effective";
import { knownTexts, type PolicyStatement, readPolicyDocument } from "../aws/policy-document";
import { isOnAllResources } from "../aws/wide-grants";
import { AWS } from "../reach";

/**
 * Whether a document allows everything, all but some, or to give oneself everything: iam-no-admin-policy reports it, and everything
 * else follows from it. Asks a few actions of many services, because it is asked of every document.
 */
export function isAdministrator(value: Value): boolean {
  return ifKnown(() => {
    const document = readPolicyDocument(value);
    const access = accessOf([document]);
    return document.statements.some(namesEverything) || [AWS.actions, AWS.rightsOverRights].some(actions => actions.every(action => isOnEverything(access, action)));
  }) ?? false;
}

/** What a Deny takes away from everything leaves nearly everything. */
function namesEverything({ effect, actions, notActions, resources, notResources }: PolicyStatement): boolean {
  if (effect.isUnknown || effect.text() !== "Allow") return false;
  const isWide = isOnAllResources({ resources: notResources ? ["*"] : knownTexts(resources), except: knownTexts(notResources) });
  return isWide && (notActions !== undefined || knownTexts(actions).some(pattern => /^\*+(:\*+)?$/.test(pattern)));
}

function isOnEverything(access: Access, action: string): boolean {
  return access.grantsOf(action).some(isOnAllResources);
}
