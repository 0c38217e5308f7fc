import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

/** Looks for secret values in every byte of every file below a folder, plain and in the encodings they travel in. Gives where; never the value. */
export async function findLeaks(folder: string, secrets: readonly string[]): Promise<{ files: number; leaks: string[] }> {
  const wanted = secrets.flatMap(formsOf).map(form => Buffer.from(form));
  const files = await filesBelow(folder);
  const leaks: string[] = [];
  for (const file of files) {
    const bytes = await readFile(file);
    if (wanted.some(form => bytes.includes(form))) leaks.push(relative(folder, file));
  }
  return { files: files.length, leaks };
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString("hex"), encodeURIComponent(secret), ...base64Forms(bytes)];
}

// Inside a longer text the same bytes come out in one of three ways, by where they begin; the edges depend on their neighbours.
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].map(offset => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64").replace(/=+$/, "");
    return encoded.slice(offset === 0 ? 0 : 4, -2);
  });
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const lists = entries.map(async entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
  return (await Promise.all(lists)).flat();
}
