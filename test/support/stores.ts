import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "../../model/ports/store.ts";
import { migrate } from "../../providers/stores/migrations/migrate.ts";
import { openDatabase, openStore, type StoreSettings } from "../../providers/stores/open-store.ts";
import { testInFolder } from "../scratch-folder.ts";
import { startPostgres } from "./postgres.ts";

export const FINGERPRINT_KEY = "0123456789abcdef".repeat(4);

/**
 * `test`, with `place`: a store that nothing was kept in yet, and `open`: what another process does with it; all are closed afterwards. Copies of an embedded database that was made once, because making one takes seconds.
 */
export function testWithStores(kind: "embedded" | "PostgreSQL") {
  return testInFolder
    .extend("source", { scope: "file" }, async ({}, { onCleanup }) => (kind === "embedded" ? undefined : cleanedUp(await startPostgres(), onCleanup)))
    .extend("template", { scope: "file" }, async ({}, { onCleanup }) => {
      const folder = mkdtempSync(join(tmpdir(), "trueup-template-"));
      onCleanup(() => rmSync(folder, { recursive: true, force: true }));
      if (kind === "embedded") await makeTables(folder);
      return folder;
    })
    .extend("place", async ({ dir, source, template }): Promise<StoreSettings> => {
      const folder = join(dir, "store");
      if (source) return { folder, server: { url: await source.createDatabase(), password: source.password, fingerprintKey: () => FINGERPRINT_KEY } };
      cpSync(template, folder, { recursive: true });
      return { folder };
    })
    .extend("open", async ({ place }, { onCleanup }) => {
      const opened: Store[] = [];
      onCleanup(async () => void (await Promise.all(opened.map(store => store.close()))));
      return (): Store => {
        const store = openStore(place);
        opened.push(store);
        return store;
      };
    })
    .extend("store", ({ open }) => open());
}

async function makeTables(folder: string): Promise<void> {
  const database = await openDatabase({ folder });
  await migrate(database, folder);
  await database.close();
}

function cleanedUp<T extends AsyncDisposable>(resource: T, onCleanup: (clean: () => Promise<void>) => void): T {
  onCleanup(async () => resource[Symbol.asyncDispose]());
  return resource;
}
