import { relative } from "node:path/posix";
import type { SourcePosition } from "../edit/edit-request.ts";

/** What places of a program are read against. */
export interface ProgramPlace {
  /** Absolute path of the project folder. */
  dir: string;
  /** Of a Go program: the import path of its folder. */
  goModule?: string;
}

/**
 * Reads `project:///index.ts#4,37`; the file becomes relative to the project folder.
 * ES modules are told as `project:///file:/abs/path/index.js#6,25`; Go programs, which the engine builds with `-trimpath`, as `project:///../../shop/main.go#27` of module `shop`.
 * `undefined` for what is neither.
 */
export function parseSourcePosition(text: string | undefined, { dir, goModule }: ProgramPlace): SourcePosition | undefined {
  const told = /^project:\/\/\/(.+)#(\d+)(?:,(\d+))?$/.exec(text ?? "");
  const path = told && decodePath(told[1]!);
  if (!path || Number(told[2]) < 1) return undefined;
  const absolute = /^file:\/*(\/.*)$/.exec(path)?.[1];
  const file = absolute ? relative(dir, absolute) : goModule === undefined ? path : withoutModule(path, goModule);
  const position = { file, line: Number(told[2]) };
  return told[3] && Number(told[3]) > 0 ? { ...position, column: Number(told[3]) } : position;
}

function withoutModule(path: string, goModule: string): string {
  const bare = path.replace(/^(\.\.\/)+/, "");
  return bare.startsWith(`${goModule}/`) ? bare.slice(goModule.length + 1) : path;
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURI(path);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** Whether a place is the project's own code, not a package's. */
export function isOwnCode({ file }: SourcePosition): boolean {
  return !/^(\.\.|\/)|(^|\/)(node_modules|site-packages|venv|\.venv|vendor)\//.test(file);
}
