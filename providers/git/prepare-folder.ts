import { GuidedError } from "../../model/guided-error.ts";
import { runCommand } from "./run-command.ts";
import { toolEnv } from "./tool-env.ts";

/** Runs a `prepare` command, without a shell and without credentials of ours. @throws {GuidedError} PREPARE_FAILED with its last words */
export async function prepareFolder(folder: string, command: readonly string[], { env, deadlineMs }: { env: NodeJS.ProcessEnv; deadlineMs: number }): Promise<void> {
  const [program = "", ...args] = command;
  const shown = `\`${command.join(" ")}\``;
  const fail = (what: string, hint: string, cause?: unknown): never => {
    throw new GuidedError("PREPARE_FAILED", `${shown}, which makes the checkout runnable, ${what}`, hint, { cause });
  };
  const result = await runCommand({ command: program, args, cwd: folder, env: toolEnv(env), deadlineMs }).catch((cause: Error) => fail(`could not be started: ${cause.message}.`, "Check `source.prepare` and `source.path` in trueup.yaml.", cause));
  if (result.exitCode === undefined) return fail(`did not finish within ${Math.round(deadlineMs / 1000)} s and was ended.`, "Run it by hand in a fresh clone to see what it waits for.");
  if (result.exitCode === 0) return;
  const said = `${result.stdout}\n${result.stderr}`.trim().split("\n").slice(-5).join(" · ").slice(0, 500);
  return fail(`failed (exit code ${result.exitCode}): ${said}`, "Run it by hand in a fresh clone.");
}
