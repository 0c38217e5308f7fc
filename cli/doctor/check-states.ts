import pLimit from "p-limit";
import type { Selection } from "../../estate/select-stacks.ts";
import { holdsSecret } from "../../model/secret.ts";
import { stackName, type StackRef, type StackState } from "../../model/stack.ts";
import { count } from "../wording.ts";
import type { Workspace } from "../workspace.ts";
import { badTogether, type Failure, type Finding, good } from "./finding.ts";

/** Reads every state, and lets the engine decrypt those that hold secrets. Returns the states that could be read. */
export async function* checkStates({ stacks }: Selection, workspace: Workspace): AsyncGenerator<Finding, StackState[]> {
  const atOnce = pLimit(workspace.config.limits.parallel);
  const answers = await Promise.all(stacks.map(({ ref }) => atOnce(checkOne, ref, workspace)));
  const states = answers.flatMap(({ state }) => state ?? []);
  const decrypted = answers.filter(({ isDecrypted }) => isDecrypted).length;
  if (states.length > 0) yield good(`states: ${states.length} of ${count(stacks.length, "stack")} read${decrypted > 0 ? `, the secrets of ${decrypted} decrypted` : ""}`);
  yield* badTogether(answers.flatMap(({ failure }) => failure ?? []));
  return states;
}

interface Answer {
  state?: StackState;
  isDecrypted?: boolean;
  failure?: Failure;
}

async function checkOne(ref: StackRef, { backends, engine }: Workspace): Promise<Answer> {
  const answer: Answer = {};
  try {
    answer.state = await backends.find(({ name }) => name === ref.backend)!.state(ref);
    if (!hasSecrets(answer.state)) return answer;
    await engine.checkSecrets(ref);
    return { ...answer, isDecrypted: true };
  } catch (error) {
    return { ...answer, failure: { subject: stackName(ref), error } };
  }
}

function hasSecrets({ resources }: StackState): boolean {
  return resources.some(({ inputs, outputs }) => holdsSecret(inputs) || holdsSecret(outputs));
}
