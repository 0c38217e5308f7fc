import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import type { z } from "zod";
import { GuidedError } from "../../model/guided-error.ts";
import { formatPath, type PropertyPath } from "../../model/property-path.ts";
import type { CommandContext } from "../command.ts";
import { readInput } from "../policy/read-file.ts";

const HINT = "`trueup schema edit-request` prints what a request may hold.";

export function registerEdit(reconcile: Command, { terminal, wire, action }: CommandContext): void {
  reconcile
    .command("edit")
    .description("say how a program would be edited so that one property has the cloud's value; nothing is written")
    .requiredOption("--request <file>", "JSON of the request; `-` reads standard input")
    .addHelpText("after", "\nPrints the edits, or the refusal, as JSON; `trueup schema edit-request` and `edit-answer` describe both.\nReads the files below `root` of the request (default: this folder) and nothing else.\n\nExit codes: 0 edits, 1 a refusal, 3 the request has a mistake.")
    .action(
      action(async (_: unknown, command: Command) => {
        const { edit, editRequest } = await import("../../reconcile/index.ts");
        const { request: file } = command.opts<{ request: string }>();
        const { data: request, error } = editRequest.safeParse(await readInput({ option: "--request", file, hint: HINT }, terminal));
        if (error) throw new GuidedError("USAGE", `--request ${file} is not a request: ${mistakeOf(error)}.`, HINT);
        const folder = await projectFolder(resolve(terminal.cwd, request.root ?? "."));
        const answer = await edit(request, path => wire.readInside(folder, path));
        terminal.out(JSON.stringify(answer, undefined, 2));
        return "refusal" in answer ? 1 : 0;
      }),
    );
}

function mistakeOf({ issues }: z.ZodError): string {
  const { path, code, message, ...issue } = issues[0]!;
  const place = formatPath(path as PropertyPath);
  return `${place || "it"} ${code === "invalid_type" && "expected" in issue ? `is not of type ${String(issue.expected)}` : `is off (${message})`}`;
}

async function projectFolder(root: string): Promise<string> {
  try {
    return await realpath(root);
  } catch (cause) {
    throw new GuidedError("USAGE", `There is no folder ${root}.`, "Set `root` of the request to the project folder, where Pulumi.yaml is.", { cause });
  }
}
