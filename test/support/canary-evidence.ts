import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { secretFinder } from "../../scripts/demo/find-leaks.ts";

/** What was written where, to be searched for secrets at the end. */
export interface Evidence {
  /** The name says where it would have been seen. */
  keep(where: string, text: string | Buffer): void;
  /** Everything that is kept, with the names of the secrets in it. */
  search(secrets: Readonly<Record<string, string>>): { where: string; names: string[] }[];
}

export function collectEvidence(): Evidence {
  const kept: { where: string; bytes: Buffer }[] = [];
  return {
    keep: (where, text) => void kept.push({ where, bytes: Buffer.from(text) }),
    search(secrets) {
      const find = secretFinder(secrets);
      return kept.map(({ where, bytes }) => ({ where, names: find(bytes) }));
    },
  };
}

export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}

/** A key is as bad told line by line; the last is short enough to be found by chance. */
export function linesOf(key: string): Record<string, string> {
  const lines = key.split("\n").filter(line => line.length === 64);
  return Object.fromEntries(lines.map((line, index) => [`APP_KEY line ${index}`, line]));
}

/** The arguments of everything that this test started, again and again. */
export function watchProcesses(): { end(): Promise<string> } {
  const seen = new Set<string>();
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      for (const line of execFileSync("ps", ["-eo", "args="], { encoding: "utf8" }).split("\n")) seen.add(line);
      await sleep(200, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();
  return {
    async end() {
      over.abort();
      await watching;
      return [...seen].join("\n");
    },
  };
}
