import type { ServiceError } from "@grpc/grpc-js";
import { GuidedError, isJsonObject, valueAt, type Json, type PropertyPath, type ReadOutcome } from "../../../../model/index.ts";
import { ReadRequest, ReadResponse, Struct } from "../proto.ts";
import { reasonOf } from "../reason-of.ts";
import { markSecrets, secretPaths, secretStrings, stringsIn } from "../wire-values.ts";
import { classifyCallFailure } from "./classify-failure.ts";
import type { Connection } from "./connection.ts";
import { partialRead } from "./partial-read.ts";
import { readWithRetries } from "./retries.ts";
import type { Session } from "./session.ts";

/** Wire values of the state, secrets marked. */
interface Recorded {
  inputs: Json;
  outputs: Json;
}

/** Wire values of the cloud, secrets marked. */
interface Found {
  inputs?: Json;
  outputs: Json;
}

export interface ReadAnswer {
  /** The plugin's answer, with whatever was secret in the state marked again. */
  response: ReadResponse;
  /** The resource was read but is unhealthy: the error that carried the answer. */
  unhealthy?: ServiceError;
}

/** Reads one resource through its plugin and keeps what came of it. @throws what the plugin said, or why it could not be asked */
export async function readResource(session: Session, connection: Connection, { request, bytes }: { request: ReadRequest; bytes: Uint8Array }): Promise<ReadAnswer> {
  const recorded = { inputs: toJson(request.getInputs()), outputs: toJson(request.getProperties()) };
  learnSecrets(session, recorded, recorded);
  const started = performance.now();
  const keep = (outcome: ReadOutcome, found?: Found): void => {
    if (session.ended.aborted || session.leaving.has(`${request.getUrn()}::${request.getId()}`)) return;
    const facts = session.facts.get(request.getUrn()) ?? { external: false, ignoreChanges: [] };
    const seen = { urn: request.getUrn(), type: typeOf(request), provider: connection.provider ?? "", ...facts, outcome, recorded, durationMs: Math.round(performance.now() - started) };
    session.seen.set(seen.urn, found ? { ...seen, found } : seen);
  };
  try {
    const response = await readWithRetries(session, connection, { bytes, type: typeOf(request) });
    if (!response.getId()) {
      keep({ kind: "gone" });
      return { response };
    }
    const found = withSecretsMarked(response, recorded);
    learnSecrets(session, recorded, found);
    keep({ kind: "read" }, found);
    return { response };
  } catch (error) {
    const response = partialRead(error as ServiceError);
    if (!response) {
      keep(unanswered(error));
      throw error;
    }
    keep({ kind: "read" }, withSecretsMarked(response, recorded));
    return { response, unhealthy: error as ServiceError };
  }
}

function typeOf(request: ReadRequest): string {
  return request.getType() || request.getUrn().split("::")[2]!.split("$").at(-1)!;
}

/**
 * What stands under a property that the program sets without any secret is not one, even where the provider marks a copy of it:
 * Google's provider, say, marks all labels once more as the secret outputs `pulumiLabels` and `effectiveLabels`.
 */
function learnSecrets(session: Session, recorded: Recorded, values: Found): void {
  const marked = [...secretStrings(values.inputs ?? null), ...secretStrings(values.outputs)];
  if (marked.length === 0) return;
  const plain = new Set<string>();
  for (const [key, value] of Object.entries(isJsonObject(recorded.inputs) ? recorded.inputs : {})) {
    if (secretPaths(value).length > 0) continue;
    for (const side of [values.inputs, values.outputs]) for (const text of stringsIn(valueAt(side, [key]) ?? null)) plain.add(text);
  }
  session.scrubber.learn(marked.filter(text => !plain.has(text)));
}

function unanswered(error: unknown): ReadOutcome {
  const reason = error instanceof GuidedError ? reasonOf(error) : classifyCallFailure(error as ServiceError);
  const said = error instanceof GuidedError ? `${error.message} ${error.hint}` : ((error as ServiceError).details ?? (error as Error).message);
  return { kind: "unanswered", reason, message: said };
}

/** Marks, in the response itself, whatever was secret in the state; returns the marked values. */
function withSecretsMarked(response: ReadResponse, recorded: Recorded): Found {
  const paths: PropertyPath[] = [...secretPaths(recorded.inputs), ...secretPaths(recorded.outputs)];
  const outputs = markSecrets(toJson(response.getProperties()), paths);
  response.setProperties(toStruct(outputs));
  if (!response.hasInputs()) return { outputs };
  const inputs = markSecrets(toJson(response.getInputs()), paths);
  response.setInputs(toStruct(inputs));
  return { inputs, outputs };
}

function toJson(struct: Struct | undefined): Json {
  return (struct?.toJavaScript() ?? {}) as Json;
}

function toStruct(value: Json): Struct {
  return Struct.fromJavaScript(value as Record<string, never>);
}
