import type { Terminal } from "./command.ts";

/** The terminal of a real process. A reader that went away (`trueup report | head`) ends the output quietly. */
export function processTerminal(process: NodeJS.Process): Terminal {
  const { stdout, stderr } = process;
  for (const stream of [stdout, stderr]) stream.on("error", leaveQuietlyOnClosedPipe);
  return {
    out: text => void stdout.write(withNewline(text)),
    err: text => void stderr.write(withNewline(text)),
    isInteractive: stdout.isTTY === true && stderr.isTTY === true,
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
  };
}

function leaveQuietlyOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

function withNewline(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
