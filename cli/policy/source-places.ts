import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { FindingSource } from "../../model/policy-report.ts";
import { parseUrn } from "../../model/urn.ts";

/** Finds where in the repository a resource is made. */
export type SourceOf = (resource: { urn: string; sourcePosition?: string }) => FindingSource | undefined;

/**
 * Places relative to the repository: the engine notes `project:///index.ts#4,37`, relative to the folder of the project's Pulumi.yaml.
 * @param sourceRoot that folder, relative to `cwd`; `{project}` and `{stack}` in it are filled in
 */
export function sourcePlaces(cwd: string, sourceRoot = "."): SourceOf {
  const repository = repositoryAbove(resolve(cwd, sourceRoot.split("{")[0]!)) ?? cwd;
  return ({ urn, sourcePosition }) => {
    const position = readPosition(sourcePosition ?? "");
    if (!position) return undefined;
    const { project, stack } = parseUrn(urn);
    const folder = sourceRoot.replaceAll("{project}", project).replaceAll("{stack}", stack);
    const file = relative(repository, join(resolve(cwd, folder), position.path));
    // What lies outside of the repository is no line that a reader could be led to.
    if (file.startsWith("..") || isAbsolute(file)) return undefined;
    return { file: file.split(sep).join("/"), line: position.line, ...(position.column === undefined ? {} : { column: position.column }) };
  };
}

/** https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/source_eval.go: `project:///` and the path, then line and column, from 1. */
const POSITION = /^project:\/\/\/([^#]+)#(\d+)(?:,(\d+))?$/;

function readPosition(text: string): { path: string; line: number; column?: number } | undefined {
  const [, path, line, column] = POSITION.exec(text) ?? [];
  if (!path || Number(line) < 1) return undefined;
  return { path: decoded(path), line: Number(line), ...(Number(column) >= 1 ? { column: Number(column) } : {}) };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function repositoryAbove(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : repositoryAbove(parent);
}
