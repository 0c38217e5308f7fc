import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

/** Run by store-folder.test.ts: writes a file the way the store does, and is killed before it gets its name. */
fs.rename = () => {
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => {});
};
syncBuiltinESMExports();
const { writeWhole } = await import("../../providers/stores/write-whole.ts");
await writeWhole(process.argv[2]!, '{ "schema": "trueup/estate/v1" }');
