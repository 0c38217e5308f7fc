import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Outcome } from "./tally.ts";

/** Runs `npm run check:static`; what it says is told at its end, in one piece. */
export async function runStaticChecks(root: string): Promise<Outcome[]> {
  const running = spawn("npm", ["run", "--silent", "check:static"], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const said: Buffer[] = [];
  for (const stream of [running.stdout, running.stderr]) stream.on("data", (chunk: Buffer) => void said.push(chunk));
  const [code] = (await once(running, "close")) as [number | null];
  const isGood = code === 0;
  console.log(`static checks: ${isGood ? "passed" : "failed"} (types, lint, layers, generated files)`);
  if (!isGood) process.stdout.write(Buffer.concat(said));
  return [{ title: "static checks (npm run check:static)", result: isGood ? "passed" : "failed" }];
}
