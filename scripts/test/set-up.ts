import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";

/** What `make setup` does, both parts at once: one waits for the network, the other for the processor. Gives whether it went well; what did not has been told. */
export async function setUp(root: string): Promise<boolean> {
  const parts = await Promise.all([runScript(root, "setup.ts", { NODE_USE_ENV_PROXY: "1" }), runScript(root, "build.ts")]);
  return parts.every(Boolean);
}

async function runScript(root: string, name: string, env: NodeJS.ProcessEnv = {}): Promise<boolean> {
  const running = spawn(process.execPath, [join(root, "scripts", name)], { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "inherit", "inherit"] });
  const [code] = (await once(running, "exit")) as [number | null];
  return code === 0;
}
