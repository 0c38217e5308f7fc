import { DiffRequest, DiffResponse } from "../proto.ts";
import type { ProviderDiff } from "../../../../model/index.ts";
import { classifyCallFailure } from "./classify-failure.ts";
import type { Connection } from "./connection.ts";
import { callPlugin } from "./plugin-call.ts";
import type { Session } from "./session.ts";

/** Passes a Diff on and keeps the provider's judgement beside the observation it is about. */
export async function diffCall(session: Session, connection: Connection, bytes: Uint8Array): Promise<Uint8Array> {
  const urn = DiffRequest.deserializeBinary(bytes).getUrn();
  const observation = session.observations.get(urn);
  try {
    const answer = await callPlugin(session, connection, { method: "diff", bytes, timeoutMs: session.readMs });
    if (observation) observation.diff = judgement(DiffResponse.deserializeBinary(answer));
    return answer;
  } catch (error) {
    if (observation) {
      const said = (error as { details?: string }).details ?? (error as Error).message;
      observation.outcome = { kind: "unanswered", reason: classifyCallFailure(error as never), message: session.scrubber.scrub(said) };
    }
    throw error;
  }
}

const CHANGES = { 0: "unknown", 1: "none", 2: "some" } as const;

function judgement(response: DiffResponse): ProviderDiff {
  const detailed: string[] = [];
  response.getDetaileddiffMap().forEach((_diff, path) => void detailed.push(path));
  const paths = response.getHasdetaileddiff() || detailed.length > 0 ? detailed : response.getDiffsList();
  return { changes: CHANGES[response.getChanges()], paths: [...new Set(paths)] };
}
