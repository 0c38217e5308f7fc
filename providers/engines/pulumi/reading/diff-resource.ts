import type { ServiceError } from "@grpc/grpc-js";
import { GuidedError, type ProviderDiff } from "../../../../model/index.ts";
import { DiffResponse, type DiffRequest } from "../proto.ts";
import { reasonOf } from "../reason-of.ts";
import { classifyCallFailure } from "./classify-failure.ts";
import type { Connection } from "./connection.ts";
import { callPlugin } from "./plugin-call.ts";
import type { Session } from "./session.ts";

/** Asks the provider whether an unchanged program would change the resource back, and keeps its judgement beside what was read. @throws what the plugin said */
export async function diffResource(session: Session, connection: Connection, { request, bytes }: { request: DiffRequest; bytes: Uint8Array }): Promise<Uint8Array> {
  const urn = request.getUrn();
  const seen = session.leaving.has(`${urn}::${request.getId()}`) ? undefined : session.seen.get(urn);
  try {
    const answer = await callPlugin(session, connection, { method: "diff", bytes, timeoutMs: session.readMs });
    if (seen) seen.diff = judgement(DiffResponse.deserializeBinary(answer));
    return answer;
  } catch (error) {
    const said = error instanceof GuidedError ? error.message : ((error as ServiceError).details ?? (error as Error).message);
    const reason = error instanceof GuidedError ? reasonOf(error) : classifyCallFailure(error as ServiceError);
    if (seen) seen.outcome = { kind: "unanswered", reason, message: said };
    // Without its judgement a read is not a whole one: where the stack's time was up, it is as if it had not been made.
    if (session.ended.aborted) session.seen.delete(urn);
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
