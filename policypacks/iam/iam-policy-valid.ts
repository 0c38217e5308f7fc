import * as z from "zod/mini";
import { definePolicy } from "../_kit/policy";
import { judgeDocuments } from "./_shared/aws/judge-documents";
import { judgeArns } from "./_shared/aws/validity/judge-arns";
import { judgeConditions } from "./_shared/aws/validity/judge-conditions";
import { judgeNames } from "./_shared/aws/validity/judge-names";
import { judgePrincipals } from "./_shared/aws/validity/judge-principals";
import { judgeShape } from "./_shared/aws/validity/judge-shape";
import { judgeVariables } from "./_shared/aws/validity/judge-variables";
import { DOCUMENTS } from "./_shared/documents";
import { examples } from "./_shared/examples/policy-valid";

const options = z.strictObject({
  knownActions: z.prefault(z.array(z.string()), []).register(z.globalRegistry, { description: "globs of actions that AWS has and Trueup does not know yet, as `newservice:*`" }),
});

export const policy = definePolicy({
  id: "iam-policy-valid",
  title: "A policy is one that AWS takes, and everything in it means something",
  severity: "medium",
  enforcement: "mandatory",
  why: "AWS refuses a malformed policy in the middle of an update. A mistyped action, key or partition it takes, and the statement never matches: a right is missing, or a Deny that everybody relies on does nothing.",
  fix: "Write it as the grammar of the policy language says.",
  framework: { name: "IAM Access Analyzer", reference: "policy checks, https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html" },
  types: Object.keys(DOCUMENTS),
  options,
  check(subject, report, { options: { knownActions } }) {
    judgeDocuments(subject, report, (document, kind) => {
      judgeShape(document, kind, report);
      report.each(document.statements, statement => judgePrincipals(statement, report));
      report.each(document.statements, statement => judgeConditions(statement, report));
      judgeVariables(document, report);
      judgeArns(document, subject, report);
      judgeNames(document, knownActions, report);
    }, broken => report(`${broken.path} is not JSON.`, { fix: "Make the document with JSON.stringify, or with pulumi.jsonStringify where it holds outputs." }));
  },
  examples,
});
