import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { azuriteProgram } from "../../../scripts/tools/azurite.ts";

export interface Azurite {
  /** host:port */
  host: string;
  account: string;
  /** Base64. */
  key: string;
  /** A shared access signature for reading and listing everything. */
  readOnly: string;
  stop(): Promise<void>;
}

const ACCOUNT = "trueuptest";
const KEY = Buffer.from("a key that is only for tests, 32+").toString("base64");
const VERSION = "2021-12-02";
const START_MS = 60_000;

/** An Azure Storage of its own on a free port, with one empty container. */
export async function startAzurite(container: string): Promise<Azurite> {
  const folder = mkdtempSync(join(tmpdir(), "trueup-azurite-"));
  const args = [azuriteProgram(), "--inMemoryPersistence", "--blobHost", "127.0.0.1", "--blobPort", "0", "--skipApiVersionCheck", "--disableTelemetry"];
  const server = spawn(process.execPath, args, { cwd: folder, env: { PATH: process.env["PATH"], AZURITE_ACCOUNTS: `${ACCOUNT}:${KEY}` }, stdio: ["ignore", "pipe", "pipe"] });
  const killWithUs = (): void => void server.kill("SIGKILL");
  process.once("exit", killWithUs);
  const host = await hostOf(server.stdout, server.stderr);
  const signature = signedQuery("rwdlc");
  const made = await fetch(`http://${host}/${ACCOUNT}/${container}?restype=container&${signature}`, { method: "PUT", headers: { "x-ms-version": VERSION } });
  if (made.status !== 201) throw new Error(`Azurite made no container: ${made.status} ${await made.text()}`);
  return {
    ...{ host, account: ACCOUNT, key: KEY, readOnly: signedQuery("rl") },
    async stop() {
      process.removeListener("exit", killWithUs);
      server.kill("SIGKILL");
      if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** It says where it listens, once it does. */
function hostOf(...streams: NodeJS.ReadableStream[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const timer = setTimeout(() => reject(new Error(`Azurite did not start: ${said || "it said nothing"}. Is it installed? Run \`make setup\`.`)), START_MS);
    for (const stream of streams) {
      stream.on("data", chunk => {
        said += String(chunk);
        const host = /listens on http:\/\/(127\.0\.0\.1:\d+)/.exec(said)?.[1] ?? /listening (?:at|on) http:\/\/(127\.0\.0\.1:\d+)/.exec(said)?.[1];
        if (host === undefined) return;
        clearTimeout(timer);
        resolve(host);
      });
    }
  });
}

/** https://learn.microsoft.com/en-us/rest/api/storageservices/create-account-sas */
function signedQuery(permissions: string): string {
  const expiry = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, "Z");
  const text = [ACCOUNT, permissions, "b", "sco", "", expiry, "", "https,http", VERSION, "", ""].join("\n");
  const query = { sv: VERSION, ss: "b", srt: "sco", sp: permissions, se: expiry, spr: "https,http", sig: createHmac("sha256", Buffer.from(KEY, "base64")).update(text, "utf8").digest("base64") };
  return new URLSearchParams(query).toString();
}
