import type { Selection } from "../../estate/select-stacks.ts";
import { type ErrorCode, GuidedError } from "../../model/guided-error.ts";
import type { CloudSession } from "../../model/ports/cloud.ts";
import { stackName, type StackState } from "../../model/stack.ts";
import { parseUrn } from "../../model/urn.ts";
import { count } from "../wording.ts";
import type { Identities } from "../wire.ts";
import { checkSession } from "./check-identities.ts";
import { badTogether, type Failure, type Finding, good } from "./finding.ts";
import { type NeededProvider, providersInUse } from "./providers-in-use.ts";

/** What is wrong with the provider rather than with its identity. */
const CODES: ReadonlySet<ErrorCode> = new Set(["IDENTITY_MISSING", "PROVIDER_UNSAFE"]);

/** Whether each provider of each stack has an identity that reads it. Identities that do not open were told before. */
export async function* checkProviders(states: readonly StackState[], { stacks }: Selection, identities: Identities): AsyncGenerator<Finding> {
  const failures: Failure[] = [];
  const places = new Map<string, Place>();
  const inUse = states.flatMap(providersInUse).length;
  for (const state of states) {
    const stack = stackName(state.ref);
    const identityFor = identities.among(stacks.find(({ ref }) => ref.backend === state.ref.backend && stackName(ref) === stack)?.identities ?? []);
    for (const provider of providersInUse(state)) {
      const session = await identityFor(provider).catch((error: unknown) => error);
      if (session instanceof GuidedError && CODES.has(session.code)) failures.push({ subject: stack, error: session });
      else if (session instanceof Error) continue;
      else keepPlace(places, { session: session as CloudSession, provider, stack });
    }
  }
  const unread = new Map(failures.map(failure => [failure.subject, failure]));
  if (unread.size === 0 && inUse > 0) yield good(`providers: an identity for each of ${count(inUse, "provider")}`);
  yield* badTogether([...unread.values()]);
  yield* checkPlaces(places, identities);
}

/** An identity as it reaches one provider, and the first provider it does so for. */
interface Place {
  session: CloudSession;
  provider: NeededProvider;
  stack: string;
}

function keepPlace(places: Map<string, Place>, place: Place): void {
  if (!places.has(place.session.key)) places.set(place.session.key, place);
}

/** Those of identities that are a place of its own for each provider, such as a cluster; the others were checked by themselves. */
async function* checkPlaces(places: ReadonlyMap<string, Place>, identities: Identities): AsyncGenerator<Finding> {
  for (const { session, provider, stack } of places.values()) {
    const whole = await identities.open(session.identity);
    if (whole.key !== session.key) yield* checkSession(`identity ${session.identity} for ${parseUrn(provider.urn).name} of ${stack}`, session);
  }
}
