import type { Source } from "../source.ts";

/** Remembers what was made of a source for as long as that is there: a parsed text never changes. */
export function oncePerSource<Result>(make: (source: Source) => Result): (source: Source) => Result {
  const made = new WeakMap<Source, { result: Result }>();
  return source => {
    const known = made.get(source) ?? { result: make(source) };
    made.set(source, known);
    return known.result;
  };
}
