import { jsonEqual, isJsonObject, type Json } from "../../../model/json.ts";
import type { PropertyPath } from "../../../model/property-path.ts";
import { Refused } from "../../refusal.ts";
import { applyEdits } from "../apply-edits.ts";
import type { Edit } from "../edit-request.ts";
import { openYaml, valueOf, type YamlFile } from "./yaml-file.ts";

/** A place in the document, and what the parser has to read there after the edit; `value` absent: nothing. */
export interface Spot {
  path: PropertyPath;
  isRight(value: Json | undefined): boolean;
}

/** Reads the edited text again: the spots have become what they should be, and nothing else has changed. @throws {Refused} `confirm` */
export function confirmEdits(source: YamlFile, edits: readonly Edit[], spots: readonly Spot[]): void {
  const edited = openEdited(source, edits);
  let [before, after]: (Json | undefined)[] = [valueOf(source, source.document.contents), valueOf(edited, edited.document.contents)];
  for (const { path, isRight } of spots) {
    if (!isRight(at(after, path))) throw unconfirmed(source);
    [before, after] = [without(before, path), without(after, path)];
  }
  if (!jsonEqual(before, after)) throw unconfirmed(source);
}

function openEdited(source: YamlFile, edits: readonly Edit[]): YamlFile {
  try {
    return openYaml(source.file, new TextEncoder().encode(applyEdits(source.text, edits)));
  } catch (error) {
    throw error instanceof Refused && error.refusal.code !== "overlap" ? unconfirmed(source) : error;
  }
}

function unconfirmed({ file }: YamlFile): Refused {
  return new Refused("confirm", "The edited text did not read back as the new value.", "Edit it by hand.", file);
}

function at(value: Json | undefined, [key, ...rest]: PropertyPath): Json | undefined {
  if (key === undefined) return value;
  if (Array.isArray(value)) return at(value[Number(key)], rest);
  return isJsonObject(value) && Object.hasOwn(value, key) ? at(value[key], rest) : undefined;
}

/** The same without what is at the path; elements of lists become null, so that the others keep their places. */
function without(value: Json | undefined, [key, ...rest]: PropertyPath): Json | undefined {
  if (key === undefined) return undefined;
  if (Array.isArray(value)) return value.map((item, index) => (index === Number(key) ? (without(item, rest) ?? null) : item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, item]) => {
    const left = name === key ? without(item, rest) : item;
    return left === undefined ? [] : [[name, left]];
  }));
}
