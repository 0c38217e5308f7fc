import pLimit from "p-limit";
import type { Selection } from "../../estate/select-stacks.ts";
import { holdsSecret } from "../../model/secret.ts";
import { stackName, type StackRef, type StackState } from "../../model/stack.ts";
import { count } from "../wording.ts";
import type { Workspace } from "../workspace.ts";
import { badTogether, type Failure, type Finding, good } from "./finding.ts";

/** Reads every state, and lets the engine decrypt those that hold secrets. */
export async function* checkStates({ stacks }: Selection, { config, backends, engine }: Workspace): AsyncGenerator<Finding, StackState[]> {
  const atOnce = pLimit(config.limits.parallel);
  const states: StackState[] = [];
  const decrypted: StackRef[] = [];
  const failures: Failure[] = [];
  const checkOne = async (ref: StackRef): Promise<void> => {
    try {
      const state = await backends.find(({ name }) => name === ref.backend)!.state(ref);
      states.push(state);
      if (!hasSecrets(state)) return;
      await engine.checkSecrets(ref);
      decrypted.push(ref);
    } catch (error) {
      failures.push({ subject: stackName(ref), error });
    }
  };
  await Promise.all(stacks.map(({ ref }) => atOnce(checkOne, ref)));
  if (states.length > 0) yield good(`states: ${states.length} of ${count(stacks.length, "stack")} read${decrypted.length > 0 ? `, the secrets of ${decrypted.length} decrypted` : ""}`);
  yield* badTogether(failures);
  return states;
}

function hasSecrets({ resources }: StackState): boolean {
  return resources.some(({ inputs, outputs }) => holdsSecret(inputs) || holdsSecret(outputs));
}
