import type { Value } from "../../_kit/value";

/** One statement of a policy document of AWS or Alicloud: both have the same language. */
export interface Statement {
  at: Value;
  isAllow: boolean;
  actions: string[] | undefined;
  notActions: string[] | undefined;
  resources: string[] | undefined;
  notResources: string[] | undefined;
  hasCondition: boolean;
}

/**
 * The statements of a document (text or object) to `judge`. One that cannot be read is left out, and said so when the others
 * are judged. @throws {Undecided} where the document or one of its statements is unknown or not JSON
 */
export function judgeStatements(document: Value, judge: (statements: Statement[]) => void): void {
  const unread: unknown[] = [];
  judge(statementValues(document).flatMap(at => {
    try {
      return [readStatement(at)];
    } catch (error) {
      unread.push(error);
      return [];
    }
  }));
  if (unread.length > 0) throw unread[0];
}

function readStatement(at: Value): Statement {
  return {
    at,
    isAllow: at.at("Effect").text() === "Allow",
    actions: texts(at.at("Action")),
    notActions: texts(at.at("NotAction")),
    resources: texts(at.at("Resource")),
    notResources: texts(at.at("NotResource")),
    hasCondition: at.at("Condition").isObject,
  };
}

export function statementValues(document: Value): Value[] {
  return document.document().at("Statement").items();
}

/** `undefined` where the element is absent, which is not the same as empty. */
function texts(element: Value): string[] | undefined {
  return element.isMissing ? undefined : element.items().map(item => item.text() ?? "");
}
