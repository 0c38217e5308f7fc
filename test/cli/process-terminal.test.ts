import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { processTerminal } from "../../cli/process-terminal.ts";

test("every text ends its line, once", () => {
  const { terminal, written } = open();
  terminal.out("a");
  terminal.out("b\n");
  terminal.out("");
  terminal.err("c");
  expect(written()).toEqual({ out: "a\nb\n", err: "c\n" });
});

test("a reader that went away is no failure", () => {
  const { process, exits } = open();
  process.stdout.emit("error", Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
  expect(exits).toEqual([]);
});

test("output that cannot be written ends with exit code 2, and says so", () => {
  const { process, exits, written } = open();
  process.stdout.emit("error", Object.assign(new Error("no space"), { code: "ENOSPC" }));
  expect(exits).toEqual([2]);
  expect(written().err).toBe("error: what there was to say cannot be written (ENOSPC).\n");
});

test.each([
  [true, true, true],
  [true, false, false],
  [false, true, false],
])("stdout a terminal: %s, stderr: %s; somebody watches: %s", (out, err, isInteractive) => {
  expect(open({ out, err }).terminal.isInteractive).toBe(isInteractive);
});

function open(isTerminal = { out: false, err: false }) {
  const exits: unknown[] = [];
  const stdout = Object.assign(new PassThrough(), { isTTY: isTerminal.out });
  const stderr = Object.assign(new PassThrough(), { isTTY: isTerminal.err });
  const process = { stdout, stderr, env: {}, cwd: () => "/here", exit: (code: unknown) => void exits.push(code) };
  const terminal = processTerminal(process as unknown as NodeJS.Process);
  const written = () => ({ out: String(stdout.read() ?? ""), err: String(stderr.read() ?? "") });
  return { process, terminal, exits, written };
}
