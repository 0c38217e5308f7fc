import { z } from "zod";

const mark = z.object({
  v: z.literal(1),
  key: z.string(),
  fingerprint: z.string(),
  /** Commit that the edit was made from and proven on. */
  base: z.string(),
  trueup: z.string(),
  engine: z.string(),
});

/** What a later run needs to know of a pull request; stands in its body, where only machines see it. */
export type Mark = z.infer<typeof mark>;

const MARK = /<!-- trueup (\{[^\n]*?\}) -->/g;

export function writeMark(mark: Mark): string {
  // Escaped so that no value can end the comment.
  return `<!-- trueup ${JSON.stringify(mark).replaceAll(">", "\\u003e").replaceAll("<", "\\u003c")} -->`;
}

/** The mark of a body; `undefined` where there is none that we wrote. It is the last one: a value in the text above it may look like another. */
export function readMark(body: string): Mark | undefined {
  const text = [...body.matchAll(MARK)].at(-1)?.[1];
  if (!text) return undefined;
  try {
    return mark.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
