import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { processTerminal } from "../../cli/process-terminal.ts";
import { scanProgress } from "../../cli/scan-progress.ts";
import type { StackReport } from "../../model/index.ts";

const report = (stack: string, verdict: StackReport["verdict"], more: Partial<StackReport> = {}): StackReport => ({ stack, verdict, coverage: { evaluated: 3, total: 4 }, resources: [], ...more });

/** A process whose standard error is what `text` returns; `isTTY` for both streams. */
function fakeProcess(isTTY: boolean): { terminal: ReturnType<typeof processTerminal>; text(): string } {
  const written: string[] = [];
  const stream = () => Object.assign(new EventEmitter(), { isTTY, columns: 40, write: (text: string) => (written.push(text), true) });
  const process = { stdout: stream(), stderr: stream(), env: { NO_COLOR: "1" }, cwd: () => "/", exit: () => undefined, on: () => undefined, off: () => undefined };
  return { terminal: processTerminal(process as unknown as NodeJS.Process), text: () => written.join("") };
}

test("plain lines where nobody watches: one a stack, with its reason and time", () => {
  const { terminal, text } = fakeProcess(false);
  const progress = scanProgress(10, terminal);
  progress(report("network/prod", "drifted", { durationMs: 1940 }));
  progress(report("shop/prod", "skipped", { reason: "locked" }));
  expect(text()).toBe("[ 1/10] ✗ network/prod  drifted  3/4  1.9 s\n[ 2/10] – shop/prod  skipped (locked)  3/4\n");
});

test("a person sees a bar below the lines, which goes when all is told", () => {
  const { terminal, text } = fakeProcess(true);
  const progress = scanProgress(2, terminal);
  expect(text()).toContain("░ 0/2 stacks");
  progress(report("network/prod", "drifted"));
  expect(text()).toContain("\r\u001b[K[1/2] ✗ network/prod  drifted  3/4\n");
  expect(text()).toMatch(/█░+ 1\/2 stacks/);
  progress(report("shop/prod", "in-sync"));
  expect(text().endsWith("\r\u001b[K")).toBe(true);
  terminal.err("done");
  expect(text().endsWith("\r\u001b[Kdone\n")).toBe(true);
});

test("the bar never breaks over the end of the line", () => {
  const { terminal, text } = fakeProcess(true);
  terminal.status!("x".repeat(100));
  expect(text()).toBe(`\r\u001b[K${"x".repeat(39)}`);
});
