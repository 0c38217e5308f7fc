import type { Value } from "../../../_kit/value";

/** How long a document is. */
export interface DocumentSize {
  /** Characters without white space, which is how IAM counts; of what is not known, none. */
  characters: number;
  /** Values of which the length is not known. */
  unknown: readonly Value[];
}

/** `document`: text of JSON, or an object, which is counted as the JSON that it becomes. */
export function sizeOf(document: Value): DocumentSize {
  if (document.isUnknown) return { characters: 0, unknown: [document] };
  const text = document.text();
  return text === undefined ? sizeOfParts(document) : { characters: text.replace(/\s+/g, "").length, unknown: [] };
}

function sizeOfParts(value: Value): DocumentSize {
  if (value.isUnknown) return { characters: 0, unknown: [value] };
  if (value.isObject) return sum(value.entries().map(([key, part]) => ({ ...sizeOfParts(part), label: JSON.stringify(key).length + 1 })));
  const text = value.text();
  if (text !== undefined) return { characters: JSON.stringify(text).replace(/\s+/g, "").length, unknown: [] };
  return sum(value.items().map(part => ({ ...sizeOfParts(part), label: 0 })));
}

/** The parts with their commas, and the brackets around them. */
function sum(parts: readonly (DocumentSize & { label: number })[]): DocumentSize {
  const characters = parts.map(part => part.characters + part.label).reduce((total, one) => total + one, 0);
  return { characters: characters + Math.max(0, parts.length - 1) + 2, unknown: parts.flatMap(({ unknown }) => unknown) };
}
