import type { Json } from "../../../../model/index.ts";
import { CheckRequest, CheckResponse, Struct } from "../proto.ts";
import type { Connection } from "../reading/connection.ts";
import { callPlugin } from "../reading/plugin-call.ts";
import type { Session } from "../reading/session.ts";
import { markSecrets, secretPaths } from "../wire-values.ts";

/** Passes a Check on. What a plugin that knows no marks answers gets those of what it was given, as the engine itself would add them: it is what the state will hold. */
export async function checkCall(session: Session, connection: Connection, bytes: Uint8Array): Promise<Uint8Array> {
  const answer = await callPlugin(session, connection, { method: "check", bytes });
  if (connection.lease?.acceptsSecrets !== false) return answer;
  const response = CheckResponse.deserializeBinary(answer);
  const given = (CheckRequest.deserializeBinary(bytes).getNews()?.toJavaScript() ?? {}) as Json;
  const inputs = response.getInputs()?.toJavaScript() as Json | undefined;
  if (inputs !== undefined) response.setInputs(Struct.fromJavaScript(markSecrets(inputs, secretPaths(given)) as Record<string, never>));
  return response.serializeBinary();
}
