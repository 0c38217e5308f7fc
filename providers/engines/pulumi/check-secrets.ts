import { devNull, tmpdir } from "node:os";
import { stackName, type StackRef } from "../../../model/index.ts";
import { qualified } from "./backend.ts";
import { engineFailure } from "./engine-failure.ts";
import { runPulumi } from "./run-pulumi.ts";

const DEADLINE = 120_000;

/**
 * Lets the engine decrypt a stack's state, and throws the result away where it arises.
 * @throws {GuidedError} PASSPHRASE_WRONG where it cannot be decrypted, or why the state could not be had
 */
export async function checkSecrets(ref: StackRef, env: NodeJS.ProcessEnv): Promise<void> {
  const args = ["stack", "export", "--stack", qualified(ref), "--show-secrets", "--file", devNull];
  const result = await runPulumi({ args, cwd: tmpdir(), env, deadlineMs: DEADLINE });
  if (result.exitCode !== 0) throw engineFailure(result, `stack ${stackName(ref)}`);
}
