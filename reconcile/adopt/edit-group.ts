import { join } from "node:path/posix";
import { formatPath } from "../../model/property-path.ts";
import type { AdoptedProperty, Refusal } from "../../model/reconcile-report.ts";
import { applyEdits } from "../edit/apply-edits.ts";
import type { Edit, EditRequest } from "../edit/edit-request.ts";
import { edit } from "../edit/edit.ts";
import { orRefusal } from "../refusal.ts";
import type { Asked } from "../requests/drifted-resources.ts";

/** What the edits of one pull request come to. */
export interface EditedGroup {
  adopted: (Asked & { property: AdoptedProperty })[];
  refused: (Asked & { refusal: Refusal })[];
  /** New bytes of each file that changes, by its path from the repository. */
  files: Map<string, Uint8Array>;
}

/** Asks the editor about every property and puts its edits together. `readFile` and all paths that come back are relative to the repository. */
export async function editGroup(asked: readonly Asked[], folder: string, readFile: (file: string) => Promise<Uint8Array | undefined>): Promise<EditedGroup> {
  const adopted: EditedGroup["adopted"] = [];
  const refused: EditedGroup["refused"] = [];
  const edits: Edit[] = [];
  for (const one of asked) {
    const answer = await edit(one.request, file => readFile(join(folder, file)));
    if ("refusal" in answer) refused.push({ ...one, refusal: answer.refusal });
    else {
      edits.push(...answer.edits);
      adopted.push({ ...one, property: adoptedBy(one.request, answer.edits[0]!, folder) });
    }
  }
  const files = await orRefusal(() => editFiles(edits, file => readFile(join(folder, file)), folder));
  if (files instanceof Map) return { adopted, refused, files };
  return { adopted: [], refused: [...refused, ...adopted.map(({ resource, request }) => ({ resource, request, refusal: files.refusal }))], files: new Map() };
}

function adoptedBy({ path, oldValue, newValue }: EditRequest, { file, line, how }: Edit, folder: string): AdoptedProperty {
  return { path: formatPath(path), ...(oldValue === undefined ? {} : { program: oldValue }), ...(newValue === undefined ? {} : { cloud: newValue }), edit: { file: join(folder, file), line, how } };
}

async function editFiles(edits: Edit[], readFile: (file: string) => Promise<Uint8Array | undefined>, folder: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const [file, ofFile] of Map.groupBy(edits, ({ file }) => file)) {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await readFile(file));
    files.set(join(folder, file), new TextEncoder().encode(applyEdits(text, ofFile)));
  }
  return files;
}
