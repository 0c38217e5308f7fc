import { Refused } from "../../../refusal.ts";
import type { Source } from "../source.ts";
import { importedPackages } from "./packages.ts";
import { localVariables, rarerNames } from "./scope.ts";

/** Refuses an edit that took away the last use of a variable or a package: Go compiles neither. */
export function refuseUnused(before: Source, after: Source): void {
  const name = rarerNames(before, after).find(rarer => unusedCount(after, rarer) > unusedCount(before, rarer));
  if (name === undefined) return;
  throw new Refused("shared", `The edit would take away the last use of ${name}, and Go does not compile what is not used.`, `Edit the program by hand, and remove ${name} with it.`, before.file);
}

function unusedCount(source: Source, name: string): number {
  const variables = localVariables(source, name).filter(({ mentions }) => !mentions.some(({ does }) => does === "read"));
  const isImported = importedPackages(source).some(each => each.name === name);
  return variables.length + (isImported && !isPackageUsed(source, name) ? 1 : 0);
}

function isPackageUsed(source: Source, name: string): boolean {
  return source.root.descendantsOfType(["identifier", "package_identifier"]).some(node => node.text === name && node.parent?.type !== "import_spec");
}
