import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { productFiles } from "./product-files.ts";

const NOT_PUBLISHED = /\.(ts|md)$/;

/** Copies what the product reads at run time beside its code: grammars, SQL, style sheets, pack descriptions. */
export async function copyAssets(root: string, target: string): Promise<void> {
  const assets = (await productFiles(root)).filter(file => !NOT_PUBLISHED.test(file));
  await Promise.all(assets.map(file => copy(join(root, file), join(target, file))));
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}
