import type { EditAnswer, EditRequest, ReadFile } from "./edit-request.ts";
import { editTogether } from "./edit-together.ts";

/**
 * Finds the smallest edit that makes the program give the cloud's value, and leaves every other byte alone.
 * Pure: the answer depends on the request and on what `readFile` gives; a wrong edit is worse than none, so whatever is not certain is refused.
 */
export async function edit(request: EditRequest, readFile: ReadFile): Promise<EditAnswer> {
  const { answers } = await editTogether([request], readFile);
  return answers[0]!;
}
