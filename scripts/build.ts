import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { repositoryRoot } from "./engine/paths.ts";
import { bundlePacks } from "./build/bundle-packs.ts";
import { compileSources } from "./build/compile-sources.ts";
import { copyAssets } from "./build/copy-assets.ts";
import { copyGrammars } from "./build/copy-grammars.ts";
import { makeExecutable } from "./build/make-executable.ts";
import { isBuilt, sourcesStamp, STAMP } from "./build/sources-stamp.ts";

// `npm run build`: the product as it is published, in dist/. Nothing is done when dist/ was made from these very sources.
const started = performance.now();
const dist = join(repositoryRoot, "dist");
const stamp = await sourcesStamp(repositoryRoot);

if (await isBuilt(dist, stamp)) {
  tell("is up to date");
} else if (await build()) {
  tell("built");
} else {
  tell("built from sources with mistakes: not to be published");
  process.exitCode = 1;
}

/** False when the sources have type mistakes. dist/ is made all the same: whoever works on one part can use the others. */
async function build(): Promise<boolean> {
  // Made beside the old one and put in its place at the end, so that whoever uses dist/ meanwhile never finds half of it.
  const next = join(repositoryRoot, "node_modules", ".cache", `dist-${process.pid}`);
  try {
    await mkdir(next, { recursive: true });
    const isSound = await compileSources(repositoryRoot, next);
    await copyAssets(repositoryRoot, next);
    await copyGrammars(repositoryRoot, next);
    await bundlePacks(repositoryRoot, next);
    await makeExecutable(join(next, "cli", "main.js"));
    if (isSound) await writeFile(join(next, STAMP), stamp);
    await replace(dist, next);
    return isSound;
  } finally {
    await rm(next, { recursive: true, force: true });
  }
}

async function replace(target: string, next: string): Promise<void> {
  const old = `${next}-old`;
  if (existsSync(target)) await rename(target, old);
  await rename(next, target);
  await rm(old, { recursive: true, force: true });
}

function tell(what: string): void {
  console.log(`build: dist/ ${what} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}
