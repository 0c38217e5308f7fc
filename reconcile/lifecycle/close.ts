import type { ForgeRepository, PullRequest } from "../../model/ports/forge.ts";
import type { KnownMark, Mark } from "../pull-request/mark.ts";
import { replaceMark } from "./mark-in-body.ts";
import { noteOnce, sayWhyClosed } from "./notes.ts";
import type { Standing } from "./next-step.ts";

/** Says why, closes it with that in its mark, so that nobody takes it for a person's no, and deletes its branch. Each part may have been done before. */
export async function closePullRequest(repository: ForgeRepository, pull: PullRequest, { mark, tip, reason }: Pick<Standing, "mark" | "tip"> & { reason: string }): Promise<void> {
  await sayWhyClosed(repository, pull.number, { reason, head: headOf(mark, pull) });
  await repository.updatePullRequest(pull.number, { state: "closed", ...(mark?.v === 2 && { body: replaceMark(pull.body, { ...mark, closed: reason }) }) });
  if (tip?.isOurs) await repository.deleteBranch(pull.head, tip.commit);
}

/** Keeps in its mark that the drift was gone once after it was merged. */
export async function rememberGone(repository: ForgeRepository, pull: PullRequest, mark: Mark): Promise<void> {
  await repository.updatePullRequest(pull.number, { body: replaceMark(pull.body, { ...mark, gone: true }) });
}

/** The proof failed this time: said of the commit, in a comment, and in the mark, so that it is not tried again until something has changed. */
export async function markUnproven(repository: ForgeRepository, pull: PullRequest, { mark, refused }: { mark: Mark; refused: NonNullable<Mark["refused"]> }): Promise<void> {
  const { code, message, hint } = refused.refusal;
  await repository.check?.({ commit: mark.head, name: CHECK, conclusion: "failure", title: `No longer proven: ${code}`, summary: `${message} ${hint}` });
  await noteOnce(repository, pull.number, "unproven");
  await repository.updatePullRequest(pull.number, { body: replaceMark(pull.body, { ...mark, refused, draft: true }), isDraft: true });
}

/** Name of the check that tells of the proof. */
export const CHECK = "trueup/drift-proof";

function headOf(mark: KnownMark | undefined, pull: PullRequest): string {
  return mark?.v === 2 ? mark.head : pull.headCommit;
}
