import { buildSync } from "esbuild";
import { mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { repositoryRoot } from "../../scripts/engine/paths.ts";

/** Modules of `policypacks/` as packs load them: CommonJS in one file. `modules` are paths without extension, from `policypacks/`. */
export function loadKit<Kit>(modules: Record<keyof Kit & string, string>): Kit {
  const folder = join(repositoryRoot, "node_modules", ".cache", `bench-kit-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const contents = Object.entries(modules).map(([name, path]) => `export * as ${name} from "./${String(path)}";`).join("\n");
    buildSync({ stdin: { contents, resolveDir: join(repositoryRoot, "policypacks") }, outfile: join(folder, "kit.js"), bundle: true, platform: "node", format: "cjs", packages: "external" });
    return createRequire(import.meta.url)(join(folder, "kit.js")) as Kit;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
