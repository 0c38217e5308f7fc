import { openEmbedded } from "../../../providers/database/embedded/open-embedded.ts";

/** Run by kill-writers.ts: writes two tables in each transaction, for ever, and says which number was acknowledged. */
const database = await openEmbedded(process.argv[2]!);
await database.query("create table if not exists counted (n int primary key, filling text); create table if not exists doubled (n int primary key)");
const [found] = await database.query<{ last: number; rows: number; doubled: number }>("select (select coalesce(max(n), 0) from counted)::int as last, (select count(*) from counted)::int as rows, (select count(*) from doubled)::int as doubled");
process.send!({ found });
for (let n = found!.last + 1; ; n++) {
  await database.transaction(async query => {
    await query("insert into counted values ($1, $2) on conflict do nothing", [n, "x".repeat((n * 37) % 5_000)]);
    await query("insert into doubled values ($1) on conflict do nothing", [n]);
  });
  process.send!({ acknowledged: n });
}
