import type { Selection } from "../../estate/select-stacks.ts";
import { GuidedError } from "../../model/guided-error.ts";
import { stackName, type StackState } from "../../model/stack.ts";
import { count } from "../wording.ts";
import type { Identities } from "../wire.ts";
import { badTogether, type Failure, type Finding, good } from "./finding.ts";
import { providersInUse } from "./providers-in-use.ts";

/** Whether each provider of each stack has an identity that reads it. Identities that do not open were told before. */
export async function* checkProviders(states: readonly StackState[], { stacks }: Selection, identities: Identities): AsyncGenerator<Finding> {
  const failures: Failure[] = [];
  const inUse = states.flatMap(providersInUse).length;
  for (const state of states) {
    const identityFor = identities.among(stacks.find(({ ref }) => ref.backend === state.ref.backend && stackName(ref) === stackName(state.ref))?.identities ?? []);
    for (const provider of providersInUse(state)) {
      const error = await identityFor(provider).then(() => undefined, (reason: unknown) => reason);
      if (error instanceof GuidedError && error.code === "IDENTITY_MISSING") failures.push({ subject: stackName(state.ref), error });
    }
  }
  const unread = new Map(failures.map(failure => [failure.subject, failure]));
  if (unread.size === 0 && inUse > 0) yield good(`providers: an identity for each of ${count(inUse, "provider")}`);
  yield* badTogether([...unread.values()]);
}
