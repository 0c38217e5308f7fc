import { jsonEqual } from "../../model/json.ts";
import { orRefusal, Refused } from "../refusal.ts";
import { checkRequest } from "./check-request.ts";
import type { Edit, EditAnswer, EditRequest, ReadFile } from "./edit-request.ts";
import { editProgram } from "./program/edit-program.ts";
import { languageOf } from "./program/languages.ts";
import { movedRequest, type EditedText } from "./program/moved-position.ts";
import { OpenFiles } from "./program/open-files.ts";
import { byHand } from "./by-hand.ts";
import { editYamlProgram } from "./yaml/edit-yaml-program.ts";

/** What several requests of one project come to. */
export interface EditedTogether {
  /** One for each request, in their order. The offsets of an answer count in the text with the edits of the answers before it. */
  answers: EditAnswer[];
  /** New text of each file that is edited, by its path from the project folder. */
  files: Map<string, string>;
}

/**
 * Edits for one request after the other, each in the text as it is by then: so two keys that are added to one object both come in,
 * in the order of the requests. Positions and list indexes of later requests are those of the program before any edit.
 */
export async function editTogether(requests: readonly EditRequest[], readFile: ReadFile): Promise<EditedTogether> {
  const files = new OpenFiles(readFile);
  const answers: EditAnswer[] = [];
  let waiting = [...requests];
  try {
    for (let request = waiting[0]; request; request = waiting[0]) {
      const { answer, moved } = await editNext(request, waiting.slice(1), files);
      answers.push(answer);
      waiting = moved;
    }
    return { answers, files: await files.editedTexts() };
  } finally {
    await files.close();
  }
}

/** Answers one request and moves those after it to where their places are then. */
async function editNext(request: EditRequest, later: EditRequest[], files: OpenFiles): Promise<{ answer: EditAnswer; moved: EditRequest[] }> {
  const made = await orRefusal(() => makeEdits(request, files));
  if ("refusal" in made) return { answer: made, moved: later };
  const { edits, edited } = made;
  const texts = new Map<string, EditedText>();
  for (const [file, ofFile] of Map.groupBy(edits, edit => edit.file)) texts.set(file, { before: (await files.text(file)) ?? "", after: (await edited.text(file)) ?? "", edits: ofFile });
  await files.take(edited);
  const lineEnd = languageOf(request.runtime)?.lineEnd ?? /\n/g;
  return { answer: { edits }, moved: later.map(one => withoutElement(movedRequest(one, texts, lineEnd), request)) };
}

async function makeEdits(request: EditRequest, files: OpenFiles): Promise<{ edits: Edit[]; edited: OpenFiles }> {
  checkRequest(request);
  if (request.runtime === "yaml") {
    const edits = await editYamlProgram(request, files.bytes);
    return { edits, edited: await files.withEdits(edits) };
  }
  const language = languageOf(request.runtime);
  if (!language) throw new Refused("runtime", `Programs of runtime ${request.runtime} cannot be edited.`, byHand(request));
  return editProgram(request, language, files);
}

/** Behind an element that was removed, every index is one less. */
function withoutElement(request: EditRequest, removing: EditRequest): EditRequest {
  const [list, index] = [removing.path.slice(0, -1), removing.path.at(-1)];
  const own = request.path[list.length];
  const isBehind = removing.newValue === undefined && typeof index === "number" && typeof own === "number" && own > index && isSameResource(request, removing) && jsonEqual(request.path.slice(0, list.length), list);
  return isBehind ? { ...request, path: request.path.with(list.length, own - 1) } : request;
}

function isSameResource(a: EditRequest, b: EditRequest): boolean {
  return a.type === b.type && a.name === b.name;
}
