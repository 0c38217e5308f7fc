import { build } from "esbuild";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

// What starts a pack has loaded these already, and a pack must speak to the engine through those very modules.
const COME_FROM_THE_INSTALLATION = ["@grpc/grpc-js", "@pulumi/policy", "@pulumi/pulumi", "google-protobuf"];

/**
 * Makes each policy pack one file that the engine loads without a compiler: `policypacks/<pack>/index.js`, next to its
 * PulumiPolicy.yaml and a package.json, from which the pack takes its version.
 */
export async function bundlePacks(root: string, target: string): Promise<void> {
  const packs = await packNames(join(root, "policypacks"));
  if (packs.length === 0) return;
  await build({
    entryPoints: Object.fromEntries(packs.map(pack => [`${pack}/index`, join(root, "policypacks", pack, "index.ts")])),
    outdir: join(target, "policypacks"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    external: COME_FROM_THE_INSTALLATION,
    logLevel: "warning",
  });
  await Promise.all(packs.map(pack => describePack(root, target, pack)));
}

async function packNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter(entry => entry.isDirectory() && existsSync(join(folder, entry.name, "PulumiPolicy.yaml"))).map(({ name }) => name);
}

async function describePack(root: string, target: string, pack: string): Promise<void> {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  const description = { name: `trueup-${pack}`, version, private: true, type: "commonjs", main: "index.js" };
  await writeFile(join(target, "policypacks", pack, "package.json"), `${JSON.stringify(description, undefined, 2)}\n`);
}
