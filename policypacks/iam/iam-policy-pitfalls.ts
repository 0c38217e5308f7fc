import { definePolicy, type Report } from "../_kit/policy";
import { givesNothing } from "./_shared/aws-risk/principals";
import { judgeDocuments } from "./_shared/aws/judge-documents";
import { judgeHandingOut } from "./_shared/aws/pitfalls/judge-handing-out";
import { judgeTests } from "./_shared/aws/pitfalls/judge-tests";
import { knownTexts, type PolicyDocument, type PolicyStatement } from "./_shared/aws/policy-document";
import { DOCUMENTS, type DocumentKind } from "./_shared/documents";
import { examples } from "./_shared/examples/policy-pitfalls";

export const policy = definePolicy({
  id: "iam-policy-pitfalls",
  title: "Every statement of a policy does what it looks like",
  severity: "high",
  enforcement: "mandatory",
  why: "A condition that is true of requests that it was not written for lets them in, and a Deny that is not true of them lets them pass. Nobody sees it, because the statement reads well.",
  fix: "Write the statement so that it is true of what it is meant for only.",
  framework: { name: "IAM Access Analyzer", reference: "security warnings, https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html" },
  types: Object.keys(DOCUMENTS),
  needs: "stack",
  check(subject, report, { neighbours }) {
    judgeDocuments(subject, report, (document, kind) => {
      report.each(document.statements, statement => judgeExceptions(statement, kind, report));
      report.each(document.statements, statement => judgeTests(statement, report));
      report.each([document], all => judgeVersion(all, report));
      if (kind === "identity" && !givesNothing(subject, neighbours)) judgeHandingOut(document, report);
    });
  },
  examples,
});

/** In a trust policy, iam-no-open-trust says it. */
function judgeExceptions({ at, effect, notPrincipals }: PolicyStatement, kind: DocumentKind, report: Report): void {
  if (kind === "trust" || !notPrincipals || effect.text() !== "Allow") return;
  report(`${at.path} allows everybody but ${at.at("NotPrincipal")}: also people without an account of AWS.`, { fix: "Name in Principal who is allowed." });
}

/** The language of 2008, which is also meant where nothing is said, has no variables. */
function judgeVersion({ at, statements }: PolicyDocument, report: Report): void {
  if (at.at("Version").text() === "2012-10-17") return;
  const places = statements.flatMap(({ resources, notResources, conditions }) => [...(resources ?? []), ...(notResources ?? []), ...conditions.flatMap(test => (test.at.isUnknown ? [] : test.at.items()))]);
  const first = places.find(value => knownTexts([value]).some(text => text.includes("${")));
  if (first) report(`${first.path} ${first} has a policy variable, which is plain text in a policy of this version.`, { fix: 'Write "Version": "2012-10-17".' });
}
