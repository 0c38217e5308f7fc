import type { Json, Observation, ReadOutcome } from "../../../../model/index.ts";
import type { ReadRequest } from "../proto.ts";
import { maskSecrets } from "../wire-values.ts";
import type { Connection } from "./connection.ts";
import type { Session } from "./session.ts";

/** Wire values of the state, secrets marked. */
export interface Recorded {
  inputs: Json;
  outputs: Json;
}

/** Wire values of the cloud, secrets marked. */
export interface Found {
  inputs?: Json;
  outputs: Json;
}

export interface Seen {
  request: ReadRequest;
  recorded: Recorded;
  outcome: ReadOutcome;
  found: Found | undefined;
  durationMs: number;
}

/** What was seen of one resource, every secret in it a fingerprint. */
export function observationOf(session: Session, connection: Connection, { request, recorded, outcome, found, durationMs }: Seen): Observation {
  const mask = (value: Json): Json => maskSecrets(value, session.fingerprint, text => session.scrubber.isSecretText(text));
  const urn = request.getUrn();
  const facts = session.facts.get(urn);
  return {
    urn,
    type: request.getType() || urn.split("::")[2]!.split("$").at(-1)!,
    provider: connection.provider ?? "",
    external: facts?.external ?? false,
    ignoreChanges: facts?.ignoreChanges ?? [],
    outcome,
    recorded: { inputs: mask(recorded.inputs), outputs: mask(recorded.outputs) },
    ...(found ? { found: { outputs: mask(found.outputs), ...(found.inputs === undefined ? {} : { inputs: mask(found.inputs) }) } } : {}),
    durationMs,
  };
}
