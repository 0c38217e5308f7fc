import { relative } from "node:path/posix";
import type { SourcePosition } from "./edit/edit-request.ts";

/**
 * Reads `project:///index.ts#4,37`; the file becomes relative to the project folder `dir`.
 * ES modules are told as `project:///file:/abs/path/index.js#6,25`. `undefined` for what is neither.
 */
export function parseSourcePosition(text: string | undefined, dir: string): SourcePosition | undefined {
  const told = /^project:\/\/\/(.+)#(\d+)(?:,(\d+))?$/.exec(text ?? "");
  const file = told && decodePath(told[1]!);
  if (!file || Number(told[2]) < 1) return undefined;
  const absolute = /^file:\/*(\/.*)$/.exec(file)?.[1];
  const position = { file: absolute ? relative(dir, absolute) : file, line: Number(told[2]) };
  return told[3] && Number(told[3]) > 0 ? { ...position, column: Number(told[3]) } : position;
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURI(path);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
