import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundlePacks } from "../../scripts/build/bundle-packs.ts";
import { repositoryRoot } from "../../scripts/engine/paths.ts";

export interface BuiltPacks {
  /** The folder for `--policy-pack`. */
  folder(pack: string): string;
  remove(): void;
}

/** The packs as they are now, built the way the product is, where they find the packages of this repository. */
export async function buildPacks(): Promise<BuiltPacks> {
  const target = join(repositoryRoot, "node_modules", ".cache", `policypacks-${process.pid}`);
  const packs = join(target, "policypacks");
  mkdirSync(packs, { recursive: true });
  cpSync(join(repositoryRoot, "policypacks"), packs, { recursive: true, filter: file => !file.endsWith(".ts") });
  await bundlePacks(repositoryRoot, target);
  return { folder: pack => join(packs, pack), remove: () => rmSync(target, { recursive: true, force: true }) };
}
