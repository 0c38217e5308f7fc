import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import gcp from "@pulumi/gcp";
import { inlineStack, PASSPHRASE, type InlineStack } from "./engine.ts";
import type { PostgresServer } from "./postgres.ts";
import { startTestCloud, type TestCloud } from "./test-cloud.ts";

/** What each project's stacks come to. */
export const VERDICTS = { calm: "in-sync", changed: "drifted", refused: "partial" } as const;
export type FleetProject = keyof typeof VERDICTS;

/** Many small stacks in one backend, and a folder that `trueup` is run in. */
export interface Fleet {
  cwd: string;
  cloud: TestCloud;
  /** `<project>/<stack>` → the verdict that is right. */
  expected: Map<string, string>;
  /** Writes trueup.yaml. `stacks` is a rule's further keys, in YAML's flow style, as `schedule: { cron: "* * * * *" }`; `more` are further top-level lines. */
  configure(options: { rule?: string; more?: string }): void;
  /** Starts `trueup` as a process of its own. */
  start(...args: string[]): TrueupProcess;
  /** The service's database in trueup.yaml, as top-level lines. */
  database(server: PostgresServer, url: string): string;
  dispose(): Promise<void>;
}

export interface TrueupProcess {
  child: ChildProcess;
  /** What it has logged so far. */
  events(): LogLine[];
  text(): string;
  /** Resolves with the first event that fits. @throws {Error} where none came in time */
  until(fits: (event: LogLine) => boolean, ms?: number): Promise<LogLine>;
  /** Sends a signal and waits for the end; resolves with the exit code, or the signal that ended it. */
  end(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

export interface LogLine {
  event: string;
  [field: string]: unknown;
}

/**
 * Deploys one stack of each project and copies its state: the copies have the same resources in the same cloud.
 * @param more environment of the processes that are started
 */
export async function makeFleet(copies: number, more: NodeJS.ProcessEnv = {}): Promise<Fleet> {
  const cloud = await startTestCloud();
  const state = mkdtempSync(join(tmpdir(), "trueup-fleet-state-"));
  const cwd = mkdtempSync(join(tmpdir(), "trueup-fleet-"));
  const projects = Object.keys(VERDICTS) as FleetProject[];
  const stacks: InlineStack[] = [];
  for (const project of projects) {
    const stack = await inlineStack({ project, stack: "s0", cloud, backendUrl: `file://${state}`, program: async () => program(project) });
    await stack.up();
    copyState(join(state, ".pulumi/stacks", project), project, copies);
    stacks.push(stack);
  }
  cloud.files.change(cloud.files.find({ name: "changed-bucket" })[0]!, properties => void (properties["labels"] = { team: "someone-else" }));
  cloud.faults.set({ fault: "refused", name: "refused-bucket" });
  const { env } = stacks[0]!;
  const processes: TrueupProcess[] = [];
  let databasePassword = "";
  return {
    ...{ cwd, cloud },
    expected: new Map(projects.flatMap(project => Array.from({ length: copies }, (_, i) => [`${project}/s${i}`, VERDICTS[project]] as const))),
    configure({ rule = "", more = "" }) {
      const text = `backends: { main: { url: "file://${state}", secrets: { passphrase: { env: PULUMI_CONFIG_PASSPHRASE } } } }\nidentities: { google: { cloud: gcp, credentials: ambient } }\nstacks: [{ include: ["*/*"], identities: [google]${rule ? `, ${rule}` : ""} }]\n${more}\n`;
      writeFileSync(join(cwd, "trueup.yaml"), text);
    },
    database(server, url) {
      databasePassword = server.password;
      return `database: { url: "${url}", password: { env: DATABASE_PASSWORD }, fingerprintKey: { env: FINGERPRINT_KEY } }`;
    },
    start(...args) {
      const started = startTrueup(args, { cwd, env: { ...env, PULUMI_CONFIG_PASSPHRASE: PASSPHRASE, FINGERPRINT_KEY, DATABASE_PASSWORD: databasePassword, ...more } });
      processes.push(started);
      return started;
    },
    async dispose() {
      for (const each of processes) await each.end("SIGKILL");
      for (const stack of stacks) await stack.dispose();
      await cloud.stop();
      for (const folder of [state, cwd]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function program(project: FleetProject): void {
  new gcp.compute.Network(`${project}-network`, { autoCreateSubnetworks: false });
  new gcp.storage.Bucket(`${project}-bucket`, { location: "EU", labels: { team: "data" } });
}

function copyState(folder: string, project: string, copies: number): void {
  const name = readdirSync(folder).find(file => /^s0\.json$/.test(file))!;
  const text = readFileSync(join(folder, name), "utf8");
  for (let i = 1; i < copies; i++) writeFileSync(join(folder, `s${i}.json`), text.replaceAll(`urn:pulumi:s0::${project}::`, `urn:pulumi:s${i}::${project}::`).replaceAll(`organization/${project}/s0`, `organization/${project}/s${i}`));
}

const FINGERPRINT_KEY = "0123456789abcdef".repeat(4);
const MAIN = resolve(import.meta.dirname, "run-trueup.ts");

/** Starts the command line as a process of its own, from the sources. */
export function startTrueup(args: string[], { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv }): TrueupProcess {
  const child = spawn(process.execPath, ["--no-warnings", MAIN, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const written: string[] = [];
  for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding("utf8").on("data", (chunk: string) => void written.push(chunk));
  const text = (): string => written.join("");
  const events = (): LogLine[] => text().split("\n").filter(line => line.startsWith("{")).flatMap(line => parsed(line));
  return {
    ...{ child, text, events },
    async until(fits, ms = 60_000) {
      for (const end = Date.now() + ms; Date.now() < end; await sleep(50)) {
        const found = events().find(fits);
        if (found) return found;
        if (child.exitCode !== null) break;
      }
      throw new Error(`nothing fits in what trueup ${args.join(" ")} said (exit code ${child.exitCode}):\n${text()}`);
    },
    async end(signal = "SIGTERM") {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await once(child, "exit");
      }
      return child.exitCode ?? child.signalCode;
    },
  };
}

/** The last line may still be in the middle of being written. */
function parsed(line: string): LogLine[] {
  try {
    return [JSON.parse(line) as LogLine];
  } catch {
    return [];
  }
}
