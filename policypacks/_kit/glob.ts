/** Whether a glob (`*` for any text, `?` for one character) matches all of a text. Takes time in proportion to both lengths at worst. */
export function matchesGlob(glob: string, text: string): boolean {
  let g = 0;
  let t = 0;
  // Where to go on when the last `*` has to take one character more.
  let retry: { glob: number; text: number } | undefined;
  while (t < text.length) {
    if (glob[g] === "*") retry = { glob: ++g, text: t };
    else if (glob[g] === "?" || (g < glob.length && glob[g] === text[t])) [g, t] = [g + 1, t + 1];
    else if (retry) [g, t] = [retry.glob, ++retry.text];
    else return false;
  }
  return /^\**$/.test(glob.slice(g));
}
