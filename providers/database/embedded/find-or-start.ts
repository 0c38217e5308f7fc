import { type ChildProcess, spawn } from "node:child_process";
import { chmod, readFile, rm } from "node:fs/promises";
import { extname, join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { GuidedError } from "../../../model/index.ts";
import { codeOf } from "../sql-error.ts";
import { ConnectionLost, openConnection, type Connection } from "./connection.ts";
import { FAILURE_FILE, makeMeetingPlace, reach, socketsIn } from "./rendezvous.ts";

/** Making a database takes some seconds on a busy machine; opening one that was killed has to go through its log first. */
const READY_MS = 120_000;
const LOOK_EVERY_MS = 15;

/** A connection to the database process of the folder, which is started where there is none. @throws {GuidedError} STORE_BUSY, STORE_BROKEN */
export async function findOrStart(folder: string): Promise<Connection> {
  const place = await prepared(folder);
  const end = performance.now() + READY_MS;
  let started: ChildProcess | undefined;
  while (performance.now() < end) {
    const connection = await find(place, end);
    if (connection) return connection;
    if (started?.exitCode) throw await failure(folder, place);
    // One that ended well lost the race against another, or its last user left just now.
    if (!started || started.exitCode === 0 || started.signalCode) started = await start(folder, place);
    await sleep(LOOK_EVERY_MS);
  }
  throw new GuidedError("STORE_BUSY", `The process that has the database in ${folder} open does not answer.`, `Find it with \`pgrep -af database-process\`, see what it does, and end it if it hangs: what was saved stays.`);
}

async function find(place: string, end: number): Promise<Connection | undefined> {
  for (const name of await socketsIn(place)) {
    const socket = await reach(place, name);
    if (!socket) continue;
    try {
      return await openConnection(socket, end - performance.now());
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
    }
  }
  return undefined;
}

/** It gets nothing of this process but the folder: no environment with secrets, no terminal. */
async function start(folder: string, place: string): Promise<ChildProcess> {
  await rm(join(place, FAILURE_FILE), { force: true });
  const program = join(import.meta.dirname, `database-process${extname(import.meta.filename)}`);
  // V8's optimising compiler takes half a gigabyte for PGlite, and makes nothing of what we do faster.
  const child = spawn(process.execPath, ["--liftoff-only", "--no-warnings", program, folder], { detached: true, stdio: "ignore", env: {}, cwd: place });
  child.on("error", () => undefined);
  child.unref();
  return child;
}

async function prepared(folder: string): Promise<string> {
  try {
    const place = await makeMeetingPlace(folder);
    await chmod(folder, 0o700);
    return place;
  } catch (cause) {
    throw new GuidedError("STORE_BROKEN", `${folder} cannot be written (${codeOf(cause)}).`, "Give the user that runs trueup this folder, or name another one as `store` in trueup.yaml.", { cause });
  }
}

async function failure(folder: string, place: string): Promise<GuidedError> {
  const why = await readFile(join(place, FAILURE_FILE), "utf8").catch(() => "it ended without a word");
  return new GuidedError("STORE_BROKEN", `The database in ${folder} cannot be opened: ${why}.`, "Look whether the disk is full and the folder is all this user's. To begin anew, move the folder `database` in it away: scans and the history of drifts are in it, and nothing else.");
}
