import { build } from "esbuild";
import { Module } from "node:module";
import { join } from "node:path";
import type * as z from "zod/mini";
import type { HOUSEKEEPING } from "../../../policypacks/_kit/housekeeping.ts";
import type { Policy } from "../../../policypacks/_kit/policy.ts";
import type { cloudOf } from "../../../policypacks/_kit/type-token.ts";
import type { LeftOut } from "../../../policypacks/_kit/left-out.ts";

export interface LoadedPolicies {
  policies: Policy[];
  housekeeping: typeof HOUSEKEEPING;
  leftOut: Record<string, readonly LeftOut[]>;
  cloudOf: typeof cloudOf;
  z: typeof z;
}

/** Loads policies from their sources, which are CommonJS in TypeScript, by the files that are there and not by a registry that may be stale. */
export async function loadPolicies(root: string, packs: readonly { pack: string; ids: readonly string[] }[]): Promise<LoadedPolicies> {
  const policies = packs.flatMap(({ pack, ids }) => ids.map(id => ({ pack, id })));
  const contents = [
    ...policies.map(({ pack, id }, i) => `import { policy as p${i} } from "./${pack}/${id}";`),
    ...packs.map(({ pack }) => `import { leftOut as ${pack} } from "./${pack}/_shared/left-out";`),
    'export { HOUSEKEEPING as housekeeping } from "./_kit/housekeeping";',
    'export { cloudOf } from "./_kit/type-token";',
    'export * as z from "zod/mini";',
    `export const policies = [${policies.map((_, i) => `p${i}`).join(", ")}];`,
    `export const leftOut = { ${packs.map(({ pack }) => pack).join(", ")} };`,
  ].join("\n");
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: join(root, "policypacks"), loader: "ts" },
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
  });
  const module = new Module("policies") as Module & { _compile(code: string, file: string): void };
  module._compile(outputFiles[0]!.text, join(root, "policies.cjs"));
  return module.exports as LoadedPolicies;
}
