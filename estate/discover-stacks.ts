import { GuidedError } from "../model/guided-error.ts";
import type { Backend } from "../model/ports/engine.ts";
import { stackName, type StackRef } from "../model/stack.ts";
import { compareText } from "./compare-text.ts";

/** A backend whose stacks could not be listed: nothing is known of what it holds. */
export interface DeadBackend {
  /** The key in `trueup.yaml`. */
  backend: string;
  error: GuidedError;
}

export interface Discovery {
  /** By name, then by backend. */
  stacks: StackRef[];
  failures: DeadBackend[];
}

/** Lists every backend at once. Never throws: a backend that does not answer is one of the `failures`, and the others go on. */
export async function discoverStacks(backends: readonly Backend[]): Promise<Discovery> {
  const answers = await Promise.all(backends.map(listOne));
  return {
    stacks: answers.flatMap(answer => answer.stacks).sort(byName),
    failures: answers.flatMap(answer => answer.failures),
  };
}

async function listOne(backend: Backend): Promise<Discovery> {
  try {
    return { stacks: await backend.list(), failures: [] };
  } catch (cause) {
    return { stacks: [], failures: [{ backend: backend.name, error: asGuided(backend.name, cause) }] };
  }
}

function asGuided(name: string, cause: unknown): GuidedError {
  if (cause instanceof GuidedError) return cause;
  const said = cause instanceof Error ? cause.message : String(cause);
  return new GuidedError("BACKEND_UNREACHABLE", `The stacks of backend ${name} could not be listed: ${said}.`, `Check backends.${name} in trueup.yaml, then run \`trueup doctor\`.`, { cause });
}

function byName(a: StackRef, b: StackRef): number {
  return compareText(stackName(a), stackName(b)) || compareText(a.backend, b.backend);
}
