import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { estateSnapshot, GuidedError, scanReport, sumCoverage, type ScanReport, type ScanStart, type StackFacts, type StackReport, type Store } from "../../model/index.ts";
import { parseStored, readIfThere } from "./read-stored.ts";
import { createOnce, writeWhole } from "./write-whole.ts";

const KEY_LENGTH = 32;
const SCAN_FILE = /^(\d{8}T\d{9}Z-[0-9a-f]{6})\.json$/;

/**
 * A store in a folder: `scans/<id>.json`, `estate.json`, `fingerprint.key`. Readable by its owner alone, and ignored by git.
 * @param randomBytes for the fingerprint key; must be fit for cryptography
 */
export function fileStore(folder: string, randomBytes: (length: number) => Uint8Array): Store {
  const scans = join(folder, "scans");
  const scanFile = (id: string): string => join(scans, `${id}.json`);

  async function scan(id: string): Promise<ScanReport | undefined> {
    // Also keeps an id from being a way out of the folder.
    if (!SCAN_FILE.test(`${id}.json`)) return undefined;
    const text = await readIfThere(scanFile(id));
    return text === undefined ? undefined : parseStored(scanReport, scanFile(id), text.toString("utf8"));
  }

  async function scanIds(): Promise<string[]> {
    const names = await orBroken(scans, () => listIfThere(scans));
    return names.flatMap(name => SCAN_FILE.exec(name)?.[1] ?? []).sort().reverse();
  }

  const facts = new Map<string, StackFacts>();
  const running = new Map<string, { start: ScanStart; stacks: StackReport[] }>();

  async function saveScan(report: ScanReport): Promise<void> {
    await prepare(folder, scans);
    if (!SCAN_FILE.test(`${report.scan.id}.json`)) throw new Error(`"${report.scan.id}" is no scan id`);
    await orBroken(scanFile(report.scan.id), () => writeWhole(scanFile(report.scan.id), toText(scanReport.parse(report))));
  }

  return {
    scan,
    async beginScan(start) {
      running.set(start.id, { start, stacks: [] });
      return "begun";
    },
    async saveStack(id, _ref, report) {
      running.get(id)!.stacks.push(report);
      return report;
    },
    async untold(id) {
      const { start, stacks } = running.get(id) ?? { start: { stacks: [] }, stacks: [] };
      return start.stacks.filter(ref => !stacks.some(({ stack, backend }) => stack === `${ref.project}/${ref.stack}` && backend === ref.backend));
    },
    async finishScan(id, { finishedAt, besides = [], ...rest }) {
      const { start, stacks } = running.get(id)!;
      const all = [...stacks, ...besides].sort((a, b) => (a.stack < b.stack ? -1 : 1));
      const report: ScanReport = {
        schema: "trueup/scan/v1",
        scan: { id, startedAt: start.startedAt, finishedAt, trueup: start.trueup, ...(start.engine ? { engine: start.engine } : {}) },
        coverage: sumCoverage(all),
        stacks: all,
        ...rest,
      };
      await saveScan(report);
      running.delete(id);
      return report;
    },
    async scans(limit) {
      return (await scanIds()).slice(0, limit).map(id => ({ id, startedAt: id, stacks: { planned: 0, told: 0, drifted: 0 } }));
    },
    drifts: async () => [],
    standings: async () => [],
    baseline: async () => undefined,
    saveBaseline: async () => undefined,
    saveFacts: async ({ stack, ...rest }) => void facts.set(stack, { stack, ...rest }),
    facts: async () => [...facts.values()],
    prune: async () => 0,
    close: async () => undefined,
    async latestScan() {
      const [newest] = await scanIds();
      return newest === undefined ? undefined : scan(newest);
    },
    async saveSnapshot(snapshot) {
      await prepare(folder);
      const file = join(folder, "estate.json");
      await orBroken(file, () => writeWhole(file, toText(estateSnapshot.parse(snapshot))));
      return file;
    },
    async fingerprintKey() {
      const file = join(folder, "fingerprint.key");
      const known = await readIfThere(file);
      if (known) return checkedKey(file, known);
      await prepare(folder);
      await orBroken(file, () => createOnce(file, randomBytes(KEY_LENGTH)));
      return checkedKey(file, (await readIfThere(file)) ?? new Uint8Array());
    },
  };
}

function toText(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

function checkedKey(file: string, key: Uint8Array): Uint8Array {
  if (key.length === KEY_LENGTH) return new Uint8Array(key);
  throw new GuidedError("STORE_BROKEN", `${file} holds ${key.length} bytes where a key has ${KEY_LENGTH}.`, "Remove it: the next scan makes a new one. Secrets are then compared from that scan on.");
}

async function prepare(folder: string, inside: string = folder): Promise<void> {
  await orBroken(folder, async () => {
    await mkdir(inside, { recursive: true, mode: 0o700 });
    await createOnce(join(folder, ".gitignore"), "# Written by trueup: nothing in here belongs into a repository.\n*\n");
  });
}

async function listIfThere(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

async function orBroken<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (typeof code !== "string") throw cause;
    throw new GuidedError("STORE_BROKEN", `${path} cannot be written or listed (${code}).`, "Give the user that runs trueup this folder, or name another one as `store` in trueup.yaml.", { cause });
  }
}
