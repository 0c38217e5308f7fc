import { z } from "zod";
import { closestWord } from "../../model/closest-word.ts";
import { SECRET_REFERENCE } from "../../model/config.ts";
import type { JsonObject } from "../../model/json.ts";
import { formatPath, type PropertyPath } from "../../model/property-path.ts";
import { describeFound, listKinds } from "./describe-found.ts";
import { listOf, type Mistake } from "./mistake.ts";
import type { YamlText } from "./read-yaml.ts";
import { childOf, keysOf, keyThatTakes, schemaAt } from "./schema-walk.ts";

type Issue = z.core.$ZodIssue;

/** The schema's issues in words a person can act on, with their lines. */
export function shapeMistakes(issues: readonly Issue[], schema: z.ZodType, yaml: YamlText): Mistake[] {
  const shape = z.toJSONSchema(schema, { io: "input" }) as JsonObject;
  const mistakes = issues.flatMap(issue => {
    const path = issue.path as PropertyPath;
    const reference = secretReferenceAround(shape, yaml.value, path);
    if (reference) return [secretMistake(reference, yaml)];
    if (issue.code === "unrecognized_keys") return issue.keys.map(key => unknownKey(key, path, schemaAt(shape, yaml.value, path), yaml));
    return [valueMistake(issue, path, schemaAt(shape, yaml.value, path), yaml)];
  });
  // A secret reference can be wrong in several ways at once, and is told once.
  return mistakes.filter((mistake, i) => mistakes.findIndex(other => other.problem === mistake.problem && other.line === mistake.line) === i);
}

function secretReferenceAround(shape: JsonObject, value: unknown, path: PropertyPath): PropertyPath | undefined {
  for (let length = 1; length <= path.length; length++) {
    const around = path.slice(0, length);
    if (schemaAt(shape, value, around)?.["title"] === SECRET_REFERENCE) return around;
  }
  return undefined;
}

/** Says nothing of what was found: it may be the secret itself. */
function secretMistake(path: PropertyPath, yaml: YamlText): Mistake {
  return {
    ...yaml.valueAt(path),
    problem: `${formatPath(path)} must name where the secret is, never the secret itself`,
    next: "Write `{ env: NAME }` for an environment variable or `{ file: PATH }` for a file; if a real secret stood here, change it.",
  };
}

function unknownKey(key: string, path: PropertyPath, schema: JsonObject | undefined, yaml: YamlText): Mistake {
  const known = keysOf(schema);
  const meant = closestWord(key, known);
  const holder = keyThatTakes(schema, key);
  const guess = holder ? `It belongs into \`${holder}\`. ` : meant ? `Did you mean \`${meant}\`? ` : "";
  return {
    ...yaml.keyAt([...path, key]),
    problem: `${formatPath([...path, key])} is not a key that Trueup knows`,
    next: `${guess}${path.length === 0 ? "The file" : formatPath(path)} takes ${listOf(known)}.`,
  };
}

function valueMistake(issue: Issue, path: PropertyPath, schema: JsonObject | undefined, yaml: YamlText): Mistake {
  if (path.length === 0) return noMapMistake(yaml.value);
  const value = path.reduce<unknown>(childOf, yaml.value);
  const name = formatPath(path);
  const wanted = wantedBy(issue);
  const about = typeof schema?.["description"] === "string" && !wanted.words ? `: ${schema["description"]}` : "";
  const write = wanted.sentence ?? `Write ${wanted.what}${about}.`;
  if (value === undefined || value === null) {
    return { ...yaml.keyAt(path), problem: value === null ? `${name} has no value` : `${name} is missing`, next: write };
  }
  if (issue.code === "invalid_type" && issue.expected === "string" && typeof value !== "object") {
    return { ...yaml.valueAt(path), problem: `${name} is ${describeFound(value, path, issue)}, which YAML takes for a ${typeof value}`, next: `Put it in quotes${about}.` };
  }
  const meant = wanted.words && typeof value === "string" ? closestWord(value, wanted.words) : undefined;
  return { ...yaml.valueAt(path), problem: `${name} is ${describeFound(value, path, issue)}`, next: `${meant ? `Did you mean \`${meant}\`? ` : ""}${write}` };
}

function noMapMistake(value: unknown): Mistake {
  const problem = value === undefined || value === null ? "the file is empty" : "the file must be a map of keys";
  return { line: 1, column: 1, problem, next: "Begin with `backends:` and `stacks:`, or let `trueup init --force` write a first one." };
}

/** What the schema wants instead: `what` to write, the `words` it takes where those can be counted, or a `sentence` of the schema's own. */
function wantedBy(issue: Issue): { what: string; words?: string[]; sentence?: string } {
  switch (issue.code) {
    case "invalid_type":
      return { what: listKinds(issue.expected) };
    case "invalid_value":
      return oneOf(issue.values.map(String));
    case "invalid_union":
      return oneOf("options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : []);
    case "too_small":
      if (issue.origin === "string") return { what: "a text that is not empty" };
      if (issue.origin === "array" || issue.origin === "map") return { what: `at least ${issue.minimum === 1 ? "one entry" : `${issue.minimum} entries`}` };
      return { what: issue.inclusive ? `a number from ${issue.minimum} up` : `a number above ${issue.minimum}` };
    case "too_big":
      return { what: issue.origin === "number" || issue.origin === "int" ? `a number up to ${issue.maximum}` : `at most ${issue.maximum} entries` };
    default:
      // Our own schemas say "must be …" or "needs …"; a plug-in may say only what it wants.
      return { what: "", sentence: `It ${/^(must|needs)\b/.test(issue.message) ? "" : "must be "}${issue.message}.` };
  }
}

function oneOf(words: string[]): { what: string; words: string[] } {
  return { what: listOf(words), words };
}
