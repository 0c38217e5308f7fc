import type { Report, ReportDetails } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import type { Neighbours } from "../../../_kit/neighbours";
import type { Value } from "../../../_kit/value";
import { readPolicyDocument } from "../aws/policy-document";
import { GRANT_DOCUMENTS } from "../documents";
import { isAdministrator } from "./is-administrator";
import { givesNothing } from "./principals";
import { Holding, isWide } from "./scopes";

/** So many actions are named; of more there is a number. */
const MOST_NAMED = 5;

/** What actions are looked for in documents, and what is said of those that are found. */
export interface BroadSearch {
  /** Those that a document allows and that matter; `Holding.access` says what it allows. */
  find(holding: Holding): readonly string[];
  /** A message that names where, and the actions. */
  tell(where: string, actions: string): string;
  details?: ReportDetails;
}

/** Reports documents that allow actions on every thing of a kind. What allows everything, or all of a service, is another rule's business. */
export function judgeBroadActions(subject: Subject, search: BroadSearch, report: Report, neighbours: Neighbours): void {
  if (givesNothing(subject, neighbours)) return;
  const documents = (GRANT_DOCUMENTS[subject.type] ?? []).flatMap(path => subject.props.find(path));
  report.each(documents, document => judgeDocument(document, search, report));
}

function judgeDocument(value: Value, { find, tell, details }: BroadSearch, report: Report): void {
  const holding = new Holding([readPolicyDocument(value)]);
  if (isAdministrator(value)) return;
  const found = find(holding).flatMap(action => {
    const scope = holding.scopesOf(action).find(({ pattern, isLimited, at }) => !isLimited && isWide(pattern, action) && !namesWholeService(at, action));
    return scope ? [{ action, at: scope.at }] : [];
  });
  if (found.length > 0) {
    const where = [...new Set(found.map(({ at }) => at.path))].join(" and ");
    report(tell(where, shown(found)), details);
  }
  for (const gap of holding.access.gaps) throw gap;
}

/** `s3:*` on everything is told by iam-no-service-wildcard. */
function namesWholeService(statement: Value, action: string): boolean {
  const whole = new RegExp(`^${action.slice(0, action.indexOf(":"))}:\\*+$`, "i");
  const actions = statement.at("Action");
  return !actions.isUnknown && actions.items().some(item => !item.isUnknown && whole.test(item.text() ?? ""));
}

/** Of a secret document not even the actions are told. */
function shown(found: readonly { action: string; at: Value }[]): string {
  const names = [...new Set(found.map(({ action, at }) => (at.isSecret ? "[secret]" : action)))].sort();
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
