import type { Report } from "../../_kit/policy";
import type { Value } from "../../_kit/value";
import { type Dialect, isOnEverything, reachOf } from "./reach";
import { judgeStatements, type Statement } from "./statement";

const FIX = "Name the actions that are used and the ARNs that they are used on.";

/** Reports a document that allows everything: by one statement, by all but some, by the rights over rights, or by many together. */
export function judgeAdminDocument(document: Value, dialect: Dialect, report: Report): void {
  judgeStatements(document, statements => judgeAll(document, statements, dialect, report));
}

function judgeAll(document: Value, statements: readonly Statement[], dialect: Dialect, report: Report): void {
  const culprit = statements.find(statement => !statement.notActions && reachOf([statement], dialect).isEverything);
  const exceptions = statements.filter(statement => statement.isAllow && statement.notActions && isOnEverything(statement, dialect));
  const overRights = statements.find(statement => reachOf([statement], dialect).isRightsOverRights);
  const together = reachOf(statements, dialect);
  if (culprit) report(`${culprit.at.path} allows every action on ${resourcesOf(culprit)}${conditionOf(culprit)}.`, { fix: FIX });
  else if (exceptions.length > 0) for (const exception of exceptions) reportException(exception, report);
  else if (together.isEverything) report(`${document.path} allows every action on every resource, by several statements together.`, { fix: FIX });
  else if (overRights) report(`${overRights.at.path} allows ${overRights.at.at("Action")} on ${resourcesOf(overRights)}${conditionOf(overRights)}: whoever has it can give themselves every other right.`, { fix: FIX });
  else if (together.isRightsOverRights) report(`${document.path} allows, by several statements together, to change anybody's rights: whoever has it can give themselves every other.`, { fix: FIX });
}

function reportException(statement: Statement, report: Report): void {
  report(`${statement.at.path} allows every action but ${statement.at.at("NotAction")} on ${resourcesOf(statement)}${conditionOf(statement)}: also those that do not exist yet.`, {
    fix: "Use Action with the actions that are used; what must not be done belongs into a statement with Deny.",
  });
}

function resourcesOf({ at, notResources }: Statement): string {
  if (notResources) return `every resource but ${at.at("NotResource")}`;
  return at.at("Resource").isSecret ? "[secret]" : "every resource";
}

function conditionOf({ hasCondition }: Statement): string {
  return hasCondition ? " (a condition limits when, not what)" : "";
}
