import type { Report } from "../../../../_kit/policy";
import type { Value } from "../../../../_kit/value";
import { hint, shownKey } from "../hint";
import type { PolicyStatement, Principal } from "../policy-document";

const KINDS = ["AWS", "Service", "Federated", "CanonicalUser"];
/** What AWS puts in the place of a user or role that was deleted: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const UNIQUE_ID = /^A(IDA|ROA|GPA|NPA|IPA)[A-Z0-9]{12,}$/;
const PRINCIPAL_ARN = /^arn:[^:]+:(iam|sts)::(\d{12}|cloudfront):(root|(user|role|assumed-role|federated-user)\/.+)$/;
const FEDERATED = /^(arn:[^:]+:iam::\d{12}:(saml-provider|oidc-provider)\/.+|[a-z0-9-]+(\.[a-z0-9-]+)+(\/.*)?)$/i;

/** Reports principals that are none: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function judgePrincipals({ at, principals, notPrincipals }: PolicyStatement, report: Report): void {
  for (const element of ["Principal", "NotPrincipal"]) if (!at.isUnknown) report.each([at.at(element)], value => judgeKinds(value, report));
  report.each([...(principals ?? []), ...(notPrincipals ?? [])].filter(({ who }) => !who.isUnknown), principal => judgePrincipal(principal, report));
}

function judgeKinds(element: Value, report: Report): void {
  if (element.isUnknown || !element.isObject) return;
  for (const [kind] of element.entries()) {
    if (!KINDS.includes(kind)) report(`${element.path} has ${shownKey(element, kind)}, which is no kind of principal${hint(element, kind, KINDS)}.`, { fix: `The kinds are ${KINDS.join(", ")}.` });
  }
}

function judgePrincipal({ kind, who }: Principal, report: Report): void {
  const text = who.text();
  if (text === undefined) return;
  if (kind === "*") {
    if (text !== "*") report(`${who.path} ${who} is no principal: outside an object there is only "*".`, { fix: 'Write it as { "AWS": "…" }, { "Service": "…" } or { "Federated": "…" }.' });
  } else if (kind === "AWS") judgeAws(who, text, report);
  else if (kind === "Service") judgeService(who, text, report);
  else if (kind === "Federated" && !FEDERATED.test(text)) report(`${who.path} ${who} is no identity provider.`, { fix: "Write the ARN of a SAML or OIDC provider, or the name of a provider as accounts.google.com." });
}

function judgeAws(who: Value, text: string, report: Report): void {
  if (text === "*" || /^\d{12}$/.test(text) || PRINCIPAL_ARN.test(text) && !/[*?]/.test(text)) return;
  if (UNIQUE_ID.test(text)) report(`${who.path} ${who} is what is left of a user or role that was deleted.`, { level: "advisory", severity: "low", fix: "Name the principal anew, or take it out." });
  else if (/[*?]/.test(text)) report(`${who.path} ${who} has a wildcard: a principal is compared letter by letter.`, { fix: 'Name the principals, or write "*" with a Condition on aws:PrincipalArn.' });
  else report(`${who.path} ${who} is no principal of AWS.`, { fix: "Write an account number of twelve digits, or the ARN of a user, role or root of an account." });
}

function judgeService(who: Value, text: string, report: Report): void {
  if (text === "*" || /[*?]/.test(text)) report(`${who.path} ${who} has a wildcard: services are named one by one.`, { fix: "Name the services." });
  else if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text)) report(`${who.path} ${who} is no name of a service.`, { fix: "Write it as lambda.amazonaws.com." });
}
