import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ENGINE_VERSION, toolsFolder } from "../../scripts/engine/paths.ts";

const execute = promisify(execFile);
const SOURCE = join(import.meta.dirname, "go-language-host", "main.go");
const SDK = `github.com/pulumi/pulumi/sdk/v3@v${ENGINE_VERSION}`;

/** Where Go keeps what it downloaded and compiled: an engine under test has a home of its own, and would do all of it again. */
const CACHES = ["GOMODCACHE", "GOCACHE", "GOPATH", "GOPROXY", "GOSUMDB"] as const;

/** The folder that holds `pulumi-language-go`, to be put on PATH; compiled once, next to the engine. `undefined` where Go is not installed. */
export async function goLanguageHost(): Promise<string | undefined> {
  const caches = await goEnvironment();
  if (!caches) return undefined;
  const version = createHash("sha256").update(await readFile(SOURCE)).digest("hex").slice(0, 12);
  const folder = join(toolsFolder(), `go-language-host-${ENGINE_VERSION}-${version}`);
  if (!existsSync(join(folder, "host"))) await compile(folder);
  const variables = CACHES.map(name => `export ${name}='${caches[name]!.replaceAll("'", `'\\''`)}'`);
  await writeFile(join(folder, "pulumi-language-go"), `#!/bin/sh\n${variables.join("\n")}\nexport GOFLAGS=-mod=mod GOWORK=off CGO_ENABLED=0\nexec '${join(folder, "host")}' "$@"\n`, { mode: 0o755 });
  return folder;
}

/** Writes the go.sum of a program, and what its go.mod still lacks. */
export async function resolveModules(folder: string): Promise<void> {
  await execute("go", ["get", SDK], { cwd: folder, env: { ...process.env, GOFLAGS: "-mod=mod", GOWORK: "off" } });
  await execute("go", ["build", "-trimpath", "-o", "/dev/null", "."], { cwd: folder, env: { ...process.env, GOFLAGS: "-mod=mod", GOWORK: "off", CGO_ENABLED: "0" } });
}

async function goEnvironment(): Promise<Record<string, string> | undefined> {
  return execute("go", ["env", "-json", ...CACHES]).then(
    ({ stdout }) => JSON.parse(stdout) as Record<string, string>,
    () => undefined,
  );
}

/** In a throw-away module; whoever comes second finds the first one's result. */
async function compile(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const module = await mkdtemp(join(folder, "build-"));
  try {
    await copyFile(SOURCE, join(module, "main.go"));
    const env = { ...process.env, GOFLAGS: "-mod=mod", GOWORK: "off", CGO_ENABLED: "0" };
    await execute("go", ["mod", "init", "host"], { cwd: module, env });
    await execute("go", ["get", SDK], { cwd: module, env });
    await execute("go", ["build", "-o", "host", "."], { cwd: module, env, maxBuffer: Infinity });
    await rename(join(module, "host"), join(folder, "host"));
  } finally {
    await rm(module, { recursive: true, force: true });
  }
}
