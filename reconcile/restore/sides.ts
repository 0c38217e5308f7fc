import { jsonEqual, type Json } from "../../model/json.ts";
import { PRINTED_SECRET, type PreviewStep } from "../../model/preview-digest.ts";
import { valueAt, type PropertyPath } from "../../model/property-path.ts";

/** One property as it is and as it should be. */
export interface Sides {
  cloud: Json | undefined;
  program: Json | undefined;
}

/** What the cloud has at a path, and what the program says: what a provider has refreshed in its outputs alone stands there. Inside of a secret everything is one. */
export function sidesAt(path: PropertyPath, { oldInputs, oldOutputs, newInputs }: PreviewStep): Sides {
  const [input, output, program] = [at(oldInputs, path), at(oldOutputs, path), at(newInputs, path)];
  const isToldByOutputs = input === undefined || jsonEqual(input, program);
  return { cloud: isToldByOutputs ? (output ?? input) : input, program };
}

function at(side: Json | undefined, path: PropertyPath): Json | undefined {
  const isSecret = path.some((_, depth) => valueAt(side, path.slice(0, depth + 1)) === PRINTED_SECRET);
  return isSecret ? PRINTED_SECRET : valueAt(side, path);
}
