import type { Report } from "../../../_kit/policy";
import type { Value } from "../../../_kit/value";
import { expandAction } from "./actions";
import { type Access, accessOf } from "./effective";
import { gapsOf, knownTexts, type PolicyDocument, type PolicyStatement, readPolicyDocument } from "./policy-document";
import { serviceOf } from "./service";
import { isOnAllOf, NEARLY_ALL } from "./wide-grants";

/** A service with few actions is given whole by naming the one that is used. */
const FEW_ACTIONS = 10;

/**
 * Reports services that a document gives whole (or all but a few actions of it) on all of their resources: by a wildcard, by name, or by
 * several statements together. What an unconditional Deny takes away is not counted. @throws {Undecided} when the rest is judged
 */
export function judgeServiceWildcards(value: Value, report: Report, isAllowed: (service: string) => boolean): void {
  const document = readPolicyDocument(value);
  const access = accessOf([document]);
  for (const service of servicesOf(document)) if (!isAllowed(service)) judgeService(service, { document, access, report });
  report.each(gapsOf(document), gap => {
    throw gap;
  });
}

interface Judging {
  document: PolicyDocument;
  access: Access;
  report: Report;
}

function judgeService(service: string, { document, access, report }: Judging): void {
  const all = expandAction(`${service}:*`);
  const givenBy = new Map<PolicyStatement, number>();
  let given = 0;
  for (const action of all) {
    const statements = new Set(access.grantsOf(action).filter(grant => isOnAllOf(service, grant)).map(({ statement }) => statement));
    if (statements.size > 0) given++;
    for (const statement of statements) givenBy.set(statement, (givenBy.get(statement) ?? 0) + 1);
  }
  const isWhole = (count: number) => count >= NEARLY_ALL * all.length;
  const shown = document.statements.some(hidesActions) ? "a service" : service;
  const single = [...givenBy].filter(([statement, count]) => isWhole(count) && (all.length >= FEW_ACTIONS || hasWildcard(statement, service)));
  for (const [{ at }, count] of single) report(`${at.path} allows ${count === all.length ? "every action" : `${count} of ${all.length} actions`} of ${shown} on every resource.`);
  if (single.length === 0 && isWhole(given) && all.length >= FEW_ACTIONS) report(`${document.at.path} allows ${given === all.length ? "every action" : `${given} of ${all.length} actions`} of ${shown} on every resource, by several statements together.`);
}

/**
 * Services of which the document may name all: with a wildcard, or many actions. All of iam is iam-no-admin-policy's business, and so are a
 * wildcard for every service and all but some.
 */
function servicesOf({ statements }: PolicyDocument): string[] {
  const patterns = statements.flatMap(({ actions }) => knownTexts(actions).map(text => text.toLowerCase())).filter(text => text.includes(":") && !/^[*?]+:/.test(text));
  const named = new Map<string, string[]>();
  for (const pattern of patterns) {
    const services = /[*?]/.test(serviceIn(pattern)) ? new Set(expandAction(pattern).map(serviceIn)) : [serviceIn(pattern)];
    for (const service of services) named.set(service, [...(named.get(service) ?? []), pattern]);
  }
  const mayBeWhole = [...named].filter(([, some]) => some.length >= FEW_ACTIONS || some.some(pattern => /[*?]/.test(pattern))).map(([service]) => service);
  return mayBeWhole.filter(service => service !== "iam" && serviceOf(service) !== undefined).sort();
}

function serviceIn(action: string): string {
  return action.slice(0, action.indexOf(":"));
}

function hidesActions({ at, actions }: PolicyStatement): boolean {
  return at.isSecret || (actions ?? []).some(({ isSecret }) => isSecret);
}

function hasWildcard({ actions }: PolicyStatement, service: string): boolean {
  return knownTexts(actions).some(text => text.toLowerCase().startsWith(`${service}:`) && /:\*+$/.test(text));
}
