/** One thing wrong in a configuration file. */
export interface Mistake {
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** What is wrong, as a sentence without its full stop. Holds no secret value. */
  problem: string;
  /** What to do about it, as a sentence. */
  next: string;
}

/** All mistakes of a file in reading order, each with what to do about it. */
export function describeMistakes(file: string, mistakes: readonly Mistake[]): string {
  const inOrder = [...mistakes].sort((a, b) => a.line - b.line || a.column - b.column);
  const lines = inOrder.map(({ line, column, problem, next }) => `  line ${line}, column ${column}: ${problem}.\n      → ${next}`);
  const heading = mistakes.length === 1 ? `${file} has a mistake:` : `${file} has ${mistakes.length} mistakes:`;
  return [heading, ...lines].join("\n");
}

/** `a, b or c` */
export function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
