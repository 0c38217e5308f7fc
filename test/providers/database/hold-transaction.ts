import { setTimeout as sleep } from "node:timers/promises";
import { openEmbedded } from "../../../providers/database/embedded/open-embedded.ts";

/** Run by embedded.test.ts: says that it is in the middle of a transaction, and stays there. */
const database = await openEmbedded(process.argv[2]!);
await database.transaction(async query => {
  await query("create table held (n int)");
  process.send!("held");
  await sleep(600_000);
});
