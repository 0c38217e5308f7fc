import type { Json } from "../../../../model/index.ts";
import { ConfigureRequest, ConfigureResponse } from "../proto.ts";
import type { Connection } from "../reading/connection.ts";
import { configureProvider } from "../reading/lease-provider.ts";
import type { Session } from "../reading/session.ts";

/**
 * Answers the engine's Configure. In a read, a provider that cannot be configured is the trouble of its own resources, so the engine is not told.
 * @throws {GuidedError} in a preview or an update, where a provider that is missing makes the whole of it worthless
 */
export async function configureCall(session: Session, connection: Connection, bytes: Uint8Array): Promise<Uint8Array> {
  const request = ConfigureRequest.deserializeBinary(bytes);
  await configureProvider(session, connection, request.getUrn() ?? `${connection.package}::default`, (request.getArgs()?.toJavaScript() ?? {}) as Json);
  if (connection.failure && session.purpose !== "read") throw connection.failure;
  return engineAnswer(connection);
}

/** To the engine we always take secrets: their marks are how we know what must not leave. */
function engineAnswer(connection: Connection): Uint8Array {
  const answer = connection.lease ? connection.lease.configured.clone() : new ConfigureResponse();
  answer.setAcceptsecrets(true);
  answer.setSupportspreview(true);
  return answer.serializeBinary();
}
