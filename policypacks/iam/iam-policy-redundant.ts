import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import { ifKnown } from "../_kit/undecided";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { coversGlob } from "./_shared/aws/glob-sets";
import { type PolicyStatement, readPolicyDocument } from "./_shared/aws/policy-document";
import { DOCUMENTS, documentsOf } from "./_shared/documents";
import { allow, document } from "./_shared/examples/statements";

export const policy = definePolicy({
  id: "iam-policy-redundant",
  title: "A policy says nothing twice",
  severity: "low",
  enforcement: "advisory",
  why: "Who reads that one bucket is named thinks that it is only that one, and overlooks the star beside it. What is said twice also counts twice against the longest that AWS takes.",
  fix: "Keep the one that is meant.",
  types: Object.keys(DOCUMENTS),
  check(subject, report) {
    for (const { value } of documentsOf(subject)) {
      // Advice about wording can wait until the wording is known.
      const statements = ifKnown(() => readPolicyDocument(value).statements) ?? [];
      report.each(statements.filter(({ at }) => !at.isUnknown), statement => judgeLists(statement, report));
      judgeStatements(statements.filter(isWhole), report);
    }
  },
  examples: {
    good: [
      { title: "actions and resources, each once", resources: [policyOf(allow(["s3:GetObject", "s3:PutObject"], ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]))] },
      { title: "the same with a condition and of somebody else", resources: [policyOf(allow("s3:Get*", "*", { Condition: { Bool: { "aws:SecureTransport": "true" } } }), allow("s3:GetObject", "arn:aws:s3:::a/*"))] },
    ],
    bad: [
      { title: "an action beside its wildcard", resources: [policyOf(allow(["s3:Get*", "s3:GetObject"], "arn:aws:s3:::a/*"))], says: ["policy.Statement[0].Action[1] s3:GetObject is in s3:Get* (policy.Statement[0].Action[0])"] },
      { title: "a resource beside everything", resources: [policyOf(allow("s3:GetObject", ["arn:aws:s3:::a/*", "*"]))], says: ["arn:aws:s3:::a/* is in *"] },
      { title: "a statement inside of another", resources: [policyOf(allow("s3:Get*"), allow("s3:GetObject", "arn:aws:s3:::a/*"))], says: ["policy.Statement[1] says nothing that policy.Statement[0] does not say"] },
    ],
  },
});

function judgeLists({ actions, notActions, resources, notResources }: PolicyStatement, report: Report): void {
  for (const list of [actions, notActions]) judgeList(list ?? [], text => text.toLowerCase(), report);
  for (const list of [resources, notResources]) judgeList(list ?? [], text => text, report);
}

function judgeList(list: readonly Value[], normalise: (text: string) => string, report: Report): void {
  const items = list.filter(value => !value.isUnknown).map(value => ({ value, text: normalise(value.text() ?? "") }));
  items.forEach(({ value, text }, at) => {
    // Of two that are the same, the second is too much.
    const wider = items.find((other, otherAt) => otherAt !== at && coversGlob(other.text, text) && (otherAt < at || !coversGlob(text, other.text)));
    if (wider) report(`${value.path} ${value} is in ${wider.value} (${wider.value.path}).`, { fix: "Take it out, or take the wider one out where it is not meant." });
  });
}

function judgeStatements(statements: readonly PolicyStatement[], report: Report): void {
  statements.forEach((statement, at) => {
    const wider = statements.find((other, otherAt) => otherAt !== at && saysAll(other, statement) && (otherAt < at || !saysAll(statement, other)));
    if (wider) report(`${statement.at.path} says nothing that ${wider.at.path} does not say.`, { fix: "Take it out, or take the wider one out where it is not meant." });
  });
}

/** Known as a whole, and without exceptions. */
function isWhole({ at, effect, actions, resources, notPrincipals, principals, condition }: PolicyStatement): boolean {
  if (at.isUnknown || !actions || notPrincipals) return false;
  return [effect, condition, ...actions, ...(resources ?? []), ...(principals ?? []).map(({ who }) => who)].every(value => !value.isUnknown);
}

function saysAll(wide: PolicyStatement, narrow: PolicyStatement): boolean {
  if (wide.effect.text() !== narrow.effect.text() || !wide.condition.isMissing) return false;
  const who = new Set((wide.principals ?? []).map(nameOf));
  if (!(narrow.principals ?? []).every(principal => who.has(nameOf(principal)))) return false;
  return coversList(wide.actions, narrow.actions, text => text.toLowerCase()) && !wide.notResources && !narrow.notResources && coversList(wide.resources, narrow.resources, text => text);
}

function coversList(wide: readonly Value[] = [], narrow: readonly Value[] = [], normalise: (text: string) => string): boolean {
  return narrow.every(one => wide.some(other => coversGlob(normalise(other.text() ?? ""), normalise(one.text() ?? ""))));
}

function nameOf({ kind, who }: { kind: string; who: Value }): string {
  return `${kind} ${who.text() ?? ""}`;
}

function policyOf(...statements: WireObject[]): ExampleResource {
  return { type: "aws:iam/policy:Policy", inputs: { policy: document(...statements) } };
}
