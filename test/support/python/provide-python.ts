import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { ENGINE_VERSION, engineDir, toolsFolder } from "../../../scripts/engine/paths.ts";

const execute = promisify(execFile);
const SDK_MODULE = "github.com/pulumi/pulumi/sdk/v3";

/** What Python programs need: a folder for PATH with `python`, the SDK in it, and `pulumi-language-python`. */
export type ProvidedPython = { path: string; missing?: undefined } | { path?: undefined; missing: string };

/**
 * Leaves a Python with Pulumi's SDK, kept beside the engine for the next time. The engine's official release brings the language host;
 * beside one that was built from Go modules ours stands in, over the runner of the same release. Never throws for what the machine lacks.
 */
export async function providePython(): Promise<ProvidedPython> {
  const folder = join(toolsFolder(), `python-sdk-${ENGINE_VERSION}`);
  const path = join(folder, "bin");
  const finished = join(folder, "finished");
  if (existsSync(finished)) return { path };
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(toolsFolder(), { recursive: true });
    await execute("python3", ["-m", "venv", folder]);
    await execute(join(path, "python"), ["-m", "pip", "install", "--quiet", `pulumi==${ENGINE_VERSION}`]);
    if (!existsSync(join(engineDir(), "pulumi-language-python"))) await writeHost(path);
    await writeFile(finished, "");
    return { path };
  } catch (error) {
    return { missing: error instanceof Error ? error.message.split("\n").slice(0, 3).join(" ") : String(error) };
  }
}

async function writeHost(path: string): Promise<void> {
  const { stdout } = await execute("go", ["mod", "download", "-json", `${SDK_MODULE}@v${ENGINE_VERSION}`], { cwd: path, env: { ...process.env, GOFLAGS: "-mod=mod", GOWORK: "off" } });
  const { Dir: module } = JSON.parse(stdout) as { Dir: string };
  const runner = join(module, "python", "cmd", "pulumi-language-python-exec");
  const words = [process.execPath, join(import.meta.dirname, "language-host.ts"), join(path, "python"), runner].map(word => `'${word}'`).join(" ");
  await writeFile(join(path, "pulumi-language-python"), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
}
