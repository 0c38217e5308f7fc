import { GuidedError, type Json, type JsonObject, type PreviewStep, type Write } from "../../../../model/index.ts";
import { CreateRequest, CreateResponse, DeleteRequest, Struct, UpdateRequest, UpdateResponse } from "../proto.ts";
import type { Connection } from "../reading/connection.ts";
import { callPlugin } from "../reading/plugin-call.ts";
import type { Session } from "../reading/session.ts";
import { markSecrets, printed, secretPaths, secretStrings } from "../wire-values.ts";
import { updateDiff } from "./update-diff.ts";

export interface WriteCall {
  operation: Write["operation"];
  /** The request as the engine sends it. */
  bytes: Uint8Array;
}

/** Passes a dry run on in a preview and in an update, and a write where the update's book lets it through; anything else is what the border is there to stop. @throws {GuidedError} WRITE_REFUSED, or what the plugin said */
export async function writeCall(session: Session, connection: Connection, { operation, bytes }: WriteCall): Promise<Uint8Array> {
  const asked = readRequest(operation, bytes);
  if (asked.isDryRun && session.purpose !== "read") return callPlugin(session, connection, { method: operation, bytes });
  const { writes } = session;
  if (!writes) throw new GuidedError("WRITE_REFUSED", `${operation} was refused: a scan only reads.`, "This is a safety net; please report how it was reached.");
  const write = { urn: asked.urn, operation };
  const because = writes.refuse(write, await stepOf(session, connection, asked));
  if (because !== undefined) throw new GuidedError("WRITE_REFUSED", `The ${operation} of ${asked.urn} was refused: ${because}`, "Nothing of it was written.");
  try {
    const answer = await callPlugin(session, connection, { method: operation, bytes });
    writes.note(write);
    return connection.lease?.acceptsSecrets === false ? withMarks(operation, answer, asked.inputs) : answer;
  } catch (error) {
    // Its words may quote what was to be written.
    session.scrubber.learn(secretStrings(asked.inputs));
    throw error;
  }
}

interface Asked {
  operation: Write["operation"];
  urn: string;
  isDryRun: boolean;
  /** What is to be written, or was. Wire values, secrets marked. */
  inputs: Json;
  update?: UpdateRequest;
}

function readRequest(operation: Write["operation"], bytes: Uint8Array): Asked {
  if (operation === "create") {
    const request = CreateRequest.deserializeBinary(bytes);
    return { operation, urn: request.getUrn(), isDryRun: request.getPreview(), inputs: toJson(request.getProperties()) };
  }
  if (operation === "update") {
    const update = UpdateRequest.deserializeBinary(bytes);
    return { operation, update, urn: update.getUrn(), isDryRun: update.getPreview(), inputs: toJson(update.getNews()) };
  }
  const request = DeleteRequest.deserializeBinary(bytes);
  return { operation, urn: request.getUrn(), isDryRun: false, inputs: toJson(request.getOldInputs()) };
}

/** The write as a step of a preview, with the same secrets taken out in the same way. */
async function stepOf(session: Session, connection: Connection, { operation, urn, inputs, update }: Asked): Promise<PreviewStep> {
  const nothing = { urn, op: operation, detailedDiff: {}, diffReasons: [], replaceReasons: [], propertyDependencies: {}, stackTrace: [], isProtected: false };
  const step = update
    ? { ...nothing, ...(await updateDiff(session, connection, update)), newInputs: shown(inputs), oldInputs: shown(toJson(update.getOldInputs())), oldOutputs: shown(toJson(update.getOlds())) }
    : { ...nothing, [operation === "create" ? "newInputs" : "oldInputs"]: shown(inputs) };
  return JSON.parse(session.scrubber.scrub(JSON.stringify(step))) as PreviewStep;
}

/** What a plugin that knows no marks says it has written, with those of what it was given, as the engine itself would add them. */
function withMarks(operation: Write["operation"], answer: Uint8Array, inputs: Json): Uint8Array {
  if (operation === "delete") return answer;
  const response = (operation === "create" ? CreateResponse : UpdateResponse).deserializeBinary(answer);
  response.setProperties(Struct.fromJavaScript(markSecrets(toJson(response.getProperties()), secretPaths(inputs)) as Record<string, never>));
  return response.serializeBinary();
}

function shown(value: Json): JsonObject {
  return printed(value) as JsonObject;
}

function toJson(struct: Struct | undefined): Json {
  return (struct?.toJavaScript() ?? {}) as Json;
}
