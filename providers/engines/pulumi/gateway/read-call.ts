import { ReadRequest } from "../proto.ts";
import type { Connection } from "../reading/connection.ts";
import { readResource } from "../reading/read-resource.ts";
import type { Session } from "../reading/session.ts";

/** Passes a Read of the engine on. What the engine gets is the plugin's answer, with secrets marked again; of an unhealthy resource, the error that carries it. */
export async function readCall(session: Session, connection: Connection, bytes: Uint8Array): Promise<Uint8Array> {
  const { response, unhealthy } = await readResource(session, connection, { request: ReadRequest.deserializeBinary(bytes), bytes });
  if (unhealthy) throw unhealthy;
  return response.serializeBinary();
}
