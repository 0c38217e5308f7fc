import { randomBytes } from "node:crypto";
import { GuidedError, type Store } from "../../model/index.ts";
import type { Database } from "../database/database.ts";
import { sqlStore } from "./sql-store.ts";
import { KEY_LENGTH, storeFolder } from "./store-folder.ts";

export interface StoreSettings {
  /** Absolute. */
  folder: string;
  /** Where several machines share one; absent: the embedded one in `folder`. */
  server?: ServerSettings;
}

export interface ServerSettings {
  /** Without the password. */
  url: string;
  password?: string;
  /** 64 hexadecimal digits. Taken when it is first needed. */
  fingerprintKey(): string;
}

/** The store in a folder, or in a database that machines share; then only the estate snapshot is in the folder. Opens and makes nothing before it has to. */
export function openStore({ folder, server }: StoreSettings): Store {
  const files = storeFolder(folder, randomBytes);
  const { saveSnapshot } = files;
  if (server) return sqlStore({ name: server.url, isThere: async () => true, open: () => openDatabase({ folder, server }), fingerprintKey: async () => sharedKey(server.fingerprintKey()), saveSnapshot });
  return sqlStore({
    name: folder,
    isThere: files.hasDatabase,
    async open() {
      await files.prepare();
      return openDatabase({ folder });
    },
    fingerprintKey: files.fingerprintKey,
    saveSnapshot,
  });
}

/** The database that the store is in, for what else is kept there. Each is loaded when it is needed. */
export async function openDatabase({ folder, server }: StoreSettings): Promise<Database> {
  if (!server) return (await import("../database/embedded/open-embedded.ts")).openEmbedded(folder);
  return (await import("../database/postgres/open-postgres.ts")).openPostgres(server.url, server.password);
}

function sharedKey(text: string): Uint8Array {
  const digits = text.trim();
  if (/^[0-9a-f]{64}$/i.test(digits)) return new Uint8Array(Buffer.from(digits, "hex"));
  throw new GuidedError("CONFIG_INVALID", `The secret that \`database.fingerprintKey\` names has ${digits.length} characters, or other ones than hexadecimal digits; it takes ${KEY_LENGTH * 2} of those.`, "Make one with `openssl rand -hex 32`, and give the same one to every worker.");
}
