/**
 * Whether every text that `narrow` matches is matched by `wide` too; both may hold `*` and `?`. May say no where the answer is yes
 * (`??*` and `?*?` are the same), never the other way round.
 */
export function coversGlob(wide: string, narrow: string): boolean {
  let w = 0;
  let n = 0;
  let retry: { wide: number; narrow: number } | undefined;
  while (n < narrow.length) {
    if (wide[w] === "*") retry = { wide: ++w, narrow: n };
    else if (w < wide.length && (wide[w] === narrow[n] || (wide[w] === "?" && narrow[n] !== "*"))) [w, n] = [w + 1, n + 1];
    else if (retry) [w, n] = [retry.wide, ++retry.narrow];
    else return false;
  }
  return /^\**$/.test(wide.slice(w));
}

/** Whether there is a text that both match. */
export function globsMeet(one: string, other: string): boolean {
  // reach[j]: whether what was read of `one` and the first j characters of `other` can stand for the same text.
  let reach = Array.from({ length: other.length + 1 }, (_, j) => /^\**$/.test(other.slice(0, j)));
  for (const letter of one) {
    const next = [letter === "*" && reach[0]!];
    for (let j = 1; j <= other.length; j++) {
      const same = letter === other[j - 1] || letter === "?" || other[j - 1] === "?";
      const eitherStar = letter === "*" || other[j - 1] === "*";
      next.push(eitherStar ? reach[j]! || next[j - 1]! : same && reach[j - 1]!);
    }
    reach = next;
  }
  return reach[other.length]!;
}
