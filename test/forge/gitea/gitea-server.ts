import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { provideGitea } from "../../../scripts/tools/gitea.ts";

/** Gitea refuses to run as root; this is `nobody` on every Linux. */
const NOBODY = { uid: 65534, gid: 65534 };
const READY_MS = 120_000;

/** A real Gitea on 127.0.0.1 with an administrator, and no more. */
export interface GiteaServer {
  /** Of the server itself. */
  address: string;
  /** Of the administrator `bot`. */
  token: string;
  /** The file of its SQLite database. */
  database: string;
  stop(): Promise<void>;
}

/** @param rootUrl the address by which it names itself */
export async function startGitea({ rootUrl, pageSize = 50 }: { rootUrl: string; pageSize?: number }): Promise<GiteaServer> {
  const { program, staticFolder } = await provideGitea(process.env, text => process.stderr.write(`${text}\n`));
  const folder = await mkdtemp(join(tmpdir(), "trueup-gitea-"));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const who = process.getuid?.() === 0 ? NOBODY : {};
  const options = { ...who, cwd: folder, env: { PATH: process.env["PATH"], HOME: folder, GITEA_WORK_DIR: folder } };
  const config = join(folder, "app.ini");
  const run = promisify(execFile);
  const secret = async (kind: string): Promise<string> => (await run(program, ["generate", "secret", kind], options)).stdout.trim();

  await mkdir(join(folder, "data"));
  await writeFile(config, appIni({ folder, port, rootUrl, pageSize, staticFolder, secretKey: await secret("SECRET_KEY"), internalToken: await secret("INTERNAL_TOKEN") }));
  if (process.getuid?.() === 0) for (const path of [folder, join(folder, "data"), config]) await chown(path, NOBODY.uid, NOBODY.gid);

  const server = spawn(program, ["web", "--config", config], { ...options, stdio: ["ignore", "ignore", "inherit"] });
  const endAtExit = (): void => void server.kill("SIGKILL");
  process.on("exit", endAtExit);
  await untilHealthy(address, server);
  const admin = ["--username", "bot", "--email", "bot@example.com", "--random-password", "--admin", "--must-change-password=false", "--access-token", "--access-token-scopes", "all"];
  const { stdout } = await run(program, ["admin", "user", "create", "--config", config, ...admin], options);
  const token = /created\.*\s+([0-9a-f]{40})/.exec(stdout)?.[1];
  if (!token) throw new Error(`gitea gave no token: ${stdout}`);
  return {
    ...{ address, token, database: join(folder, "data", "gitea.db") },
    async stop() {
      process.off("exit", endAtExit);
      server.kill("SIGKILL");
      if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function untilHealthy(address: string, server: ChildProcess): Promise<void> {
  for (const end = Date.now() + READY_MS; Date.now() < end; await sleep(50)) {
    if (server.exitCode !== null) throw new Error(`gitea ended with ${server.exitCode}`);
    if (await fetch(`${address}/api/healthz`).then(({ ok }) => ok, () => false)) return;
  }
  throw new Error(`gitea was not ready within ${READY_MS / 1000} s`);
}

/** https://docs.gitea.com/administration/config-cheat-sheet */
function appIni({ folder, port, rootUrl, pageSize, staticFolder, secretKey, internalToken }: { folder: string; port: number; rootUrl: string; pageSize: number; staticFolder: string; secretKey: string; internalToken: string }): string {
  return `APP_NAME = forge of the tests
RUN_USER = ${process.getuid?.() === 0 ? "nobody" : userInfo().username}
RUN_MODE = prod
WORK_PATH = ${folder}

[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = ${port}
ROOT_URL = ${rootUrl}/
LOCAL_ROOT_URL = http://127.0.0.1:${port}/
DISABLE_SSH = true
OFFLINE_MODE = true
STATIC_ROOT_PATH = ${staticFolder}
LFS_START_SERVER = false

[database]
DB_TYPE = sqlite3
PATH = ${folder}/data/gitea.db

[repository]
ROOT = ${folder}/data/repositories
DEFAULT_BRANCH = main

[repository.signing]
SIGNING_KEY = none

[security]
INSTALL_LOCK = true
SECRET_KEY = ${secretKey}
INTERNAL_TOKEN = ${internalToken}
PASSWORD_HASH_ALGO = pbkdf2_v1

[oauth2]
ENABLED = false

[api]
MAX_RESPONSE_ITEMS = ${pageSize}
DEFAULT_PAGING_NUM = ${Math.min(pageSize, 30)}

[service]
DISABLE_REGISTRATION = true

[cron]
ENABLED = false

[actions]
ENABLED = false

[packages]
ENABLED = false

[indexer]
ISSUE_INDEXER_TYPE = db

[log]
LEVEL = error
MODE = console
logger.router.MODE =
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
