/** What begins a line and looks like a command. https://docs.gitlab.com/user/project/quick_actions/ */
const COMMAND = /^\/(?=[a-z])/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const ESCAPED = /^&#47;(?=[a-z])/gm;

/**
 * GitLab carries out lines like `/merge` in what it is given to keep. In ours they are text, so their stroke is written as Markdown shows it;
 * in code blocks, where Markdown would show that as it is written, GitLab looks for none.
 */
export function withoutCommands(text: string): string {
  let fence = "";
  return text
    .split("\n")
    .map(line => {
      const mark = FENCE.exec(line)?.[1] ?? "";
      if (fence === "" && mark !== "") fence = mark;
      else if (fence !== "" && mark.startsWith(fence)) fence = "";
      return fence === "" ? line.replace(COMMAND, "&#47;") : line;
    })
    .join("\n");
}

export function asWritten(text: string): string {
  return text.replace(ESCAPED, "/");
}
