import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

// The command line as a process of its own, from the sources. Policy packs are CommonJS when the engine loads them; here their sources are read as the modules they are written as, as the build does it.
registerHooks({
  resolve(specifier, context, next) {
    const isOfPack = context.parentURL?.includes("/policypacks/") && specifier.startsWith(".");
    if (isOfPack && !specifier.endsWith(".ts")) {
      const file = new URL(`${specifier}.ts`, context.parentURL);
      if (existsSync(fileURLToPath(file))) return next(file.href, context);
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    return next(url, url.includes("/policypacks/") && url.endsWith(".ts") ? { ...context, format: "module-typescript" } : context);
  },
});

await import("../../cli/main.ts");
