import type { Report } from "../../../_kit/policy";
import type { Value } from "../../../_kit/value";
import { type PolicyStatement, readPolicyDocument } from "../aws/policy-document";
import { EKS, type OidcProvider, OWN_ISSUERS, SHARED_PROVIDERS } from "./oidc-providers";

/** Reports statements of a trust policy that take tokens of a provider without asking whose they are. @throws {Undecided} */
export function judgeOidcTrust(trust: Value, report: Report): void {
  report.each(readPolicyDocument(trust).statements, statement => {
    if (statement.effect.text() !== "Allow") return;
    report.each((statement.principals ?? []).filter(({ kind }) => kind === "Federated"), ({ who }) => {
      const issuer = issuerOf(who.text() ?? "");
      if (issuer !== undefined) judgeIssuer({ issuer, shown: who.isSecret ? "[secret]" : issuer }, statement, report);
    });
  });
}

/** `gitlab.com` of `arn:aws:iam::123456789012:oidc-provider/gitlab.com`; the built-in ones have no ARN. `undefined` for SAML. */
function issuerOf(federated: string): string | undefined {
  if (!federated.startsWith("arn:")) return federated;
  return /:oidc-provider\/(.+)$/.exec(federated)?.[1];
}

function judgeIssuer({ issuer, shown }: { issuer: string; shown: string }, statement: PolicyStatement, report: Report): void {
  const known = [...SHARED_PROVIDERS, EKS, ...OWN_ISSUERS].find(provider => provider.issuer.test(issuer));
  const claims = known?.claims ?? ["sub", "aud"];
  const asked = claims.flatMap(claim => answersTo(`${issuer}:${claim}`, statement).map(answers => ({ claim, answers })));
  const fix = { fix: `Ask for ${shown}:${claims[0]} in a condition with StringEquals or StringLike, as ${known?.example ?? "the subject that your provider gives"}.` };
  if (asked.length === 0) report(`${statement.at.path} takes any token of ${known?.name ?? shown}: no condition asks for ${claims.map(claim => `${shown}:${claim}`).join(" or ")}.`, { ...fix, ...severityOf(known) });
  else if (!asked.some(({ claim, answers }) => answers.items().every(answer => isParticular(claim, answer.text() ?? "", known)))) {
    report(`${statement.at.path} takes tokens of ${known?.name ?? shown} from others too: ${asked.map(({ answers }) => `${answers.path} is ${answers}`).join(", ")}.`, { ...fix, ...severityOf(known) });
  }
}

/** What positive tests ask of a claim. `…IfExists` and `ForAllValues` let through who does not have it, `Not` lets through all others. */
function answersTo(key: string, { conditions }: PolicyStatement): Value[] {
  return conditions.filter(test => test.key.toLowerCase() === key.toLowerCase() && !/not|ifexists|^null$|^forallvalues:/i.test(test.operator)).map(({ at }) => at);
}

function isParticular(claim: string, answer: string, provider: OidcProvider | undefined): boolean {
  if (/^[*?:/]*$/.test(answer)) return false;
  if (claim !== "sub" || !provider?.tenant) return !/^[*?]/.test(answer);
  const tenant = provider.tenant.exec(answer)?.[1];
  // An organisation may have its subjects begin otherwise: then what comes before the first wildcard must say something.
  return tenant === undefined ? !/^\w*:?[*?]/.test(answer) : tenant !== "" && !/[*?]/.test(tenant);
}

/** Whoever is in one's own cluster or workspace is not a stranger. */
function severityOf(provider: OidcProvider | undefined): { severity?: "high" } {
  return provider && SHARED_PROVIDERS.includes(provider) ? {} : { severity: "high" };
}
