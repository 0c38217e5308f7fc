import type { Report } from "../../../../_kit/policy";
import type { Value } from "../../../../_kit/value";
import { type Comparison, OPERATORS, type Operator, readOperator } from "../condition-operators";
import { hint, shownKey } from "../hint";
import type { PolicyStatement } from "../policy-document";

const DATE = /^\d{4}(-\d\d(-\d\d(T\d\d(:?\d\d(:?\d\d([.,]\d+)?)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$|^-?\d+$/;
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]*)(\/\d{1,3})?$/i;
const FORMS: Partial<Record<Comparison, { pattern: RegExp; what: string }>> = {
  Numeric: { pattern: /^-?\d+(\.\d+)?$/, what: "a number" },
  Date: { pattern: DATE, what: "a date, as 2026-01-31T00:00:00Z" },
  Bool: { pattern: /^(true|false)$/i, what: "true or false" },
  Null: { pattern: /^(true|false)$/i, what: "true or false" },
  IpAddress: { pattern: ADDRESS, what: "an address or a block of addresses" },
  Arn: { pattern: /^(arn:|[*?])/, what: "an ARN" },
};

/** Reports conditions that are none: operators that do not exist, and values that they cannot compare. */
export function judgeConditions({ condition, conditions }: PolicyStatement, report: Report): void {
  if (condition.isUnknown || condition.isMissing) return;
  if (!condition.isObject) {
    report(`${condition.path} is no condition: it is not a JSON object.`, { fix: 'Write { "StringEquals": { "aws:PrincipalOrgID": "o-…" } }.' });
    return;
  }
  report.each(condition.entries(), ([name, tests]) => judgeOperator(condition, name, tests, report));
  report.each(conditions, ({ operator, at }) => {
    const known = readOperator(operator);
    if (known) judgeValues(known, at, report);
  });
}

function judgeOperator(condition: Value, name: string, tests: Value, report: Report): void {
  const operator = readOperator(name);
  if (!operator) report(`${condition.path} has the operator ${shownKey(condition, name)}, which does not exist${hint(condition, name.replace(/^For\w+:/i, "").replace(/IfExists$/i, ""), OPERATORS)}.`);
  else if (operator.name === "Null" && operator.ifExists) report(`${condition.path} has NullIfExists: Null asks already whether the key is there.`, { fix: "Write Null." });
  if (!tests.isUnknown && !tests.isObject) report(`${tests.path} is not an object of keys and values.`);
}

function judgeValues({ name, comparison }: Operator, at: Value, report: Report): void {
  if (at.isUnknown) return;
  const values = at.items();
  if (values.length === 0 || at.isMissing) report(`${at.path} names no value: nothing is compared.`, { level: "advisory", fix: "Name values, or take the test out." });
  const form = FORMS[comparison];
  report.each(values.filter(value => !value.isUnknown), value => {
    const text = value.text();
    if (text === undefined) report(`${value.path} is not a text.`);
    else if (form && !text.includes("${") && !form.pattern.test(text)) report(`${value.path} ${value} is not ${form.what}, which is what ${name} compares.`);
  });
}
