/** `1 stack`, `3 stacks` */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/** `a, b, c and 4 more` */
export function someOf(words: readonly string[], shown = 3): string {
  if (words.length <= shown) return words.join(", ");
  return `${words.slice(0, shown).join(", ")} and ${words.length - shown} more`;
}
