import { tmpdir } from "node:os";
import { z } from "zod";
import { stackName, type StackRef } from "../../../../model/index.ts";
import { qualified } from "../backend.ts";
import { engineFailure } from "../engine-failure.ts";
import { runPulumi } from "../run-pulumi.ts";
import { NeedsEngine } from "./needs-engine.ts";
import type { Decrypt } from "./open-state.ts";
import type { Passphrases } from "./passphrase.ts";
import { parseDeployment, type RawDeployment } from "./schema.ts";

/** A state whose secrets can be opened. */
export interface Opened {
  deployment: RawDeployment;
  decrypt: Decrypt;
}

export interface Opening {
  ref: StackRef;
  env: NodeJS.ProcessEnv;
  passphrases: Passphrases;
  /** Milliseconds. */
  deadlineMs: number;
}

const passphraseState = z.object({ salt: z.string() });

/**
 * Makes a state's secrets readable: with the passphrase here, with any other key by the engine, whose export has them in plain text.
 * @throws {GuidedError} PASSPHRASE_WRONG and whatever the engine says
 * @throws {NeedsEngine} where the state was written again meanwhile
 */
export async function openSecrets(deployment: RawDeployment, { ref, env, passphrases, deadlineMs }: Opening): Promise<Opened> {
  const provider = deployment.secrets_providers;
  const state = passphraseState.safeParse(provider?.state);
  if (provider?.type === "passphrase" && state.success) return { deployment, decrypt: await passphrases.decrypter(state.data.salt, env, `stack ${stackName(ref)}`) };
  const args = ["stack", "export", "--stack", qualified(ref), "--show-secrets"];
  const result = await runPulumi({ args, cwd: tmpdir(), env, deadlineMs });
  if (result.exitCode !== 0) throw engineFailure(result, `stack ${stackName(ref)}`);
  const shown = parseDeployment(JSON.parse(result.stdout));
  if (!isSame(shown, deployment)) throw new NeedsEngine("its state was written again while it was read");
  return { deployment: shown, decrypt: () => { throw new NeedsEngine("the engine left a secret in its state encrypted"); } };
}

/** Two exports of one state differ in their secrets alone. */
function isSame(one: RawDeployment, other: RawDeployment): boolean {
  const urns = ({ resources }: RawDeployment): string => JSON.stringify((resources ?? []).map(({ urn, id }) => [urn, id]));
  return one.manifest?.time === other.manifest?.time && urns(one) === urns(other);
}
