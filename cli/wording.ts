/** `1 stack`, `3 stacks` */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}

/** `a, b, c and 4 more` */
export function someOf(words: readonly string[], shown = 3): string {
  if (words.length <= shown) return words.join(", ");
  return `${words.slice(0, shown).join(", ")} and ${words.length - shown} more`;
}
