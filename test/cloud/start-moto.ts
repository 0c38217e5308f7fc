import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { motoPython } from "../../scripts/tools/moto.ts";

/** One call that AWS answered, as moto noted it. */
export interface AwsCall {
  /** Seconds since 1970. */
  at: number;
  /** As `ec2:DescribeVpcs`. */
  action: string;
  region: string;
  account: string;
  resource: string;
  allowed: boolean;
  /** The error code of a refused call. */
  error?: string;
  accessKey?: string;
  /** ARN of the user or of the assumed role; known only while authorisation is on. */
  caller?: string;
}

/** A running AWS. */
export interface Moto {
  endpoint: string;
  /** Every call so far; `since` leaves out what `calls().length` of earlier counted. */
  calls(since?: number): AwsCall[];
  /** From now on AWS checks who calls and what they may; while off, anything goes. */
  authorise(isOn: boolean): Promise<void>;
  /** Makes the credentials of every session so far expire. */
  expireSessions(): void;
  stop(): Promise<void>;
}

const ENFORCING = resolve(import.meta.dirname, "moto/enforcing.py");
const START_MS = 30_000;

/** Starts an AWS of its own on a free port, with nothing in it and authorisation off. Ends with this process at the latest. @throws {Error} with what Python said */
export async function startMoto(): Promise<Moto> {
  const folder = mkdtempSync(join(tmpdir(), "trueup-moto-"));
  const server = spawn(motoPython(), [ENFORCING, folder], { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: "true", PYTHONDONTWRITEBYTECODE: "1" } });
  const endpoint = `http://127.0.0.1:${await firstLine(server)}`;
  const journal = join(folder, "calls.jsonl");
  return {
    endpoint,
    calls: (since = 0) => (existsSync(journal) ? readFileSync(journal, "utf8").split("\n").filter(Boolean).slice(since).map(line => JSON.parse(line) as AwsCall) : []),
    authorise: async isOn => {
      const answer = await fetch(`${endpoint}/moto-api/reset-auth`, { method: "POST", body: isOn ? "0" : "inf" });
      if (!answer.ok) throw new Error(`moto did not switch authorisation: ${answer.status} ${await answer.text()}`);
    },
    expireSessions: () => writeFileSync(join(folder, "expired-before"), String(Date.now() / 1000)),
    stop: async () => {
      await ended(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The server's first line of output is its port. */
async function firstLine(server: ChildProcess): Promise<string> {
  const said: string[] = [];
  // moto's request log comes this way too; only what came before the start is of interest.
  server.stderr!.on("data", chunk => void (said.length < 200 && said.push(String(chunk))));
  return new Promise((resolvePort, reject) => {
    const fail = (why: string) => reject(new Error(`moto ${why}: ${said.join("").trim() || "it said nothing"}. Is it installed? Run \`make setup\`.`));
    const timer = setTimeout(() => fail(`did not start within ${START_MS / 1000} s`), START_MS);
    createInterface(server.stdout!).once("line", line => {
      clearTimeout(timer);
      resolvePort(line);
    });
    server.once("error", error => fail(`could not be run (${error.message})`));
    server.once("exit", code => fail(`ended with ${code}`));
  });
}

/** The server ends when its standard input does. */
async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const exit = new Promise(done => server.once("exit", done));
  server.stdin!.end();
  await exit;
}
