/** A piece of a string literal: what it means, and how the source spells it. */
export interface Piece {
  means: string;
  raw: string;
}

/** The text of a literal with another value: what both begin and end with keeps its spelling, and `write` spells what is between. */
export function keepEnds(old: readonly Piece[], value: string, write: (middle: string) => string): string {
  let [head, first] = [0, 0];
  while (head < old.length && value.startsWith(old[head]!.means, first)) first += old[head++]!.means.length;
  let [tail, last] = [old.length, value.length];
  while (tail > head && value.slice(first, last).endsWith(old[tail - 1]!.means)) last -= old[--tail]!.means.length;
  const raw = (kept: readonly Piece[]): string => kept.map(piece => piece.raw).join("");
  return raw(old.slice(0, head)) + write(value.slice(first, last)) + raw(old.slice(tail));
}
