import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { estateSnapshot, GuidedError, type EstateSnapshot } from "../../model/index.ts";
import { readIfThere } from "./read-if-there.ts";
import { createOnce, writeWhole } from "./write-whole.ts";

export const KEY_LENGTH = 32;

/** What a store keeps beside its database: `estate.json` for the policy packs, and `fingerprint.key`. Readable by its owner alone, and ignored by git. */
export interface StoreFolder {
  path: string;
  /** Makes it where it is not there yet. @throws {GuidedError} STORE_BROKEN */
  prepare(): Promise<void>;
  /** Whether an embedded database was ever made in it. */
  hasDatabase(): Promise<boolean>;
  saveSnapshot(snapshot: EstateSnapshot): Promise<string>;
  fingerprintKey(): Promise<Uint8Array>;
}

/** @param randomBytes for the fingerprint key; must be fit for cryptography */
export function storeFolder(folder: string, randomBytes: (length: number) => Uint8Array): StoreFolder {
  async function prepare(): Promise<void> {
    await orBroken(folder, async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await createOnce(join(folder, ".gitignore"), "# Written by trueup: nothing in here belongs into a repository.\n*\n");
    });
  }
  return {
    path: folder,
    prepare,
    hasDatabase: () => access(join(folder, "database")).then(() => true, () => false),
    async saveSnapshot(snapshot) {
      await prepare();
      const file = join(folder, "estate.json");
      await orBroken(file, () => writeWhole(file, `${JSON.stringify(estateSnapshot.parse(snapshot), null, 2)}\n`));
      return file;
    },
    async fingerprintKey() {
      const file = join(folder, "fingerprint.key");
      const known = await readIfThere(file);
      if (known) return checkedKey(file, known);
      await prepare();
      await orBroken(file, () => createOnce(file, randomBytes(KEY_LENGTH)));
      return checkedKey(file, (await readIfThere(file)) ?? new Uint8Array());
    },
  };
}

function checkedKey(file: string, key: Uint8Array): Uint8Array {
  if (key.length === KEY_LENGTH) return new Uint8Array(key);
  throw new GuidedError("STORE_BROKEN", `${file} holds ${key.length} bytes where a key has ${KEY_LENGTH}.`, "Remove it: the next scan makes a new one. Secrets are then compared from that scan on.");
}

async function orBroken<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (typeof code !== "string") throw cause;
    throw new GuidedError("STORE_BROKEN", `${path} cannot be written or listed (${code}).`, "Give the user that runs trueup this folder, or name another one as `store` in trueup.yaml.", { cause });
  }
}
