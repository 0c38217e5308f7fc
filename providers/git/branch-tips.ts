import type { BranchTip } from "../../model/ports/checkout.ts";
import type { Git } from "./git.ts";

export async function tipsOf({ git, dir }: { git: Git; dir: string }, prefix: string): Promise<ReadonlyMap<string, string>> {
  const heads = "refs/heads/";
  const lines = (await git(["ls-remote", "origin", `${heads}${prefix}*`], dir)).split("\n").filter(Boolean);
  const tips = lines.map(line => line.split("\t") as [commit: string, ref: string]);
  // The pattern is looked for at the end of names too, as in refs/x/refs/heads/drift/y.
  return new Map(tips.filter(([, ref]) => ref.startsWith(heads + prefix)).map(([commit, ref]) => [ref.slice(heads.length), commit]));
}

/** The trailers of a commit: https://git-scm.com/docs/git-log#Documentation/git-log.txt-trailersoptions */
const FORMAT = ["%H", "%ae", "%ce", "%P", "%ct", "%(trailers:key=Trueup-Key,valueonly,separator=%x2C)", "%(trailers:key=Trueup-Stack,valueonly,separator=%x2C)"].join("%x00");

export async function tipOf({ git, dir, author }: { git: Git; dir: string; author: { email: string } }, branch: string): Promise<BranchTip | undefined> {
  const standing = (await tipsOf({ git, dir }, branch)).get(branch);
  if (standing === undefined) return undefined;
  await git(["fetch", "--quiet", "--depth=1", "origin", `refs/heads/${branch}`], dir);
  const [commit, written, committed, parents, seconds, key, stack] = (await git(["log", "-1", `--format=${FORMAT}`, "FETCH_HEAD"], dir)).trimEnd().split("\0") as [string, string, string, string, string, string, string];
  const isByUs = written === author.email && committed === author.email;
  const isOurs = isByUs || (isByForge(committed) && key !== "" && isSingle(parents));
  return { commit, by: committed === author.email ? written : committed, isOurs, madeAt: Number(seconds) * 1000, ...(stack && { stack }) };
}

/**
 * The forge commits under an address that no person has, as `noreply@github.com`; people who hide theirs have one behind their name, as `1+ann@users.noreply.github.com`.
 * It commits for people too, by its editor and its buttons, but then the message has no trailers of ours.
 */
function isByForge(email: string): boolean {
  return /^noreply@/i.test(email);
}

function isSingle(parents: string): boolean {
  return !parents.includes(" ");
}
