import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { filesBelow, productFiles } from "./product-files.ts";

/** The file in dist/ that tells which sources it was made from. */
export const STAMP = ".made-from";

const ALSO = ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json", "scripts/build.ts"];

/** A fingerprint of all that dist/ is made from, the build itself included. */
export async function sourcesStamp(root: string): Promise<string> {
  const files = [...ALSO, ...(await filesBelow(root, "scripts/build")), ...(await productFiles(root))];
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update("\0").update(await readFile(join(root, file))).update("\0");
  return hash.digest("hex");
}

export async function isBuilt(dist: string, stamp: string): Promise<boolean> {
  return (await readFile(join(dist, STAMP), "utf8").catch(() => undefined)) === stamp;
}
