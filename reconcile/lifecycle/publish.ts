import { createHash } from "node:crypto";
import { GuidedError } from "../../model/guided-error.ts";
import type { PullRequest } from "../../model/ports/forge.ts";
import { orFailure } from "../or-failure.ts";
import type { Candidate, Proposal } from "../proposals/proposal.ts";
import { subjectId } from "../pull-request/identity.ts";
import { readMark, writeMark, type Mark } from "../pull-request/mark.ts";
import { lengthOfPeoples, withOurPart } from "../pull-request/our-part.ts";
import { CHECK } from "./close.ts";
import { replaceMark } from "./mark-in-body.ts";
import type { Standing } from "./next-step.ts";
import { wasClosedByUs } from "./notes.ts";
import { sameFilesText } from "./others.ts";
import type { Scene } from "./scene.ts";

/** Brings branch and pull request to what a proven proposal says. The branch first: a pull request that is opened is one that can be merged. */
export async function publish(candidate: Candidate, proposal: Proposal, standing: Standing, scene: Scene): Promise<PullRequest> {
  const { repository, base } = scene;
  const open = standing.pull?.state === "open" ? standing.pull : undefined;
  const head = open?.head ?? candidate.branch;
  const content = digestOf(proposal.files);
  const commit = isPushed(candidate, content, standing) ? standing.tip!.commit : await push(candidate, proposal, { head, tip: standing.tip }, scene);
  // A token that may not say it beside the commit is no reason to keep the pull request back.
  const unsaid = await orFailure(async () => repository.check?.({ commit, name: CHECK, ...proposal.check }));
  if (unsaid instanceof GuidedError) scene.failures.push({ stack: candidate.stack, failure: unsaid });
  const mark = markOf(candidate, proposal, { commit, content, scene });
  if (open) return rewrite(open, proposal, mark, scene);
  const opened = await repository.openPullRequest({ head, base, title: proposal.title, body: bodyOf("", proposal, mark, scene), labels: proposal.labels, isDraft: mark.draft !== undefined });
  const theirs = readMark(opened.body);
  // Another run may have opened it in the meantime, with another value: whoever pushed last has the say.
  const isDone = theirs?.v === 2 && (theirs.head === commit || theirs.head === opened.headCommit);
  return isDone ? opened : rewrite(opened, proposal, mark, scene);
}

/** The branch ends in this very change, made from this very base. */
function isPushed({ fingerprint, base }: Candidate, content: string, { pull, mark, tip }: Standing): boolean {
  return pull?.state === "open" && mark?.v === 2 && mark.head === tip?.commit && mark.fingerprint === fingerprint && mark.base === base && mark.content === content;
}

async function push({ key, fingerprint, stack }: Candidate, { commitMessage, files }: Proposal, { head, tip }: { head: string; tip: Standing["tip"] }, { repository, checkout }: Scene): Promise<string> {
  const message = `${commitMessage.trimEnd()}\n\nTrueup-Stack: ${stack}\nTrueup-Key: ${key}\nTrueup-Fingerprint: ${fingerprint}`;
  // Where the forge is to sign commits, it has to make them: git is only read from then.
  if (repository.commit) return repository.commit({ branch: head, parent: checkout.baseCommit, message, files, ...(tip && { expected: tip.commit }) });
  await checkout.reset();
  try {
    for (const [path, bytes] of files) await checkout.writeFile(path, bytes);
    return await checkout.push(head, message);
  } finally {
    await checkout.reset();
  }
}

async function rewrite(pull: PullRequest, proposal: Proposal, mark: Mark, scene: Scene): Promise<PullRequest> {
  const { repository } = scene;
  const before = readMark(pull.body);
  const known = before?.v === 2 ? before : undefined;
  const isOurTitle = !known || pull.title === known.title;
  const labels = proposal.labels.filter(label => !pull.labels.includes(label));
  // Whether it is a draft is a person's affair, but for those that we made one.
  const isDraft = mark.draft ? true : known?.draft ? false : undefined;
  const changed = await repository.updatePullRequest(pull.number, {
    ...(isOurTitle && pull.title !== proposal.title && { title: proposal.title }),
    body: bodyOf(pull.body, proposal, mark, scene),
    ...(labels.length > 0 && { labels }),
    ...(isDraft !== undefined && isDraft !== pull.isDraft && { isDraft }),
  });
  if (changed.state === "open" || !known) return changed;
  // It ended while we wrote: what was declined or merged is what stood there before.
  const isByUs = changed.state === "closed" && (await wasClosedByUs(repository, pull.number, known.head));
  return repository.updatePullRequest(pull.number, { body: replaceMark(changed.body, isByUs ? { ...known, closed: "The drift is gone." } : known) });
}

/** What most forges take, where a forge does not say. */
const BODY_LIMIT = 65_536;

function bodyOf(existing: string, { body, files }: Proposal, mark: Mark, { repository, others }: Scene): string {
  const hidden = writeMark(mark);
  const room = (repository.bodyLimit ?? BODY_LIMIT) - hidden.length - lengthOfPeoples(existing) - 200;
  const text = `${body.trim()}\n\n${sameFilesText(files, others)}`.trim();
  return withOurPart(existing, `${shorten(text, Math.max(1_000, room))}\n\n${hidden}`);
}

/** The text up to the last line that fits; the mark behind it must never be cut off. */
function shorten(text: string, room: number): string {
  if (text.length <= room) return text;
  const shown = text.slice(0, text.lastIndexOf("\n", room - 100));
  const isInCode = [...shown.matchAll(/^ *(`{3,})/gm)].length % 2 === 1;
  return `${shown}${isInCode ? "\n```" : ""}\n\nThe rest does not fit here; the report of the run has it.`;
}

/** As many as the mark has room for. */
const ALIKE = 30;

function markOf({ key, fingerprint, base, state, stack, direction, subjects }: Candidate, { title, check, alike = [] }: Proposal, { commit, content, scene }: { commit: string; content: string; scene: Scene }): Mark {
  const { settings, trueup, engine } = scene.work;
  return { v: 2, key, fingerprint, base, state, stack, direction, subjects: subjects.map(subjectId), onto: scene.base, head: commit, content, title, grouping: settings.grouping, trueup, engine, ...(alike.length > 0 && { alike: alike.slice(0, ALIKE) }), ...(check.conclusion === "failure" && { draft: true }) };
}

function digestOf(files: Proposal["files"]): string {
  const hash = createHash("sha256");
  for (const [path, bytes] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  return hash.digest("hex").slice(0, 32);
}
