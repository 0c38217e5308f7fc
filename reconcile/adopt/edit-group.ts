import { join } from "node:path/posix";
import { formatPath } from "../../model/property-path.ts";
import type { AdoptedProperty, Refusal } from "../../model/reconcile-report.ts";
import type { Edit, EditRequest } from "../edit/edit-request.ts";
import { editTogether } from "../edit/edit-together.ts";
import type { Asked } from "../requests/drifted-resources.ts";
import type { Scene } from "../scene.ts";

/** What the edits of one pull request come to. */
export interface EditedGroup {
  adopted: (Asked & { property: AdoptedProperty })[];
  refused: (Asked & { refusal: Refusal })[];
  /** New bytes of each file that changes, by its path from the repository. */
  files: Map<string, Uint8Array>;
}

/** Asks the editor about every property, of all together. All paths that come back are relative to the repository. */
export async function editGroup(asked: readonly Asked[], { folder, checkout }: Pick<Scene, "folder" | "checkout">): Promise<EditedGroup> {
  const { answers, files } = await editTogether(asked.map(({ request }) => request), file => checkout.readFile(join(folder, file)));
  const group: EditedGroup = { adopted: [], refused: [], files: new Map([...files].map(([file, text]) => [join(folder, file), new TextEncoder().encode(text)])) };
  for (const [index, one] of asked.entries()) {
    const answer = answers[index]!;
    if ("refusal" in answer) group.refused.push({ ...one, refusal: answer.refusal });
    else group.adopted.push({ ...one, property: adoptedBy(one.request, answer.edits[0]!, folder) });
  }
  return group;
}

function adoptedBy({ path, oldValue, newValue }: EditRequest, { file, line, how }: Edit, folder: string): AdoptedProperty {
  return { path: formatPath(path), ...(oldValue === undefined ? {} : { program: oldValue }), ...(newValue === undefined ? {} : { cloud: newValue }), edit: { file: join(folder, file), line, how } };
}
