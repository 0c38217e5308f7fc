import type { Query } from "../../database/database.ts";

/** Scans that ended or, where nobody ended them, began before this time; but none that a stack's last verdict is in, and not the last one that is whole. */
export async function prune(query: Query, before: Date): Promise<number> {
  await query("delete from trueup.drifts where resolved_at < $1", [before]);
  const gone = await query(
    `delete from trueup.scans s where coalesce(finished_at, started_at) < $1
       and not exists (select from trueup.standings where scan = s.id)
       and id is distinct from (select id from trueup.scans where finished_at is not null order by started_at desc, id desc limit 1)
     returning 1`,
    [before],
  );
  return gone.length;
}
