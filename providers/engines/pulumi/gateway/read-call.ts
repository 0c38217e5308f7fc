import { setTimeout as sleep } from "node:timers/promises";
import type { ServiceError } from "@grpc/grpc-js";
import { GuidedError, isJsonObject, valueAt, type Json, type Observation, type PropertyPath, type ReadOutcome } from "../../../../model/index.ts";
import { ReadRequest, ReadResponse, Struct } from "../proto.ts";
import { markSecrets, maskSecrets, secretPaths, secretStrings, stringsIn } from "../wire-values.ts";
import { reasonOf } from "../reason-of.ts";
import { classifyCallFailure } from "./classify-failure.ts";
import type { Connection } from "./connection.ts";
import { partialRead } from "./partial-read.ts";
import { callPlugin } from "./plugin-call.ts";
import type { Session } from "./session.ts";

/** First pause after a throttled read, in milliseconds; doubled each time until the read's deadline. */
const FIRST_PAUSE = 250;

/** Passes a Read on and keeps what came of it. What the engine gets is the plugin's answer, with secrets marked again. */
export async function readCall(session: Session, connection: Connection, bytes: Uint8Array): Promise<Uint8Array> {
  const request = ReadRequest.deserializeBinary(bytes);
  const recorded = { inputs: toJson(request.getInputs()), outputs: toJson(request.getProperties()) };
  learnSecrets(session, recorded, recorded);
  const started = performance.now();
  const keep = (outcome: ReadOutcome, found?: Found): void => {
    session.observations.set(request.getUrn(), observationOf(session, connection, { request, recorded, outcome, found, durationMs: Math.round(performance.now() - started) }));
  };
  try {
    const response = await readWithRetries(session, connection, bytes);
    if (!response.getId()) {
      keep({ kind: "gone" });
      return response.serializeBinary();
    }
    const found = withSecretsMarked(response, recorded);
    learnSecrets(session, recorded, found);
    keep({ kind: "read" }, found);
    return response.serializeBinary();
  } catch (error) {
    const unhealthy = partialRead(error as ServiceError);
    if (unhealthy) keep({ kind: "read" }, withSecretsMarked(unhealthy, recorded));
    else keep(unanswered(session, error));
    throw error;
  }
}

/**
 * What stands under a property that the program sets without any secret is not one, even where the provider marks a copy of it:
 * Google's provider, say, marks all labels once more as the secret outputs `pulumiLabels` and `effectiveLabels`.
 */
function learnSecrets(session: Session, recorded: { inputs: Json }, values: Found): void {
  const plain = new Set<string>();
  for (const [key, value] of Object.entries(isJsonObject(recorded.inputs) ? recorded.inputs : {})) {
    if (secretPaths(value).length > 0) continue;
    for (const side of [values.inputs, values.outputs]) for (const text of stringsIn(valueAt(side, [key]) ?? null)) plain.add(text);
  }
  const marked = [...secretStrings(values.inputs ?? null), ...secretStrings(values.outputs)];
  session.scrubber.learn(marked.filter(text => !plain.has(text)));
}

interface Found {
  inputs?: Json;
  outputs: Json;
}

async function readWithRetries(session: Session, connection: Connection, bytes: Uint8Array): Promise<ReadResponse> {
  const deadline = performance.now() + session.readMs;
  for (let pause = FIRST_PAUSE; ; pause *= 2) {
    const left = deadline - performance.now();
    try {
      return ReadResponse.deserializeBinary(await callPlugin(session, connection, { method: "read", bytes, timeoutMs: Math.max(1, left) }));
    } catch (error) {
      const isWorthAnother = !(error instanceof GuidedError) && classifyCallFailure(error as ServiceError) === "throttled" && left > 2 * pause;
      if (!isWorthAnother) throw error;
      // Half of the pause is random, so that stacks that were refused together do not come back together.
      await sleep(pause / 2 + (Math.random() * pause) / 2);
    }
  }
}

function unanswered(session: Session, error: unknown): ReadOutcome {
  const reason = error instanceof GuidedError ? reasonOf(error) : classifyCallFailure(error as ServiceError);
  const said = error instanceof GuidedError ? `${error.message} ${error.hint}` : ((error as ServiceError).details ?? (error as Error).message);
  return { kind: "unanswered", reason, message: session.scrubber.scrub(said) };
}

/** Marks, in the response itself, whatever was secret in the state; returns the marked values. */
function withSecretsMarked(response: ReadResponse, recorded: { inputs: Json; outputs: Json }): Found {
  const paths: PropertyPath[] = [...secretPaths(recorded.inputs), ...secretPaths(recorded.outputs)];
  const outputs = markSecrets(toJson(response.getProperties()), paths);
  response.setProperties(toStruct(outputs));
  if (!response.hasInputs()) return { outputs };
  const inputs = markSecrets(toJson(response.getInputs()), paths);
  response.setInputs(toStruct(inputs));
  return { inputs, outputs };
}

interface Seen {
  request: ReadRequest;
  recorded: { inputs: Json; outputs: Json };
  outcome: ReadOutcome;
  found: Found | undefined;
  durationMs: number;
}

function observationOf(session: Session, connection: Connection, { request, recorded, outcome, found, durationMs }: Seen): Observation {
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

function toJson(struct: Struct | undefined): Json {
  return (struct?.toJavaScript() ?? {}) as Json;
}

function toStruct(value: Json): Struct {
  return Struct.fromJavaScript(value as Record<string, never>);
}
