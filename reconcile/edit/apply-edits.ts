import type { Edit } from "./edit-request.ts";
import { Refused } from "../refusal.ts";

/** The text with the edits made, every other character as it was. @throws {Refused} where two edits touch the same text */
export function applyEdits(text: string, edits: readonly Pick<Edit, "start" | "end" | "text">[]): string {
  let result = "";
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) throw new Refused("overlap", "Two differences lead to the same literal.", "Adopt them by hand: one literal cannot have two values.");
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
