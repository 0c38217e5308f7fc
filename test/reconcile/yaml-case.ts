import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import type { EditCase } from "./edit-case.ts";

export interface Values {
  from?: EditRequest["oldValue"];
  to?: EditRequest["newValue"];
}

/** Texts that stand once in `Pulumi.yaml` or the file that is told, and what they become; or the code of the refusal. */
export type Changed = [before: string, after: string, file?: string][] | string;

/** A program of one resource, whose properties these lines are. */
export const own = (yaml: string): string => `name: p\nruntime: yaml\nresources:\n  r:\n    type: t:m:R\n    properties:\n${yaml}`;

/** A case of one small program, whose resource is called `r`. */
export function one(id: string, files: string | Record<string, string>, path: EditRequest["path"], ...[values, expect]: [Values, Changed]): EditCase {
  return { id, files: typeof files === "string" ? { "Pulumi.yaml": files } : files, request: yamlRequest("r", "t:m/r:R", path, values), expect: inFile(expect) };
}

export function inFile(expect: Changed): EditCase["expect"] {
  return typeof expect === "string" ? (expect as EditCase["expect"]) : expect.map(([before, after, file = "Pulumi.yaml"]) => [file, before, after]);
}

export function yamlRequest(name: string, type: string, path: EditRequest["path"], { from, to }: Values): EditCase["request"] {
  return { runtime: "yaml", type, name, path, ...(from !== undefined && { oldValue: from }), ...(to !== undefined && { newValue: to }) };
}
