import { isJsonObject, type Json } from "./json.ts";

/** A path into a resource's properties: object keys and list indexes, outermost first. */
export type PropertyPath = (string | number)[];

const PLAIN_KEY = /^[A-Za-z_$][\w$-]*$/;

/**
 * Writes a path the way Pulumi does: `tags.Owner`, `ingress[0].cidrBlocks[1]`, `tags["a.b"]`.
 * Format: https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/#using-property-paths
 */
export function formatPath(path: PropertyPath): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else if (PLAIN_KEY.test(part)) text += text ? `.${part}` : part;
    else text += `[${JSON.stringify(part)}]`;
  }
  return text;
}

/**
 * Reads a Pulumi property path; `[*]` and `.*` become the key `"*"`, which `pathCovers` takes for any key or index.
 * @throws {SyntaxError} naming the path where it is not one
 */
export function parsePath(text: string): PropertyPath {
  const path: PropertyPath = [];
  let rest = text;
  while (rest) {
    const step = /^\.?([^.[\]"]+)/.exec(rest) ?? /^\[(\d+|\*)\]/.exec(rest) ?? /^\["((?:[^"\\]|\\.)*)"\]/.exec(rest);
    if (!step) throw new SyntaxError(`"${text}" is not a property path (at "${rest}")`);
    const isIndex = /^\[\d/.test(rest);
    const isQuoted = rest.startsWith("[\"");
    path.push(isIndex ? Number(step[1]) : isQuoted ? (JSON.parse(`"${step[1]}"`) as string) : step[1]!);
    rest = rest.slice(step[0].length);
  }
  return path;
}

/** Whether `pattern` (which may hold `"*"`) names `path` itself or something around it. */
export function pathCovers(pattern: PropertyPath, path: PropertyPath): boolean {
  if (pattern.length > path.length) return false;
  return pattern.every((part, i) => part === "*" || String(part) === String(path[i]));
}

/** Whether one of them is the other, or around it. */
export function pathsTouch(one: PropertyPath, other: PropertyPath): boolean {
  return pathCovers(one, other) || pathCovers(other, one);
}

/** The value at `path`, or `undefined` where there is none. */
export function valueAt(value: Json | undefined, path: PropertyPath): Json | undefined {
  let at = value;
  for (const part of path) {
    if (Array.isArray(at) && typeof part === "number") at = at[part];
    else if (isJsonObject(at) && Object.hasOwn(at, String(part))) at = at[String(part)];
    else return undefined;
  }
  return at;
}

/** The value with another one at `path`; `undefined` takes it out. Objects on the way are made where there are none; lists only have elements that they have, or one more. */
export function withValueAt(value: Json | undefined, [part, ...rest]: PropertyPath, given: Json | undefined): Json | undefined {
  if (part === undefined) return given;
  if (typeof part === "number") {
    const list = Array.isArray(value) ? [...value] : [];
    const item = withValueAt(list[part], rest, given);
    if (item === undefined) list.splice(part, 1);
    else list[Math.min(part, list.length)] = item;
    return list;
  }
  const { [part]: old, ...others } = isJsonObject(value) ? value : {};
  const item = withValueAt(old, rest, given);
  return item === undefined ? others : { ...others, [part]: item };
}

/** A path as a provider or a program wrote it; a text that is no property path stands for a property of that name. */
export function readPath(text: string): PropertyPath {
  try {
    return parsePath(text);
  } catch (error) {
    if (error instanceof SyntaxError) return [text];
    throw error;
  }
}
