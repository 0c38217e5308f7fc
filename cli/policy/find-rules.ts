import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { GuidedError } from "../../model/guided-error.ts";
import type { PolicyKit } from "../wire.ts";

export type Rule = PolicyKit["policies"][number];

export interface RuleFile {
  /** Its name in the folder. */
  file: string;
  rule: Rule;
}

const HINT = "A rule is a file that exports `policy`, made with `definePolicy` of `trueup/policy`; docs/writing-policies.md shows one.";

/**
 * The rules of a folder: its JavaScript and TypeScript files that export `policy`. Others are not even loaded: the one that serves
 * the pack would begin to.
 * @throws {GuidedError} USAGE where there is no rule, or where a file cannot be loaded or exports something else
 */
export async function findRules(folder: string, cwd: string): Promise<RuleFile[]> {
  const files = namesIn(resolve(cwd, folder), folder).filter(name => exportsPolicy(readFileSync(join(cwd, folder, name), "utf8")));
  if (files.length === 0) throw new GuidedError("USAGE", `There is no rule in ${folder}: no file of it exports \`policy\`.`, HINT);
  const found: RuleFile[] = [];
  for (const file of files) found.push({ file, rule: checked(await load(resolve(cwd, folder, file), file), file) });
  return found;
}

function namesIn(path: string, shown: string): string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries.filter(entry => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name) && !/\.d\.[cm]?ts$|\.test\./.test(entry.name)).map(({ name }) => name).sort();
  } catch (cause) {
    throw new GuidedError("USAGE", `The folder ${shown} cannot be read (${(cause as NodeJS.ErrnoException).code}).`, "Name the folder of your rules.", { cause });
  }
}

/** As it is written by hand, and as compilers write it. */
function exportsPolicy(text: string): boolean {
  return /\bexport\s+(const|let|var)\s+policy\b|\bexport\s*\{[^}]*\bpolicy\b|\bexports\.policy\b|\bmodule\.exports\s*=\s*\{[^}]*\bpolicy\b/.test(text);
}

async function load(path: string, file: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const isUnread = code === "ERR_UNKNOWN_FILE_EXTENSION";
    throw new GuidedError("USAGE", `${file} cannot be loaded: ${isUnread ? `Node ${process.versions.node} does not read TypeScript` : message.split("\n")[0]}.`, isUnread ? "Use Node 22.18 or newer, or compile the rules first." : "Correct the file; TRUEUP_DEBUG=1 shows where it fails.", { cause });
  }
}

function checked(module: Record<string, unknown>, file: string): Rule {
  const given = (module["policy"] ?? (module["default"] as Record<string, unknown> | undefined)?.["policy"]) as Partial<Rule> | undefined;
  const missing = (["id", "title", "severity", "enforcement", "why", "fix", "types", "check", "examples"] as const).filter(field => given?.[field] === undefined);
  if (missing.length > 0) throw new GuidedError("USAGE", `The \`policy\` of ${file} has no ${missing.join(", ")}.`, HINT);
  return given as Rule;
}
