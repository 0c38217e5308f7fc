import { openStore } from "../../providers/stores/open-store.ts";
import { idAt, minute, ref, report, resource } from "./reports.ts";

/** Run by sql-store.test.ts, with the place of a store: says that it begins to save a stack of many drifts, and is killed meanwhile. */
const { folder, url, password } = JSON.parse(process.argv[2]!) as { folder: string; url?: string; password?: string };
const store = openStore({ folder, ...(url ? { server: { url, ...(password ? { password } : {}), fingerprintKey: () => "" } } : {}) });
await store.scans(1);
process.send!("saving");
await store.saveStack(idAt(0), ref("a/b"), report("a/b", "drifted", Array.from({ length: 3_000 }, (_, i) => resource(`r${i}`))), minute(1));
process.send!("saved");
setInterval(() => undefined, 1_000);
