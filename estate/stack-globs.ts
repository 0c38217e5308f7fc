import picomatch from "picomatch";
import { GuidedError } from "../model/guided-error.ts";

const OPTIONS = { strictBrackets: true, nonegate: true, dot: true } as const;

/** Whether a name, as `<project>/<stack>`, is matched by one of the globs; they were checked with `globMistake` before. */
export function stackMatcher(globs: readonly string[]): (name: string) => boolean {
  return globs.length === 0 ? () => false : picomatch([...globs], OPTIONS);
}

/** What is wrong with a glob over `<project>/<stack>`: unreadable, or such that it can never match. */
export function globMistake(glob: string): { problem: string; next: string } | undefined {
  if (glob.trim() === "") return { problem: "which matches nothing", next: "Write a glob over <project>/<stack>, as `network/*`." };
  if (glob.startsWith("!")) return { problem: "and a glob cannot be turned round with `!`", next: `Put \`${glob.slice(1)}\` into \`exclude\`.` };
  if (glob === "*") return { problem: "which matches no <project>/<stack>, since `*` stops at the slash", next: "Write `*/*` for every stack." };
  if (!glob.includes("/") && !glob.includes("**")) return { problem: "which matches no <project>/<stack>, since it has no slash", next: `Write \`${glob}/*\` for all stacks of a project, or \`*/${glob}\` for a stack of every project.` };
  return isReadable(glob) ? undefined : { problem: "which is not a glob: a bracket is not closed", next: "Close it, or write \\ before a bracket that is part of a name." };
}

/** The matcher of a glob that stands on the command line. @param option as `--stack` @throws {GuidedError} USAGE where it can never match */
export function argumentMatcher(option: string, glob: string): (name: string) => boolean {
  const mistake = globMistake(glob);
  if (mistake) throw new GuidedError("USAGE", `${option} is "${glob}", ${mistake.problem}.`, mistake.next);
  return stackMatcher([glob]);
}

function isReadable(glob: string): boolean {
  try {
    picomatch(glob, OPTIONS);
    return true;
  } catch {
    return false;
  }
}
