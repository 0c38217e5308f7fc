import pLimit from "p-limit";
import { GuidedError } from "../../model/guided-error.ts";
import { orFailure } from "../or-failure.ts";
import { BRANCHES } from "../pull-request/identity.ts";
import { code, link } from "../pull-request/markdown.ts";
import { cut } from "../pull-request/wording.ts";
import type { Scene } from "./scene.ts";
import type { OtherPullRequest, Work } from "./settlement.ts";

/** Only so many are looked at, the newest: each costs a question to the forge. */
const MOST = 30;
const AT_ONCE = 4;

/** Open pull requests that are not ours, with what they change. Asked for only where something has drifted. */
export async function findOthers({ repository, seen, work }: Pick<Scene, "repository" | "seen" | "work">): Promise<{ others: OtherPullRequest[]; failure?: GuidedError }> {
  if (!repository.changedFiles || !hasDrift(work)) return { others: [] };
  const theirs = seen.open.filter(({ head }) => !head.startsWith(BRANCHES)).sort((one, other) => other.number - one.number).slice(0, MOST);
  const atOnce = pLimit(AT_ONCE);
  const others = await orFailure(() => Promise.all(theirs.map(({ number, url, title }) => atOnce(async () => ({ number, url, title, files: await repository.changedFiles!(number) })))));
  return others instanceof GuidedError ? { others: [], failure: others } : { others };
}

function hasDrift({ candidates, news }: Work): boolean {
  return candidates.length > 0 || [...news.values()].some(({ toChoose, refused, restores }) => toChoose.length + refused.length + restores.length > 0);
}

/** Those that change the program or the configuration of a stack, with the files in question; another stack's configuration is not its own. */
export function othersOf(stack: string, others: readonly OtherPullRequest[], folders: Work["folders"]): OtherPullRequest[] {
  const folder = folders.get(stack);
  if (folder === undefined) return [];
  const deeper = [...new Set(folders.values())].filter(other => other !== folder && isInside(other, folder));
  const isItsOwn = (path: string): boolean => isInside(path, folder) && !deeper.some(other => isInside(path, other)) && !isOfAnotherStack(path.slice(path.lastIndexOf("/") + 1), stack);
  return others.map(other => ({ ...other, files: other.files.filter(isItsOwn) })).filter(({ files }) => files.length > 0);
}

function isInside(path: string, folder: string): boolean {
  return folder === "." || path.startsWith(`${folder}/`);
}

/** https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/ */
function isOfAnotherStack(name: string, stack: string): boolean {
  const [, short] = /^Pulumi\.(.+)\.ya?ml$/.exec(name) ?? [];
  return short !== undefined && short !== stack.slice(stack.indexOf("/") + 1);
}

/** What a reviewer has to know of others that change the same files; empty where there are none. */
export function sameFilesText(files: ReadonlyMap<string, Uint8Array>, others: readonly OtherPullRequest[]): string {
  const same = others.map(other => ({ ...other, files: other.files.filter(path => files.has(path)) })).filter(({ files: shared }) => shared.length > 0);
  if (same.length === 0) return "";
  return ["### Other open pull requests for the same files", "", "As they were when this text was written; whichever is merged later may have to be made anew.", "", ...same.slice(0, 10).map(otherItem)].join("\n");
}

/** One item of a list. */
export function otherItem({ title, url, files }: OtherPullRequest): string {
  const shown = files.slice(0, 4).map(path => code(cut(path, 120)));
  return `- ${link(cut(title, 160), url)}: ${shown.join(", ")}${files.length > shown.length ? ` and ${files.length - shown.length} more` : ""}`;
}
