import { z } from "zod";
import { refusal, type Refusal } from "../../model/reconcile-report.ts";

const first = z.object({
  v: z.literal(1),
  key: z.string(),
  fingerprint: z.string(),
  base: z.string(),
  trueup: z.string(),
  engine: z.string(),
});

const second = first.extend({
  v: z.literal(2),
  /** <project>/<stack> */
  stack: z.string(),
  direction: z.enum(["adopt", "restore", "accept"]),
  /** `subjectId` of each. */
  subjects: z.array(z.string()),
  /** Branch that it went to when it was written. */
  onto: z.string(),
  /** Revision of the state that it was proven against. */
  state: z.string(),
  /** Commit at the end of the branch that the text speaks of. */
  head: z.string(),
  /** Digest of the files of that commit. */
  content: z.string(),
  /** The title that we gave it: another one is a person's, and stays. */
  title: z.string(),
  /** How much one pull request was about when it was opened. */
  grouping: z.string(),
  /** We made it a draft, because it should not be merged. */
  draft: z.literal(true).optional(),
  /** What other stacks ask for and this ends, too: they get none of their own while it is open. */
  alike: z.array(z.object({ stack: z.string(), key: z.string() })).optional(),
  /** There where we closed it ourselves, with why: a person did not decline it. */
  closed: z.string().optional(),
  /** The drift was seen to be gone after it was merged: what comes later is another one. */
  gone: z.literal(true).optional(),
  /** What was asked of it last could not be proven; it is not tried again while nothing has changed. */
  refused: z.object({ fingerprint: z.string(), base: z.string(), state: z.string(), refusal }).optional(),
});

/** What a later run needs to know of a pull request; stands in its body, where only machines see it. */
export type Mark = z.infer<typeof second>;

/** The mark of the first version knew less. */
export type KnownMark = z.infer<typeof first> | Mark;

const known = z.discriminatedUnion("v", [first, second]);

const [BEGIN, END] = ["<!-- trueup ", " -->"];
/** Forges take 65,536 characters, and bodies without marks have up to 60,000. */
const LONGEST = 5_000;

/** Where there is no room for all subjects, the last ones are left out. */
export function writeMark(mark: KnownMark): string {
  const text = comment(mark);
  if (mark.v === 1 || text.length <= LONGEST) return text;
  const short = { ...mark, title: mark.title.slice(0, 300), ...(mark.refused && { refused: { ...mark.refused, refusal: cut(mark.refused.refusal) } }) };
  const room = LONGEST - comment({ ...short, subjects: [] }).length;
  return comment({ ...short, subjects: mark.subjects.slice(0, Math.max(0, Math.floor(room / 14))) });
}

/** The mark of a body; `undefined` where there is none that we wrote. It is the last one: a value in the text above it may look like another. */
export function readMark(body: string): KnownMark | undefined {
  const begin = body.lastIndexOf(`${BEGIN}{`);
  const end = body.indexOf(END, begin);
  if (begin === -1 || end === -1) return undefined;
  try {
    return known.safeParse(JSON.parse(body.slice(begin + BEGIN.length, end))).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function comment(mark: KnownMark): string {
  // Escaped so that no value can end the comment, and no two dashes stand in it, which some forges take for its end.
  return `${BEGIN}${JSON.stringify(mark).replaceAll(">", "\\u003e").replaceAll("<", "\\u003c").replaceAll("--", "-\\u002d")}${END}`;
}

function cut({ code, message, hint, at }: Refusal): Refusal {
  return { code, message: message.slice(0, 600), hint: hint.slice(0, 600), ...(at !== undefined && { at: at.slice(0, 300) }) };
}
