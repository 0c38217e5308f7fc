import { mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** `sun_path` of the systems we know has 104 bytes or more: https://man7.org/linux/man-pages/man7/unix.7.html */
const LONGEST_PATH = 100;

/** What the database process could not do, for those who wait for it. */
export const FAILURE_FILE = "failure.txt";

/** Where processes that use the database in `folder` find the one that has it open: each that tries to have it listens on a socket of its own in here. */
export function meetingPlace(folder: string): string {
  return join(folder, "run");
}

export async function socketsIn(place: string): Promise<string[]> {
  try {
    return (await readdir(place)).filter(name => name.endsWith(".sock"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** A connection to whoever listens on that socket; `undefined` where nobody does. That somebody accepts is how a living process is told from the file that a dead one left. */
export async function reach(place: string, name: string): Promise<Socket | undefined> {
  const short = await shortened(place);
  const socket = connect(join(short.path, name));
  try {
    await once(socket, "connect");
    return socket;
  } catch (error) {
    socket.destroy();
    if (["ENOENT", "ECONNREFUSED", "ECONNRESET"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  } finally {
    await short.remove();
  }
}

/** A way to the folder that a socket address has room for. In a folder that is only ours: anybody may write to the one for temporary files. */
async function shortened(place: string): Promise<{ path: string; remove(): Promise<void> }> {
  if (Buffer.byteLength(place) + "/12345678.sock".length <= LONGEST_PATH) return { path: place, remove: async () => undefined };
  const own = await mkdtemp(join(tmpdir(), "trueup-"));
  await symlink(place, join(own, "run"));
  return { path: join(own, "run"), remove: () => rm(own, { recursive: true, force: true }) };
}

export async function makeMeetingPlace(folder: string): Promise<string> {
  const place = meetingPlace(folder);
  await mkdir(place, { recursive: true, mode: 0o700 });
  return place;
}
