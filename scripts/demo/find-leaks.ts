import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

/** Looks for secret values in every byte of every file below a folder, plain and in the encodings they travel in. Gives where; never the value. */
export async function findLeaks(folder: string, secrets: readonly string[]): Promise<{ files: number; leaks: string[] }> {
  const find = secretFinder(Object.fromEntries(secrets.map((secret, index) => [index, secret])));
  const files = await filesBelow(folder);
  const leaks: string[] = [];
  for (const file of files) {
    if (find(await readFile(file)).length > 0) leaks.push(relative(folder, file));
  }
  return { files: files.length, leaks };
}

/** Looks for secrets, given by name, in one pass over bytes. Gives the names of those that are there, in whatever encoding; of long ones half is enough. */
export function secretFinder(secrets: Readonly<Record<string, string>>): (bytes: Buffer) => string[] {
  const wanted = Object.entries(secrets).flatMap(([name, secret]) => formsOf(secret).map(form => ({ name, form: Buffer.from(form) })));
  const byHead = Map.groupBy(wanted, ({ form }) => form.readUInt32BE(0));
  return bytes => {
    const found = new Set<string>();
    let head = 0;
    for (let end = 0; end < bytes.length; end++) {
      head = ((head << 8) | bytes[end]!) >>> 0;
      for (const { name, form } of byHead.get(head) ?? []) if (end >= 3 && bytes.subarray(end - 3, end - 3 + form.length).equals(form)) found.add(name);
    }
    return [...found];
  };
}

/** What is told of a secret is often cut off somewhere. */
const WORTH_HALVING = 24;

function formsOf(secret: string): string[] {
  const middle = Math.ceil(secret.length / 2);
  const parts = secret.length < WORTH_HALVING ? [secret] : [secret.slice(0, middle), secret.slice(middle)];
  return [...new Set(parts.flatMap(encodingsOf))];
}

function encodingsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const hex = bytes.toString("hex");
  const base64 = base64Forms(bytes);
  return [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), hex, hex.toUpperCase(), ...base64, ...base64.map(form => form.replaceAll("+", "-").replaceAll("/", "_"))];
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
