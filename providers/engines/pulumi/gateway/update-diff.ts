import type { PreviewStep, PropertyDiff as PropertyDifference } from "../../../../model/index.ts";
import { DiffRequest, DiffResponse, PropertyDiff, type UpdateRequest } from "../proto.ts";
import type { Connection } from "../reading/connection.ts";
import { callPlugin } from "../reading/plugin-call.ts";
import type { Session } from "../reading/session.ts";

const { Kind } = PropertyDiff;

/** As the engine's digests name them. */
const KINDS: Record<number, PropertyDifference["kind"]> = {
  [Kind.ADD]: "add",
  [Kind.ADD_REPLACE]: "add-replace",
  [Kind.DELETE]: "delete",
  [Kind.DELETE_REPLACE]: "delete-replace",
  [Kind.UPDATE]: "update",
  [Kind.UPDATE_REPLACE]: "update-replace",
};

/** Asks the provider what an update that is about to be made would change: its own word, for the very values of the update. @throws what the plugin said */
export async function updateDiff(session: Session, connection: Connection, update: UpdateRequest): Promise<Pick<PreviewStep, "detailedDiff" | "diffReasons" | "replaceReasons">> {
  const bytes = diffRequestOf(update).serializeBinary();
  const answer = DiffResponse.deserializeBinary(await callPlugin(session, connection, { method: "diff", bytes, timeoutMs: session.readMs }));
  const detailedDiff: PreviewStep["detailedDiff"] = {};
  answer.getDetaileddiffMap().forEach((difference, path) => {
    detailedDiff[path] = { kind: KINDS[difference.getKind()]!, inputDiff: difference.getInputdiff() };
  });
  return { detailedDiff, diffReasons: answer.getDiffsList(), replaceReasons: answer.getReplacesList() };
}

function diffRequestOf(update: UpdateRequest): DiffRequest {
  const request = new DiffRequest();
  request.setId(update.getId());
  request.setUrn(update.getUrn());
  request.setName(update.getName());
  request.setType(update.getType());
  request.setOlds(update.getOlds());
  request.setNews(update.getNews());
  request.setOldInputs(update.getOldInputs());
  request.setIgnorechangesList(update.getIgnorechangesList());
  return request;
}
