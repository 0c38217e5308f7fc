import type { core } from "zod/mini";

/** What is wrong, in words that follow the name of the key: `must be one of advisory, mandatory; is "manditory"`. */
export function describeIssue(issue: core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return value === undefined ? `is missing; it is ${kindOf(issue.expected)}` : `must be ${kindOf(issue.expected)}; is ${shown(value)}`;
    case "invalid_value":
      return `must be one of ${issue.values.map(String).join(", ")}; is ${shown(value)}`;
    case "too_small":
      return typeof value === "number" ? `must not be less than ${String(issue.minimum)}; is ${value}` : "must not be empty";
    case "too_big":
      return `must not be more than ${String(issue.maximum)}; is ${shown(value)}`;
    case "invalid_format":
      return issue.format === "date" ? `must be a date as YYYY-MM-DD; is ${shown(value)}` : `is not a ${issue.format}: ${shown(value)}`;
    case "invalid_union":
      return describeUnion(issue, value);
    case "unrecognized_keys":
      return `knows no ${issue.keys.map(key => `"${key}"`).join(", ")}`;
    default:
      return `${issue.message ?? "is not valid"}; is ${shown(value)}`;
  }
}

function kindOf(type: string): string {
  return { array: "a list", object: "an object", record: "an object", string: "a text", number: "a number", int: "a whole number", boolean: "true or false" }[type] ?? type;
}

/** The branch that fits the value's own kind says most: of "a text or an object", an object is judged as one. */
function describeUnion(issue: core.$ZodIssueInvalidUnion, value: unknown): string {
  const branch = issue.errors.find(errors => errors.every(error => error.code !== "invalid_type" || error.path.length > 0)) ?? issue.errors.at(0);
  const first = branch?.[0];
  if (!first) return `is not valid: ${shown(value)}`;
  const inner = first.path.reduce<unknown>((at, key) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined), value);
  return `${first.path.length > 0 ? `${first.path.join(".")} ` : ""}${describeIssue(first, inner)}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "missing";
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
