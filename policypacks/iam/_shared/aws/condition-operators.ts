/** What an operator compares: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export type Comparison = "String" | "Numeric" | "Date" | "Bool" | "Binary" | "IpAddress" | "Arn" | "Null";

export interface Operator {
  /** As AWS writes it, without what stands before and after. */
  name: string;
  comparison: Comparison;
  /** Whether it is true of values that are not, or not like, the ones that are named. */
  isNegative: boolean;
  /** Whether wildcards in its values are wildcards. */
  isLike: boolean;
  ifExists: boolean;
  /** Over the values of a key that has several. */
  over: "ForAllValues" | "ForAnyValue" | undefined;
}

const ORDERS = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
export const OPERATORS: readonly string[] = [
  ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike", "Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Null"],
  ...ORDERS.flatMap(order => [`Numeric${order}`, `Date${order}`]),
];
const COMPARISONS: readonly Comparison[] = ["String", "Numeric", "Date", "Bool", "Binary", "Arn", "Null"];

/** The operator of a condition, in any case; `undefined` where there is none such. */
export function readOperator(text: string): Operator | undefined {
  const [, over, bare = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(text) ?? [];
  const name = OPERATORS.find(operator => operator.toLowerCase() === bare.toLowerCase());
  if (!name) return undefined;
  return {
    name,
    comparison: name.endsWith("IpAddress") ? "IpAddress" : COMPARISONS.find(comparison => name.startsWith(comparison))!,
    isNegative: name.includes("Not"),
    isLike: name.includes("Like") || name.startsWith("Arn"),
    ifExists: ifExists !== undefined,
    over: over === undefined ? undefined : over.toLowerCase() === "forallvalues" ? "ForAllValues" : "ForAnyValue",
  };
}
