import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";

/** Compiles the product's TypeScript into `target`. False when the compiler found mistakes; it has told them, and compiled all the same. */
export async function compileSources(root: string, target: string): Promise<boolean> {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const running = spawn(process.execPath, [compiler, "--project", join(root, "tsconfig.build.json"), "--outDir", target], { stdio: "inherit" });
  const [code] = await once(running, "exit");
  return code === 0;
}
