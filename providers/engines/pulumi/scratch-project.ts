import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Runs `work` in a folder that looks like a project to the engine, and removes the folder afterwards.
 * The engine writes a stack's settings file there (the encryption salt); it must never be the user's checkout.
 */
export async function inScratchProject<T>(project: string, work: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), "trueup-read-"));
  try {
    await writeFile(join(dir, "Pulumi.yaml"), `name: ${JSON.stringify(project)}\nruntime: nodejs\n`);
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
