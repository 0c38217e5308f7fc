import { text as readAll } from "node:stream/consumers";
import type { Terminal } from "./command.ts";

/**
 * The terminal of a real process. A reader that went away (`trueup report | head`) ends the output quietly; output that cannot be
 * written for another reason, as on a full disk, ends the process with exit code 2, so that nobody takes half of it for the whole.
 */
export function processTerminal(process: NodeJS.Process): Terminal {
  const { stdout, stderr } = process;
  const onError = (error: NodeJS.ErrnoException): void => {
    if (error.code === "EPIPE") return;
    stderr.write(`error: what there was to say cannot be written (${error.code ?? error.message}).\n`);
    process.exit(2);
  };
  for (const stream of [stdout, stderr]) stream.on("error", onError);
  return {
    out: text => void stdout.write(withNewline(text)),
    err: text => void stderr.write(withNewline(text)),
    input: () => readAll(process.stdin),
    isInteractive: stdout.isTTY === true && stderr.isTTY === true,
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
  };
}

function withNewline(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
