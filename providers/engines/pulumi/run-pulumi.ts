import { GuidedError } from "../../../model/index.ts";
import { watchMemory } from "./confinement/watch-memory.ts";
import { interrupt, killAtExit, killTree, spawnTree } from "./plugins/process-tree.ts";

export interface PulumiRun {
  args: string[];
  /** Working directory; a scratch folder unless a program is run. */
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Milliseconds until it is killed with all it started. */
  deadlineMs: number;
  /** Milliseconds that it is given at its deadline, or when `stop` is aborted, to finish what it has begun and to give its lock back; default: none. */
  graceMs?: number;
  stop?: AbortSignal;
  /** Words before the engine's own command: a sandbox. */
  wrapper?: readonly string[];
  /** How much memory it may take, with all it starts; default: any. */
  memoryMb?: number;
}

export interface PulumiResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Longer output is cut in the middle of nothing useful: a stack export of 100 MB is the largest seen. */
const LONGEST_OUTPUT = 512 * 1024 * 1024;

/**
 * Runs the engine once, without input and without updating itself. An exit code other than 0 is a result, not an exception.
 * @throws {GuidedError} ENGINE_MISSING when there is no `pulumi`, TIMED_OUT when it was killed at its deadline
 */
export function runPulumi({ args, cwd, env, deadlineMs, graceMs = 0, stop, wrapper = [], memoryMb }: PulumiRun): Promise<PulumiResult> {
  return new Promise((resolve, reject) => {
    const [command = "pulumi", ...words] = [...wrapper, "pulumi", ...args, "--non-interactive", "--color", "never"];
    const child = spawnTree(command, words, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let isTooLarge = false;
    const memory = memoryMb !== undefined && child.pid !== undefined ? watchMemory(child.pid, { memoryMb, onExceeded: () => ((isTooLarge = true), killTree(child)) }) : undefined;
    const leaveAlone = killAtExit(child);
    let isLate = false;
    let insist: NodeJS.Timeout | undefined;
    const end = (): void => {
      if (graceMs > 0) interrupt(child);
      insist ??= setTimeout(() => killTree(child), graceMs);
    };
    const timer = setTimeout(() => {
      isLate = true;
      end();
    }, deadlineMs);
    if (stop?.aborted) end();
    else stop?.addEventListener("abort", end, { once: true });
    const settle = (): void => {
      clearTimeout(timer);
      clearTimeout(insist);
      memory?.stop();
      stop?.removeEventListener("abort", end);
      leaveAlone();
    };
    const stdout = collect(child.stdout!);
    const stderr = collect(child.stderr!);
    child.once("error", error => {
      settle();
      reject(new GuidedError("ENGINE_MISSING", `\`${command}\` could not be started: ${error.message}.`, wrapper.length > 0 ? "Correct `reconcile.proof.sandbox` in trueup.yaml." : "Install it (https://www.pulumi.com/docs/install/) and make sure that it is on PATH; `trueup doctor` checks it.", { cause: error }));
    });
    child.once("close", exitCode => {
      settle();
      if (isTooLarge) reject(new GuidedError("ENGINE_FAILED", `The program took more than ${memoryMb} MB of memory and was ended.`, "Raise reconcile.proof.memoryMb in trueup.yaml, or look what the program does."));
      else if (isLate) reject(new GuidedError("TIMED_OUT", `\`pulumi ${args[0]}\` did not finish within ${Math.round(deadlineMs / 1000)} s and was ended.`, "Raise limits.stackSeconds in trueup.yaml, or look for what hangs with `trueup doctor`."));
      else resolve({ exitCode: exitCode ?? 255, stdout: stdout(), stderr: stderr() });
    });
  });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length <= LONGEST_OUTPUT) chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString("utf8");
}
