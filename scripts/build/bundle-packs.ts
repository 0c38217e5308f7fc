import { build, type Metafile } from "esbuild";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { thirdPartyNotices } from "./third-party-notices.ts";

/**
 * Makes each policy pack one file that needs nothing besides Node: `policypacks/<pack>/index.js`, next to its PulumiPolicy.yaml,
 * a package.json, from which the pack takes its version, and the licences of what is in the file.
 */
export async function bundlePacks(root: string, target: string): Promise<void> {
  const packs = await packNames(join(root, "policypacks"));
  if (packs.length === 0) return;
  const { metafile } = await build({
    entryPoints: Object.fromEntries(packs.map(pack => [`${pack}/index`, join(root, "policypacks", pack, "index.ts")])),
    outdir: join(target, "policypacks"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    metafile: true,
    absWorkingDir: root,
    logLevel: "warning",
  });
  await Promise.all(packs.map(pack => describePack({ root, target, pack, metafile })));
}

async function packNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter(entry => entry.isDirectory() && existsSync(join(folder, entry.name, "PulumiPolicy.yaml"))).map(({ name }) => name);
}

interface BuiltPack {
  root: string;
  target: string;
  pack: string;
  metafile: Metafile;
}

async function describePack({ root, target, pack, metafile }: BuiltPack): Promise<void> {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  const folder = join(target, "policypacks", pack);
  const output = Object.entries(metafile.outputs).find(([file]) => file.endsWith(`policypacks/${pack}/index.js`))![1];
  await writeFile(join(folder, "package.json"), `${JSON.stringify(packManifest(pack, version), undefined, 2)}\n`);
  await writeFile(join(folder, "THIRD-PARTY.txt"), await thirdPartyNotices(root, Object.keys(output.inputs)));
}

/**
 * The engine starts a pack by the module `@pulumi/pulumi/cmd/run-policy-pack` as the pack's folder resolves it. A package that has this
 * name resolves it in itself, so that the pack is started directly: docs/decisions/006-packs-start-themselves.md.
 */
function packManifest(pack: string, version: string): object {
  return {
    name: "@pulumi/pulumi",
    description: `The policy pack trueup-${pack}; named so that the engine's launcher is the pack itself.`,
    version,
    private: true,
    type: "commonjs",
    main: "index.js",
    exports: { ".": "./index.js", "./cmd/run-policy-pack": "./index.js", "./package.json": "./package.json" },
  };
}
