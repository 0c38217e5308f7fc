import { DiffRequest } from "../proto.ts";
import type { Connection } from "../reading/connection.ts";
import { diffResource } from "../reading/diff-resource.ts";
import type { Session } from "../reading/session.ts";

/** Passes a Diff of the engine on. */
export function diffCall(session: Session, connection: Connection, bytes: Uint8Array): Promise<Uint8Array> {
  return diffResource(session, connection, { request: DiffRequest.deserializeBinary(bytes), bytes });
}
