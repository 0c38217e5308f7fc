import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Outcome } from "./tally.ts";

/** Runs `npm run check:static`. */
export async function runStaticChecks(root: string): Promise<Outcome[]> {
  const running = spawn("npm", ["run", "--silent", "check:static"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  const [code] = (await once(running, "exit")) as [number | null];
  return [{ title: "static checks (npm run check:static)", result: code === 0 ? "passed" : "failed" }];
}
