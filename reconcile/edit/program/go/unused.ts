import { Refused } from "../../../refusal.ts";
import type { Source } from "../source.ts";
import { importedPackages } from "./packages.ts";
import { localVariables } from "./scope.ts";

/** Refuses an edit that took away the last use of a variable or a package: Go compiles neither. */
export function refuseUnused(before: Source, after: Source): void {
  const known = new Set(unusedNames(before));
  const name = unusedNames(after).find(unused => !known.has(unused));
  if (name === undefined) return;
  throw new Refused("shared", `The edit would take away the last use of ${name}, and Go does not compile what is not used.`, `Edit the program by hand, and remove ${name} with it.`, before.file);
}

function unusedNames(source: Source): string[] {
  const variables = localVariables(source).filter(({ declaration, mentions }) => declaration.text !== "_" && mentions.every(({ does }) => does === "write" || does === "declare"));
  const used = new Set(source.root.descendantsOfType(["identifier", "package_identifier"]).filter(node => node.parent?.type !== "import_spec" && node.parent?.type !== "package_clause").map(node => node.text));
  return [...variables.map(({ declaration }) => declaration.text), ...importedPackages(source).flatMap(({ name }) => (used.has(name) ? [] : [name]))];
}
