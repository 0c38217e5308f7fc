import type { Report } from "../../../_kit/policy";
import type { Value } from "../../../_kit/value";
import { AWS } from "../reach";
import { ACTION_DATA, expandAction } from "./actions";
import { type Access, accessOf } from "./effective";
import { gapsOf, knownTexts, type PolicyDocument, type PolicyStatement, readPolicyDocument } from "./policy-document";
import { isOnAllResources, NEARLY_ALL } from "./wide-grants";

const FIX = "Name the actions that are used and the ARNs that they are used on.";

/**
 * Reports a document that allows everything: by one statement, by all but some, by the rights over rights, or by many together.
 * What an unconditional Deny of the document takes away is not counted. @throws {Undecided} for what is not known, when the rest is judged
 */
export function judgeAwsAdmin(value: Value, report: Report): void {
  const document = readPolicyDocument(value);
  judgeDocument(document, accessOf([document]), report);
  report.each(gapsOf(document), gap => {
    throw gap;
  });
}

function judgeDocument(document: PolicyDocument, access: Access, report: Report): void {
  const wide = document.statements.filter(statement => isWide(statement));
  const everything = wide.find(statement => !statement.notActions && isNearlyAll(actionsOf(statement)));
  const exceptions = wide.filter(({ notActions }) => notActions);
  const overRights = wide.find(statement => givesRights(access, [statement]));
  if (everything) reportEverything(everything, access, report);
  else if (exceptions.length > 0) for (const exception of exceptions) reportException(exception, report);
  else if (isNearlyAll(wide.flatMap(actionsOf))) report(`${document.at.path} allows every action on every resource, by several statements together.`, { fix: FIX });
  else if (overRights) report(`${overRights.at.path} allows ${overRights.at.at("Action")} on ${resourcesOf(overRights)}${conditionOf(overRights)}: whoever has it can give themselves every other right.`, { fix: FIX });
  else if (givesRights(access, wide)) report(`${document.at.path} allows, by several statements together, to change anybody's rights: whoever has it can give themselves every other.`, { fix: FIX });
}

/** An Allow, so far as it is known, on all resources or on all but some. */
function isWide({ at, effect, resources, notResources }: PolicyStatement): boolean {
  if (at.isUnknown || effect.isUnknown || effect.text() !== "Allow") return false;
  return isOnAllResources({ resources: notResources ? ["*"] : knownTexts(resources), except: knownTexts(notResources) });
}

function actionsOf({ actions }: PolicyStatement): readonly string[] {
  return knownTexts(actions).flatMap(expandAction);
}

function isNearlyAll(actions: readonly string[]): boolean {
  return new Set(actions).size >= NEARLY_ALL * ACTION_DATA.actions;
}

function reportEverything(statement: PolicyStatement, access: Access, report: Report): void {
  const left = !access.hasDeny ? actionsOf(statement) : actionsOf(statement).filter(action => access.grantsOf(action).some(grant => grant.statement === statement));
  if (left.length === 0) return;
  const but = left.length === actionsOf(statement).length ? "" : " but what the document denies";
  report(`${statement.at.path} allows every action${but} on ${resourcesOf(statement)}${conditionOf(statement)}${but ? ": also those that do not exist yet" : ""}.`, { fix: FIX });
}

function reportException(statement: PolicyStatement, report: Report): void {
  report(`${statement.at.path} allows every action but ${statement.at.at("NotAction")} on ${resourcesOf(statement)}${conditionOf(statement)}: also those that do not exist yet.`, {
    fix: "Use Action with the actions that are used; what must not be done belongs into a statement with Deny.",
  });
}

/** Whether statements together give all the rights over rights, on all resources. */
function givesRights(access: Access, statements: readonly PolicyStatement[]): boolean {
  return statements.length > 0 && AWS.rightsOverRights.every(action => access.grantsOf(action).some(grant => statements.includes(grant.statement) && isOnAllResources(grant)));
}

function resourcesOf({ at, notResources }: PolicyStatement): string {
  if (notResources) return `every resource but ${at.at("NotResource")}`;
  return at.at("Resource").isSecret ? "[secret]" : "every resource";
}

function conditionOf({ condition }: PolicyStatement): string {
  return condition.isMissing ? "" : " (a condition limits when, not what)";
}
