import type { Comment } from "../../../model/ports/forge.ts";
import { once } from "./once.ts";

/** Where somebody else writes at the same moment, ours is not the last. */
const LAST = 5;

/** Writes a comment; where the answer is lost, it is looked for among the last ones before it is written again. */
export async function commentOnce(body: string, { write, list }: { write(): Promise<void>; list(): Promise<Comment[]> }): Promise<void> {
  await once(
    async () => {
      await write();
      return true;
    },
    async () => (await list()).slice(-LAST).some(comment => sameText(comment.body, body)) || undefined,
  );
}

/** Forges keep `\n` where they were given `\r\n`, and some cut blanks at the end. */
function sameText(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(text: string): string {
  return text.replaceAll("\r\n", "\n").trim();
}
