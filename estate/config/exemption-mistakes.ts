import { formatPath, parsePath, type PropertyPath } from "../../model/property-path.ts";
import { globMistake } from "../stack-globs.ts";
import type { Mistake } from "./mistake.ts";
import type { YamlText } from "./read-yaml.ts";
import { childOf } from "./schema-walk.ts";

/** Exemptions that can never set anything aside, or not what their author thinks. */
export function exemptionMistakes(yaml: YamlText): Mistake[] {
  return listAt(yaml.value, "exemptions").flatMap((exemption, i) => [
    ...listAt(exemption, "stacks").flatMap((glob, j) => stackGlobMistakes(glob, ["exemptions", i, "stacks", j], yaml)),
    ...listAt(exemption, "types").flatMap((glob, j) => typeMistakes(glob, ["exemptions", i, "types", j], yaml)),
    ...listAt(exemption, "paths").flatMap((path, j) => pathMistakes(path, ["exemptions", i, "paths", j], yaml)),
    ...unusedPaths(exemption, i, yaml),
  ]);
}

function stackGlobMistakes(glob: unknown, path: PropertyPath, yaml: YamlText): Mistake[] {
  const mistake = typeof glob === "string" ? globMistake(glob) : undefined;
  return mistake ? [{ ...yaml.valueAt(path), problem: `${formatPath(path)} is ${JSON.stringify(glob)}, ${mistake.problem}`, next: mistake.next }] : [];
}

function typeMistakes(glob: unknown, path: PropertyPath, yaml: YamlText): Mistake[] {
  if (typeof glob !== "string" || glob.includes(":") || glob.includes("*")) return [];
  return [{ ...yaml.valueAt(path), problem: `${formatPath(path)} is "${glob}", which is no type token`, next: "Write one as the state has it, as `aws:s3/bucket:Bucket`, or a glob, as `aws:s3/*`." }];
}

function pathMistakes(text: unknown, path: PropertyPath, yaml: YamlText): Mistake[] {
  if (typeof text !== "string" || isPropertyPath(text)) return [];
  return [{ ...yaml.valueAt(path), problem: `${formatPath(path)} is ${JSON.stringify(text)}, which is no property path`, next: "Write it as Pulumi does: `tags.Owner`, `ingress[*].cidrBlocks`, `metadata.annotations[\"a.b/c\"]`." }];
}

function isPropertyPath(text: string): boolean {
  try {
    return parsePath(text).length > 0;
  } catch {
    return false;
  }
}

/** Paths are of changes; one that is only about deletions cannot use them. */
function unusedPaths(exemption: unknown, i: number, yaml: YamlText): Mistake[] {
  const kinds = listAt(exemption, "kinds");
  if (childOf(exemption, "paths") === undefined || kinds.length === 0 || kinds.includes("changed")) return [];
  const path = ["exemptions", i, "paths"];
  return [{ ...yaml.valueAt(path), problem: `${formatPath(path)} names properties, but the exemption is about deletions alone`, next: "Leave `paths` out, or add `changed` to `kinds`." }];
}

function listAt(value: unknown, key: string): unknown[] {
  const list = childOf(value, key);
  return Array.isArray(list) ? list : [];
}
