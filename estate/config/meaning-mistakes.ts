import { closestWord } from "../../model/closest-word.ts";
import { isJsonObject } from "../../model/json.ts";
import { formatPath, type PropertyPath } from "../../model/property-path.ts";
import { globMistake } from "../stack-globs.ts";
import { exemptionMistakes } from "./exemption-mistakes.ts";
import { listOf, type Mistake } from "./mistake.ts";
import type { YamlText } from "./read-yaml.ts";
import { scheduleMistakes } from "./schedule-mistakes.ts";
import { childOf } from "./schema-walk.ts";

/** What no schema sees: names that lead nowhere, globs that can match nothing, settings that contradict. Reads the value as it is, so that it works beside mistakes of shape. */
export function meaningMistakes(yaml: YamlText): Mistake[] {
  const rules = listAt(yaml.value, "stacks");
  return [
    ...passwordsInUrls(yaml),
    ...repeatedBackends(yaml),
    ...rules.flatMap((rule, i) => [
      ...["include", "exclude"].flatMap(key => globMistakes(listAt(rule, key), ["stacks", i, key], yaml)),
      ...listAt(rule, "identities").flatMap((name, j) => danglingName(name, "identities", ["stacks", i, "identities", j], yaml)),
      ...danglingName(childOf(childOf(rule, "source"), "forge"), "forges", ["stacks", i, "source", "forge"], yaml),
      ...unknownPlaceholders(childOf(childOf(rule, "source"), "path"), ["stacks", i, "source", "path"], yaml),
      ...directionWithoutSource(rule, i, yaml),
      ...scheduleMistakes(rule, ["stacks", i], yaml),
    ]),
    ...exemptionMistakes(yaml),
  ];
}

function passwordsInUrls(yaml: YamlText): Mistake[] {
  const paths = Object.keys(mapAt(yaml.value, "backends")).map(name => ["backends", name, "url"]);
  const isOff = (path: PropertyPath) => /^\w+:\/\/[^/]*:[^/]*@/.test(String(path.reduce<unknown>(childOf, yaml.value)));
  const next = "Leave it out of the address and give it in the environment: PGPASSWORD for postgres://.";
  return paths.filter(isOff).map(path => ({ ...yaml.valueAt(path), problem: `${formatPath(path)} holds a password, and a secret never stands in this file`, next }));
}

function repeatedBackends(yaml: YamlText): Mistake[] {
  const urls = Object.entries(mapAt(yaml.value, "backends")).map(([name, backend]) => ({ name, url: childOf(backend, "url") }));
  return urls.flatMap(({ name, url }, i) => {
    const first = urls.findIndex(other => typeof url === "string" && other.url === url);
    if (first === -1 || first === i) return [];
    const path = ["backends", name, "url"];
    return [{ ...yaml.valueAt(path), problem: `${formatPath(path)} is the address of backends.${urls[first]!.name} again`, next: "Keep one of the two, or each of its stacks counts twice." }];
  });
}

function globMistakes(globs: unknown[], path: PropertyPath, yaml: YamlText): Mistake[] {
  return globs.flatMap((glob, i) => {
    const mistake = typeof glob === "string" ? globMistake(glob) : undefined;
    if (!mistake) return [];
    const at = [...path, i];
    return [{ ...yaml.valueAt(at), problem: `${formatPath(at)} is ${JSON.stringify(glob)}, ${mistake.problem}`, next: mistake.next }];
  });
}

function danglingName(name: unknown, section: "identities" | "forges", path: PropertyPath, yaml: YamlText): Mistake[] {
  const known = Object.keys(mapAt(yaml.value, section));
  if (typeof name !== "string" || known.includes(name)) return [];
  const meant = closestWord(name, known);
  const next = known.length === 0 ? `There are no \`${section}\` yet: define ${name} there.` : `${section} has ${listOf(known)}.`;
  return [{ ...yaml.valueAt(path), problem: `${formatPath(path)} is "${name}", which is not in \`${section}\``, next: `${meant ? `Did you mean \`${meant}\`? ` : ""}${next}` }];
}

function unknownPlaceholders(template: unknown, path: PropertyPath, yaml: YamlText): Mistake[] {
  const names = typeof template === "string" ? [...template.matchAll(/\{([^}]*)\}/g)].map(match => match[1]!) : [];
  return names
    .filter(name => name !== "project" && name !== "stack")
    .map(name => ({ ...yaml.valueAt(path), problem: `${formatPath(path)} holds {${name}}, which stands for nothing`, next: "Write {project} or {stack}." }));
}

function directionWithoutSource(rule: unknown, i: number, yaml: YamlText): Mistake[] {
  if (childOf(rule, "source") !== undefined) return [];
  const places: PropertyPath[] = [["stacks", i, "onDrift"], ...listAt(rule, "directions").map((_, j) => ["stacks", i, "directions", j, "onDrift"])];
  return places.flatMap(path => {
    const chosen = path.slice(2).reduce<unknown>((at, part) => (typeof part === "number" ? (at as unknown[])[part] : childOf(at, part)), rule);
    if (typeof chosen !== "string" || !["ask", "adopt", "restore", "accept"].includes(chosen)) return [];
    return [{ ...yaml.valueAt(path), problem: `${formatPath(path)} is ${chosen}, but the rule does not say where its code is`, next: "Add `source: { forge, repository }` to the rule, or write `onDrift: report`." }];
  });
}

function listAt(value: unknown, key: string): unknown[] {
  const list = childOf(value, key);
  return Array.isArray(list) ? list : [];
}

function mapAt(value: unknown, key: string): Record<string, unknown> {
  const map = childOf(value, key);
  return isJsonObject(map) ? map : {};
}
