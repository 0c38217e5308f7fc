import type { Report } from "../../../../_kit/policy";
import type { Value } from "../../../../_kit/value";
import type { DocumentKind } from "../../documents";
import { hint, shownKey } from "../hint";
import type { PolicyDocument, PolicyStatement } from "../policy-document";

const DOCUMENT_ELEMENTS = ["Version", "Id", "Statement"];
const STATEMENT_ELEMENTS = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];
const VERSIONS = ["2012-10-17", "2008-10-17"];

/**
 * Reports what is not of the grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html,
 * and elements that a document of this kind may not have, or must.
 */
export function judgeShape({ at, statements }: PolicyDocument, kind: DocumentKind, report: Report): void {
  if (!at.isObject) {
    report(`${at.path} is no policy document: it is not a JSON object.`);
    return;
  }
  reportStrangers(at, DOCUMENT_ELEMENTS, report);
  report.each([at.at("Version")], version => judgeVersion(at, version, report));
  if (statements.length === 0) report(`${at.path} has no Statement.`);
  report.each(statements, statement => judgeStatement(statement, kind, report));
  report.each([statements], all => judgeSids(all, kind, report));
}

function judgeVersion(document: Value, version: Value, report: Report): void {
  const fix = 'Write "Version": "2012-10-17".';
  if (version.isMissing) report(`${document.path} says no Version: AWS takes it for the one of 2008, in which policy variables are plain text.`, { fix, level: "advisory", severity: "low" });
  else if (!VERSIONS.includes(version.text() ?? "")) report(`${version.path} ${version} is no version of the policy language.`, { fix });
  else if (version.text() !== VERSIONS[0]) report(`${version.path} ${version} is the old policy language, in which policy variables are plain text.`, { fix, level: "advisory", severity: "low" });
}

function judgeStatement(statement: PolicyStatement, kind: DocumentKind, report: Report): void {
  const { at, effect } = statement;
  if (at.isUnknown) return;
  if (!at.isObject) {
    report(`${at.path} is no statement: it is not a JSON object.`);
    return;
  }
  reportStrangers(at, STATEMENT_ELEMENTS, report);
  report.each([effect], () => judgeEffect(statement, kind, report));
  judgePair(statement, ["Action", "NotAction"], { isNeeded: true, isAllowed: true }, report);
  judgePair(statement, ["Resource", "NotResource"], { isNeeded: kind !== "trust" && kind !== "resource", isAllowed: kind !== "trust" }, report);
  const namesWho = kind === "trust" || kind === "resource" || kind === "resource-control";
  judgePair(statement, ["Principal", "NotPrincipal"], { isNeeded: namesWho, isAllowed: namesWho }, report);
  if (kind === "resource-control") judgeResourceControl(statement, report);
  judgeLists(statement, report);
}

function judgeEffect({ at, effect }: PolicyStatement, kind: DocumentKind, report: Report): void {
  const said = effect.text();
  if (effect.isMissing) report(`${at.path} says no Effect.`, { fix: 'Write "Effect": "Allow" or "Deny".' });
  else if (said !== "Allow" && said !== "Deny") report(`${effect.path} ${effect} is neither Allow nor Deny${hint(effect, said ?? "", ["Allow", "Deny"])}.`, { fix: "Write Allow or Deny, with a capital letter." });
  else if (kind === "resource-control" && said === "Allow") report(`${effect.path} is Allow: a resource control policy can only deny.`, { fix: "RCPFullAWSAccess, which AWS attaches itself, allows everything; write what is to be denied." });
}

/** One of two elements, never both. */
function judgePair({ at }: PolicyStatement, [one, other]: readonly [string, string], { isNeeded, isAllowed }: { isNeeded: boolean; isAllowed: boolean }, report: Report): void {
  const present = [one, other].filter(element => !at.at(element).isMissing);
  if (present.length === 2) report(`${at.path} has both ${one} and ${other}.`, { fix: `Keep one of them; ${other} means all but what it names.` });
  else if (present.length === 0 && isNeeded) report(`${at.path} has neither ${one} nor ${other}.`, { fix: `Add ${one}.` });
  else if (present.length === 1 && !isAllowed) report(`${at.path} has ${present[0]}, which a document of its kind does not have.`, { fix: `Take ${present[0]} out.` });
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html */
function judgeResourceControl({ at, principals }: PolicyStatement, report: Report): void {
  for (const element of ["NotPrincipal", "NotAction"]) if (!at.at(element).isMissing) report(`${at.path} has ${element}, which resource control policies do not know.`, { fix: "Write Principal \"*\" and Action, and exceptions as a Condition." });
  const isEverybody = principals?.every(({ kind, who }) => kind === "*" && (who.isUnknown || who.text() === "*")) ?? true;
  if (!isEverybody) report(`${at.path}.Principal is not "*", the only principal of a resource control policy.`, { fix: "Write Principal \"*\", and who is meant as a Condition on aws:PrincipalArn." });
}

function judgeLists({ actions, notActions, resources, notResources, principals, notPrincipals, at }: PolicyStatement, report: Report): void {
  const lists = { Action: actions, NotAction: notActions, Resource: resources, NotResource: notResources, Principal: principals?.map(({ who }) => who), NotPrincipal: notPrincipals?.map(({ who }) => who) };
  for (const [element, list] of Object.entries(lists)) {
    if (list?.length === 0) report(`${at.path}.${element} is empty${element.startsWith("Not") ? ", and leaves nothing out" : ": the statement does nothing"}.`, { fix: "Name something, or take the statement out." });
    const wrong = list?.find(item => !item.isUnknown && item.text() === undefined);
    if (wrong) report(`${wrong.path} is not a text.`, { fix: `Write ${element} as a text or a list of texts.` });
  }
}

/** Documents of identities and organisations take letters and digits: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
function judgeSids(statements: readonly PolicyStatement[], kind: DocumentKind, report: Report): void {
  const seen = new Map<string, Value>();
  report.each(statements.map(({ at }) => at.at("Sid")).filter(sid => !sid.isMissing && !sid.isUnknown), sid => {
    const text = sid.text() ?? "";
    const first = seen.get(text);
    if (first) report(`${sid.path} ${sid} is the Sid of ${first.path} too.`, { fix: "Give each statement a Sid of its own, or none." });
    else if (text !== "") seen.set(text, sid);
    if (kind !== "resource" && !/^[A-Za-z0-9]*$/.test(text)) report(`${sid.path} ${sid} has more in it than letters and digits.`, { fix: sid.isSecret ? "Write letters and digits only." : `Write ${text.replace(/[^A-Za-z0-9]/g, "") || "letters and digits"}.` });
  });
}

function reportStrangers(at: Value, known: readonly string[], report: Report): void {
  for (const [key] of at.entries()) if (!known.includes(key)) report(`${at.path} has the element ${shownKey(at, key)}, which the policy language does not know${hint(at, key, known)}.`, { fix: `The elements are ${known.join(", ")}.` });
}
