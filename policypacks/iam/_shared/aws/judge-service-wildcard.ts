import { matchesGlob } from "../../../_kit/glob";
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
  const isWhole = (count: number) => count >= NEARLY_ALL * all.length;
  const named = document.statements.filter(statement => isWide(statement, service)).map(statement => ({ statement, actions: new Set(namedActions(statement, service)) }));
  // What is denied is looked at only where enough is allowed: most documents are done here.
  if (!isWhole(count(named))) return;
  const left = named.map(({ statement, actions }) => ({ statement, actions: leftOf(statement, actions, { access, service }) }));
  const single = left.filter(({ statement, actions }) => isWhole(actions.size) && (all.length >= FEW_ACTIONS || hasWildcard(statement, service)));
  const shown = document.statements.some(hidesActions) ? "a service" : service;
  const saying = (number: number) => `allows ${number === all.length ? "every action" : `${number} of ${all.length} actions`} of ${shown} on every resource`;
  for (const { statement, actions } of single) report(`${statement.at.path} ${saying(actions.size)}.`);
  if (single.length === 0 && isWhole(count(left)) && all.length >= FEW_ACTIONS) report(`${document.at.path} ${saying(count(left))}, by several statements together.`);
}

function count(parts: readonly { actions: ReadonlySet<string> }[]): number {
  return new Set(parts.flatMap(({ actions }) => [...actions])).size;
}

function leftOf(statement: PolicyStatement, actions: ReadonlySet<string>, { access, service }: { access: Access; service: string }): ReadonlySet<string> {
  if (!access.hasDeny) return actions;
  return new Set([...actions].filter(action => access.grantsOf(action).some(grant => grant.statement === statement && isOnAllOf(service, grant))));
}

/** An Allow, so far as it is known, on all that the service has. */
function isWide({ at, effect, resources, notResources }: PolicyStatement, service: string): boolean {
  if (at.isUnknown || effect.isUnknown || effect.text() !== "Allow") return false;
  return isOnAllOf(service, { resources: notResources ? ["*"] : knownTexts(resources), except: knownTexts(notResources) });
}

function namedActions({ actions }: PolicyStatement, service: string): string[] {
  return knownTexts(actions).flatMap(pattern => (matchesGlob(serviceIn(pattern.toLowerCase()), service) ? expandAction(pattern).filter(name => serviceIn(name) === service) : []));
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
