import { applyEdits } from "../../reconcile/edit/apply-edits.ts";
import { edit } from "../../reconcile/edit/edit.ts";
import type { Edit, EditRequest } from "../../reconcile/edit/edit-request.ts";
import type { Refusal } from "../../model/reconcile-report.ts";

/** What the editor made of one program: the edited text, or the refusal. */
export type Told = { edited: string; edit: Edit; refusal?: undefined } | { refusal: Refusal; edited?: undefined; edit?: undefined };

/** The editor's answer to a request over files given as text. The one way by which tests reach it. */
export async function askEditor(files: Record<string, string>, request: EditRequest): Promise<Told> {
  const answer = await edit(request, file => (files[file] === undefined ? undefined : new TextEncoder().encode(files[file])));
  if ("refusal" in answer) return answer;
  const [only] = answer.edits;
  if (answer.edits.length !== 1 || !only) throw new Error(`expected one edit, got ${answer.edits.length}`);
  return { edit: only, edited: applyEdits(files[only.file]!, [only]) };
}

/** The same where an answer may hold several edits: the new text of each file. */
export async function askEditorForAll(files: Record<string, string>, request: EditRequest): Promise<{ texts?: Record<string, string>; refusal?: Refusal }> {
  const answer = await edit(request, file => (files[file] === undefined ? undefined : new TextEncoder().encode(files[file])));
  if ("refusal" in answer) return answer;
  const texts = [...Map.groupBy(answer.edits, ({ file }) => file)].map(([file, edits]) => [file, applyEdits(files[file] ?? "", edits)]);
  return { texts: Object.fromEntries(texts) as Record<string, string> };
}

/** The position at which `text` stands, as the engine would tell it. */
export function positionIn(files: Record<string, string>, file: string, text: string): { file: string; line: number; column: number } {
  const at = files[file]?.indexOf(text) ?? -1;
  if (at < 0) throw new Error(`"${text}" is not in ${file}`);
  const lines = files[file]!.slice(0, at).split(/\r\n|\n/);
  return { file, line: lines.length, column: lines.at(-1)!.length + 1 };
}
