import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Every file of the folders that tsconfig.build.json lists, relative to the repository, in a fixed order. */
export async function productFiles(root: string): Promise<string[]> {
  const { include } = JSON.parse(await readFile(join(root, "tsconfig.build.json"), "utf8")) as { include: string[] };
  const perFolder = await Promise.all(include.map(folder => filesBelow(root, folder)));
  return perFolder.flat();
}

/** Every file below a folder, relative to `root`, in a fixed order. */
export async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const lists = entries
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(async entry => (entry.isDirectory() ? filesBelow(root, join(folder, entry.name)) : [join(folder, entry.name)]));
  return (await Promise.all(lists)).flat();
}
