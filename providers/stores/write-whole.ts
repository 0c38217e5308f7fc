import { randomUUID } from "node:crypto";
import { link, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Writes or replaces a file so that a reader sees the old text or the new one, never a part. Readable by its owner alone. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await withDraft(file, content, draft => rename(draft, file));
}

/** Creates a file unless it is there. Of several that try at once one wins, and all see its content, whole. */
export async function createOnce(file: string, content: string | Uint8Array): Promise<void> {
  await withDraft(file, content, async draft => {
    try {
      await link(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  });
}

/** Lets `publish` give a draft with this content its name, and leaves no draft behind unless the process dies. */
async function withDraft(file: string, content: string | Uint8Array, publish: (draft: string) => Promise<void>): Promise<void> {
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}.draft`);
  try {
    const handle = await open(draft, "wx", 0o600);
    try {
      await handle.writeFile(content);
      // Without it a power cut after the rename can leave an empty file under the final name.
      await handle.sync();
    } finally {
      await handle.close();
    }
    await publish(draft);
  } finally {
    await rm(draft, { force: true });
  }
}
