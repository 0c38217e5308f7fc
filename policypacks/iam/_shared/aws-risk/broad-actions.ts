import type { Neighbours } from "../../../_kit/neighbours";
import type { Report, ReportDetails } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";
import { expandAction, resourceTypesOf } from "../aws/actions";
import { knownTexts, type PolicyStatement, readPolicyDocument } from "../aws/policy-document";
import type { ResourceType } from "../aws/service";
import { GRANT_DOCUMENTS } from "../documents";
import { isAdministrator } from "./is-administrator";
import { givesNothing } from "./principals";
import { Holding, isWide } from "./scopes";

/** So many actions are named; of more there is a number. */
const MOST_NAMED = 5;

/** Which actions are looked for in documents, and what is said of those that are found. */
export interface BroadSearch {
  isWanted(action: string): boolean;
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

function judgeDocument(value: Value, { isWanted, tell, details }: BroadSearch, report: Report): void {
  const document = readPolicyDocument(value);
  const holding = new Holding([document]);
  const candidates = [...new Set(document.statements.flatMap(statement => broadIn(statement, isWanted)))];
  const found = candidates.flatMap(action => {
    const scope = holding.scopesOf(action).find(({ pattern, isLimited }) => !isLimited && isWide(pattern, action));
    return scope ? [{ action, at: scope.at }] : [];
  });
  if (found.length > 0 && !isAdministrator(value)) {
    const where = [...new Set(found.map(({ at }) => at.path))].join(" and ");
    report(tell(where, shown(found)), details);
  }
  for (const gap of holding.access.gaps) throw gap;
}

/** The wanted actions that a statement names on every thing of a kind, before any Deny or condition. `s3:*` on everything is told by iam-no-service-wildcard. */
function broadIn({ effect, actions, resources, notResources }: PolicyStatement, isWanted: (action: string) => boolean): string[] {
  if (effect.isUnknown || effect.text() !== "Allow") return [];
  const patterns = notResources ? ["*"] : knownTexts(resources);
  // All actions of a group share their list of resource types, so that each list is looked at once.
  const known = new Map<readonly ResourceType[], boolean>();
  const isBroad = (action: string) => {
    const types = resourceTypesOf(action);
    if (!known.has(types)) known.set(types, patterns.some(pattern => isWide(pattern, action)));
    return known.get(types)!;
  };
  const named = knownTexts(actions).filter(pattern => !/^[^:]*:\*+$/.test(pattern));
  return named.flatMap(expandAction).filter(action => isWanted(action) && isBroad(action));
}

/** Of a secret document not even the actions are told. */
function shown(found: readonly { action: string; at: Value }[]): string {
  const names = [...new Set(found.map(({ action, at }) => (at.isSecret ? "[secret]" : action)))].sort();
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
