import type { Edit, EditRequest } from "../edit-request.ts";
import { byHand } from "../by-hand.ts";
import { Refused } from "../../refusal.ts";
import { confirm } from "./confirm.ts";
import { findCall } from "./find-call.ts";
import type { Language } from "./language.ts";
import { formatEdits } from "./layout/format-edits.ts";
import { movedRequest, type EditedText } from "./moved-position.ts";
import type { OpenFiles } from "./open-files.ts";
import { refuseGenerated } from "./refuse-generated.ts";
import { rewrite } from "./rewrite.ts";
import type { Work } from "./work.ts";

/** The replacements that make a program (or its stack's configuration) give the cloud's value, and the files with them made. @throws {Refused} wherever it would not be certain */
export async function editProgram(request: EditRequest, language: Language, files: OpenFiles): Promise<{ edits: Edit[]; edited: OpenFiles }> {
  const work: Work = { request, language, files, edits: [] };
  const place = await findCall(work);
  await refuseGenerated(work, place.source.file);
  await rewrite(work, place);
  const edits = await formatEdits(work, onlyOnce(work.edits));
  if (edits.length === 0) throw new Refused("no-edit", "The program gives the cloud's value already.", "Nothing to do.");
  for (const file of new Set(edits.map(edit => edit.file))) await refuseGenerated(work, file);
  const edited = await files.withEdits(edits);
  try {
    await confirmEdited(work, place, { edits, edited });
    return { edits, edited };
  } catch (error) {
    await files.drop(edited);
    throw error;
  }
}

/** Two properties that one constant gives ask for the same edit twice. */
function onlyOnce(edits: readonly Edit[]): Edit[] {
  return edits.filter((edit, index) => edit.start === edit.end || edits.findIndex(other => other.file === edit.file && other.start === edit.start && other.end === edit.end && other.text === edit.text) === index);
}

async function confirmEdited(work: Work, place: Awaited<ReturnType<typeof findCall>>, { edits, edited }: { edits: readonly Edit[]; edited: OpenFiles }): Promise<void> {
  const { request, language, files } = work;
  const inProgram = [...Map.groupBy(edits, ({ file }) => file)].filter(([file]) => language.grammarOf(file) !== undefined);
  const texts = new Map<string, EditedText>();
  for (const [file, ofFile] of inProgram) {
    const [before, after] = [await files.open(file, language), await edited.open(file, language)];
    if (!before || !after || after.root.hasError) throw new Refused("confirm", "The edited text cannot be parsed.", byHand(request), file);
    language.refuseBroken?.(before, after);
    texts.set(file, { before: before.text, after: after.text, edits: ofFile });
  }
  if (inProgram.length > 0) await confirm({ work, place }, { ...work, request: movedRequest(request, texts, language.lineEnd), files: edited });
}
