import { stackName, type Baseline, type StackFacts, type StackRef } from "../../../model/index.ts";
import type { Query } from "../../database/database.ts";
import { storable } from "./text.ts";

export async function baseline(query: Query, ref: StackRef): Promise<Baseline | undefined> {
  const [row] = await query<{ document: Baseline }>("select document from trueup.baselines where backend = $1 and stack = $2", [storable(ref.backend), storable(stackName(ref))]);
  return row?.document;
}

export async function saveBaseline(query: Query, document: Baseline): Promise<void> {
  await query("insert into trueup.baselines (backend, stack, document) values ($1, $2, $3) on conflict (backend, stack) do update set document = excluded.document", [storable(document.backend), storable(document.stack), JSON.stringify(document)]);
}

/** What was taken later stands, in whatever order they come. */
export async function saveFacts(query: Query, document: StackFacts): Promise<void> {
  await query(
    `insert into trueup.facts as kept (backend, stack, taken_at, document) values ($1, $2, $3, $4)
     on conflict (backend, stack) do update set taken_at = excluded.taken_at, document = excluded.document where kept.taken_at <= excluded.taken_at`,
    [storable(document.backend), storable(document.stack), document.takenAt, JSON.stringify(document)],
  );
}

export async function facts(query: Query): Promise<StackFacts[]> {
  const rows = await query<{ document: StackFacts }>('select document from trueup.facts order by stack collate "C", backend collate "C"');
  return rows.map(({ document }) => document);
}
