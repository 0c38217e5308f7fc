import { expect, test } from "vitest";
import type { CliCommand } from "../../cli/command.ts";
import { GuidedError } from "../../model/guided-error.ts";
import { type CliRun, runCli } from "./run-cli.ts";

test("--help names every command and the exit codes", async () => {
  const { exitCode, out, err } = await runCli(["--help"]);
  expect(exitCode).toBe(0);
  expect(err).toBe("");
  for (const name of ["doctor", "init", "report", "scan", "schema", "snapshot"]) expect(out).toMatch(new RegExp(`^  ${name}\\b`, "m"));
  expect(out).toContain("Exit codes: 0 clean, 1 drift or violations, 2 could not tell, 3 bad configuration or usage.");
});

test("--version prints the version and nothing else", async () => {
  expect(await runCli(["--version"])).toEqual({ exitCode: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: "" });
});

test("no command at all is a usage error that shows the help", async () => {
  const { exitCode, out, err } = await runCli([]);
  expect({ exitCode, out }).toEqual({ exitCode: 3, out: "" });
  expect(err).toMatch(/^Usage: trueup/);
});

test.each([
  ["a mistyped command", ["reprot"], "error USAGE: unknown command 'reprot'\n→ Did you mean report?\n"],
  ["a command nobody knows", ["deploy"], "error USAGE: unknown command 'deploy'\n→ Run `trueup --help` for the commands, `trueup help COMMAND` for what one takes.\n"],
  ["a mistyped option", ["report", "--formt", "json"], "error USAGE: unknown option '--formt'\n→ Did you mean --format?\n"],
  ["an option without its value", ["report", "--scan"], "error USAGE: option '--scan <id>' argument missing\n→ Run `trueup --help` for the commands, `trueup help COMMAND` for what one takes.\n"],
  ["a format that is none", ["report", "--format", "jsn"], /^error USAGE: --format is "jsn", which is not one that Trueup knows\.\n→ Did you mean json\? Allowed: .*\n$/],
  ["one argument too many", ["schema", "scan", "policy"], /^error USAGE: too many arguments/],
])("%s ends with 3 and a way on", async (_, argv, text) => {
  const { exitCode, out, err } = await runCli(argv);
  expect(exitCode).toBe(3);
  expect(out).toBe("");
  expect(err).toEqual(text instanceof RegExp ? expect.stringMatching(text) : text);
});

test("a guided error is its code, what happened and what to do", async () => {
  const { exitCode, err } = await failing(new GuidedError("BACKEND_UNREACHABLE", "s3://states could not be opened.", "Check it."));
  expect({ exitCode, err }).toEqual({ exitCode: 2, err: "error BACKEND_UNREACHABLE: s3://states could not be opened.\n→ Check it.\n" });
});

test.each(["CONFIG_INVALID", "CONFIG_MISSING", "SECRET_MISSING", "SCAN_MISSING", "USAGE"] as const)("%s is the reader's to correct: exit code 3", async code => {
  expect((await failing(new GuidedError(code, "a", "b"))).exitCode).toBe(3);
});

test("an unexpected error is one line, and who to tell", async () => {
  const { exitCode, err } = await failing(new TypeError("x is not a function\nmore"));
  expect(exitCode).toBe(2);
  expect(err).toBe("error: TypeError: x is not a function\n→ This is a mistake in Trueup itself: run it again with TRUEUP_DEBUG=1 and report what it prints; README.md says where.\n");
});

test("TRUEUP_DEBUG=1 adds the stack, and that of the cause", async () => {
  const error = new GuidedError("ENGINE_FAILED", "It failed.", "Look.", { cause: new Error("the deeper reason") });
  expect((await failing(error)).err).not.toContain("at ");
  const { err } = await failing(error, { env: { TRUEUP_DEBUG: "1" } });
  expect(err).toMatch(/GuidedError: It failed\.\n\s+at .*run\.test\.ts/);
  expect(err).toContain("caused by Error: the deeper reason");
});

test("what a command returns is the exit code", async () => {
  const command: CliCommand = { register: (program, { action }) => void program.command("drifted").action(action(async () => 1)) };
  expect((await runCli(["drifted"], { commands: [command] })).exitCode).toBe(1);
});

test.each([
  ["to a terminal", { isInteractive: true }, true],
  ["to a pipe", { isInteractive: false }, false],
  ["with NO_COLOR", { isInteractive: true, env: { NO_COLOR: "1" } }, false],
  ["with an empty NO_COLOR", { isInteractive: true, env: { NO_COLOR: "" } }, true],
  ["to a dumb terminal", { isInteractive: true, env: { TERM: "dumb" } }, false],
])("colours %s: %o", async (_, options, isColoured) => {
  const { err } = await failing(new GuidedError("USAGE", "a", "b"), options);
  expect(err.includes("\u001B[")).toBe(isColoured);
});

test("-c works before and after the command", async () => {
  for (const argv of [["-c", "other.yaml", "report"], ["report", "-c", "other.yaml"], ["report", "--config=other.yaml"]]) {
    const { exitCode, err } = await runCli(argv);
    expect(exitCode).toBe(3);
    expect(err).toBe("error CONFIG_MISSING: There is no other.yaml (looked for /nowhere/other.yaml).\n→ Run `trueup init` to write a first one, or name yours with `--config FILE`.\n");
  }
});

function failing(error: Error, options: CliRun = {}) {
  const command: CliCommand = { register: (program, { action }) => void program.command("fail").action(action(() => Promise.reject(error))) };
  return runCli(["fail"], { ...options, commands: [command] });
}
