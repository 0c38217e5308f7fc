import { visibleLines } from "../../_shared/visible.ts";

/**
 * The lines of a text, safe on a terminal and in the log of a workflow: a runner of GitHub Actions takes a line that begins with `::`, after blanks
 * too, for a command to it. https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function linesOf(text: string): string[] {
  return visibleLines(text).split("\n").map(line => line.replace(/^(\s*):(?=:)/, "$1\\u003a").replaceAll("##[", "##\\u005b"));
}
