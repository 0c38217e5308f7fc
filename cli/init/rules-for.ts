import { posix } from "node:path";
import type { FoundProject } from "./find-projects.ts";

export interface DraftRule {
  include: string[];
  /** Projects found that it takes. */
  names: string[];
  /** For `source.path`; absent where the code was not found. */
  path?: string;
}

/** One rule for all projects whose folders follow one pattern, as `stacks/{project}`; with several patterns, one each and a last one for the rest. */
export function rulesFor(projects: readonly FoundProject[], prefix: string): DraftRule[] {
  const byPath = Map.groupBy(projects, project => pathPattern(project, prefix));
  const rules = [...byPath].map(([path, group]) => ({ include: group.map(({ name }) => `${name}/*`), names: group.map(({ name }) => name), path }));
  const [only] = rules;
  if (only && rules.length === 1) return [{ ...only, include: ["*/*"] }];
  return [...rules, { include: ["*/*"], names: [] }];
}

function pathPattern({ name, dir }: FoundProject, prefix: string): string {
  const path = posix.join(prefix, dir);
  return posix.basename(path) === name ? posix.join(posix.dirname(path), "{project}") : path;
}
