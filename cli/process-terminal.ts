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
  const isInteractive = stdout.isTTY === true && stderr.isTTY === true;
  const { write, status } = statusLine(stderr);
  const canRewrite = isInteractive && process.env["TERM"] !== "dumb";
  return {
    out: text => write(() => stdout.write(withNewline(text))),
    err: text => write(() => stderr.write(withNewline(text))),
    ...(canRewrite ? { status } : {}),
    input: () => readAll(process.stdin),
    isInteractive,
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
  };
}

/** Carriage return, and "erase to the end of the line". https://www.ecma-international.org/publications-and-standards/standards/ecma-48/ */
const ERASE = "\r\u001b[K";

/** A last line that stays below what is written; what is written goes above it. */
function statusLine(stream: NodeJS.WriteStream): { write(text: () => unknown): void; status(line: string): void } {
  let shown = "";
  const draw = (line: string): void => {
    if (shown !== "" || line !== "") stream.write(`${ERASE}${line.slice(0, Math.max(0, (stream.columns ?? 80) - 1))}`);
    shown = line;
  };
  return {
    status: draw,
    write(text) {
      const below = shown;
      draw("");
      text();
      draw(below);
    },
  };
}

function withNewline(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
