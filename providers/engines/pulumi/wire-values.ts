import { isJsonObject, secretMark, type Json, type PropertyPath } from "../../../model/index.ts";
import { OUTPUT, SECRET, SIGNATURE, UNKNOWN } from "./signatures.ts";

/** Makes the keyed fingerprint of a plain value. */
export type Fingerprint = (value: Json) => string;

/** The plain value inside a secret or a secret output; `undefined` where it is neither. */
function secretContent(value: Json): Json | undefined {
  if (!isJsonObject(value)) return undefined;
  if (value[SIGNATURE] === SECRET) return value["value"] ?? null;
  if (value[SIGNATURE] === OUTPUT && value["secret"] === true) return value["value"] ?? null;
  return undefined;
}

/** Rebuilds a value with `visit` deciding first; where it returns `undefined`, the children are visited. */
function rebuild(value: Json, visit: (value: Json, path: PropertyPath) => Json | undefined, path: PropertyPath = []): Json {
  const decided = visit(value, path);
  if (decided !== undefined) return decided;
  if (Array.isArray(value)) return value.map((item, i) => rebuild(item, visit, [...path, i]));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rebuild(item, visit, [...path, key])]));
}

/** The value with every secret mark taken off: what a provider that does not know secrets gets. */
export function unwrapSecrets(value: Json): Json {
  return rebuild(value, part => {
    const content = secretContent(part);
    return content === undefined ? undefined : unwrapSecrets(content);
  });
}

/** The value as the engine prints it: secrets as `"[secret]"`, what is known only later as the text that stands for it. */
export function printed(value: Json): Json {
  return rebuild(value, part => {
    if (secretContent(part) !== undefined) return "[secret]";
    if (!isJsonObject(part) || part[SIGNATURE] !== OUTPUT) return undefined;
    return part["value"] === undefined ? UNKNOWN : printed(part["value"]);
  });
}

/** Where secrets stand in a wire value, outermost first. */
export function secretPaths(value: Json): PropertyPath[] {
  const found: PropertyPath[] = [];
  rebuild(value, (part, path) => {
    if (secretContent(part) === undefined) return undefined;
    found.push(path);
    return part;
  });
  return found;
}

/** The plain strings inside the secrets of a wire value. */
export function secretStrings(value: Json): string[] {
  const found: string[] = [];
  rebuild(value, part => {
    const content = secretContent(part);
    if (content === undefined) return undefined;
    found.push(...stringsIn(unwrapSecrets(content)));
    return part;
  });
  return found;
}

/** Every string in a value, wherever it stands. */
export function stringsIn(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(stringsIn) : [];
}

/** Marks the values at `paths` as secret again: many providers answer a Read with their secrets unmarked. */
export function markSecrets(value: Json, paths: readonly PropertyPath[]): Json {
  const marked = new Set(paths.map(path => JSON.stringify(path)));
  return rebuild(value, (part, path) => {
    if (secretContent(part) !== undefined) return part;
    return marked.has(JSON.stringify(path)) ? { [SIGNATURE]: SECRET, value: part } : undefined;
  });
}

/** Replaces every secret, and every string that `isSecretText` knows, by its fingerprint. What comes out may be kept and told. */
export function maskSecrets(value: Json, fingerprint: Fingerprint, isSecretText: (text: string) => boolean): Json {
  return rebuild(value, part => {
    const content = secretContent(part);
    if (content !== undefined) return secretMark(fingerprint(unwrapSecrets(content)));
    if (typeof part === "string" && isSecretText(part)) return secretMark(fingerprint(part));
    return undefined;
  });
}
