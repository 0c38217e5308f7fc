import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Json } from "../../model/json.ts";

/** What Go's own parser, formatter and type checker say of a file. */
export interface Inspected {
  error?: string;
  formatted: boolean;
  /** What stands around the inputs of resources, without the values of literals: a constant may change. */
  tokens: string[];
  comments: string[];
  resources: { line: number; callee: string; name: string; args: Json }[];
  problems: string[];
}

export interface GoOracle {
  inspect(text: string): Promise<Inspected>;
  stop(): Promise<void>;
}

/** Whether Go is installed; without it there is no oracle. */
export function hasGo(): boolean {
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Compiles the oracle, which needs nothing but Go's standard library, and starts it. */
export async function startGoOracle(): Promise<GoOracle> {
  const folder = mkdtempSync(join(tmpdir(), "trueup-go-oracle-"));
  execFileSync("go", ["build", "-o", join(folder, "oracle"), "."], { cwd: join(import.meta.dirname, "oracles", "go"), env: { ...process.env, GOFLAGS: "", GOWORK: "off", CGO_ENABLED: "0" } });
  const child = spawn(join(folder, "oracle"), { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async inspect(text) {
      child.stdin.write(`${JSON.stringify({ text })}\n`);
      const { value } = await answers.next();
      return JSON.parse(value as string) as Inspected;
    },
    async stop() {
      child.stdin.end();
      await once(child, "exit");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
