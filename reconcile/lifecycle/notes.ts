import type { ForgeRepository } from "../../model/ports/forge.ts";
import { prose } from "../pull-request/markdown.ts";
import type { Note } from "./next-step.ts";

const TEXTS: Record<Note, string> = {
  foreign: "The branch has a commit that is not ours, so it is left alone from here on: it is neither updated nor closed when the drift changes. To have it written anew, close this pull request and tick its box on the stack's dashboard issue.",
  "other-base": "Somebody gave this pull request another base, for which its edit was not proven; it is left alone from here on.",
  waiting: "This is merged, and the drift is still there: the state has not learnt it yet. Deploy with a refresh, as the text above says. No second pull request is opened for it.",
  unproven: "What the cloud has now could not be proven, so this pull request should not be merged as it is; the reason is on the stack's dashboard issue and in the report of the run.",
  "foreign-gone": "The drift that this was about is gone. The branch has a commit that is not ours, so the pull request stays open for its author to close.",
};

/** Says something on a pull request, unless it was said before. */
export function noteOnce(repository: ForgeRepository, number: number, note: Note): Promise<void> {
  return sayOnce(repository, number, { id: note, text: TEXTS[note] });
}

/** The comment with which we close one; `head`: it may be reopened and closed once more. */
export function sayWhyClosed(repository: ForgeRepository, number: number, { reason, head }: { reason: string; head: string }): Promise<void> {
  return sayOnce(repository, number, { id: closingId(head), text: `Closed by Trueup. ${prose(reason)}` });
}

/** Whether we have said that we close it with that commit at its end. */
export async function wasClosedByUs(repository: ForgeRepository, number: number, head: string): Promise<boolean> {
  return (await repository.comments(number)).some(({ body }) => body.includes(hidden(closingId(head))));
}

/** Says `text` on a pull request, unless something was said there under this `id`. */
export async function sayOnce(repository: ForgeRepository, number: number, { id, text }: { id: string; text: string }): Promise<void> {
  if ((await repository.comments(number)).some(({ body }) => body.includes(hidden(id)))) return;
  await repository.comment(number, `${text}\n\n${hidden(id)}`);
}

function closingId(head: string): string {
  return `closed:${head.slice(0, 12)}`;
}

function hidden(id: string): string {
  return `<!-- trueup-note ${id} -->`;
}
