import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import type { SecretReference } from "../../model/config.ts";
import type { FoundProject } from "./find-projects.ts";

export interface FoundBackend {
  /** As `trueup.yaml` takes it: without a password, and file:// relative to it. */
  url: string;
  /** Where it was found. */
  from: string;
  passphrase?: SecretReference;
  token?: SecretReference;
}

export interface BackendPlace {
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Folder of the trueup.yaml to be. */
  baseDir: string;
}

/** The backends that `pulumi` itself would use here, in its own order of preference, and those that projects name. Takes no secret out of any file. */
export function findBackends(projects: readonly FoundProject[], place: BackendPlace): FoundBackend[] {
  const { env, cwd, baseDir } = place;
  const ambient = env["PULUMI_BACKEND_URL"] ? { url: env["PULUMI_BACKEND_URL"], from: "PULUMI_BACKEND_URL", dir: cwd } : { url: currentLogin(env), from: "the current `pulumi login`", dir: cwd };
  const own = projects.map(({ backendUrl, dir }) => ({ url: backendUrl, from: join(dir, "Pulumi.yaml"), dir: join(baseDir, dir) }));
  const found = [ambient, ...own].flatMap(({ url, from, dir }) => (url ? [{ url: forConfig(url, dir, place), from }] : []));
  const different = found.filter(({ url }, i) => found.findIndex(other => other.url === url) === i);
  return different.map(backend => ({ ...backend, ...secretsOf(backend.url, projects, place) }));
}

/** https://www.pulumi.com/docs/iac/concepts/state-and-backends/: the login is kept in credentials.json, whose tokens are left alone. */
function currentLogin(env: NodeJS.ProcessEnv): string | undefined {
  const folder = env["PULUMI_CREDENTIALS_PATH"] ?? env["PULUMI_HOME"] ?? join(home(env), ".pulumi");
  try {
    const { current } = JSON.parse(readFileSync(join(folder, "credentials.json"), "utf8")) as { current?: unknown };
    return typeof current === "string" ? current : undefined;
  } catch {
    return undefined;
  }
}

function forConfig(url: string, dir: string, { env, baseDir }: BackendPlace): string {
  const plain = url.replace(/^(\w+:\/\/[^/:@]*):[^/@]*@/, "$1@").replace(/(?<=[^/])\/$/, "");
  if (!plain.startsWith("file://")) return plain;
  const path = resolve(dir, plain.slice("file://".length).replace(/^~(?=\/|$)/, () => home(env)));
  const below = relative(baseDir, path);
  const isBelow = below !== ".." && !below.startsWith(`..${sep}`) && !isAbsolute(below);
  return isBelow ? `file://./${below.replaceAll(sep, "/")}` : `file://${path}`;
}

function secretsOf(url: string, projects: readonly FoundProject[], { env, cwd }: BackendPlace): Pick<FoundBackend, "passphrase" | "token"> {
  const file = env["PULUMI_CONFIG_PASSPHRASE_FILE"];
  const isNeeded = env["PULUMI_CONFIG_PASSPHRASE"] !== undefined || projects.some(({ usesPassphrase }) => usesPassphrase);
  const passphrase = file ? { file: resolve(cwd, file) } : isNeeded ? { env: "PULUMI_CONFIG_PASSPHRASE" } : undefined;
  const isCloud = /^https?:/.test(url);
  return { ...(passphrase ? { passphrase } : {}), ...(isCloud && env["PULUMI_ACCESS_TOKEN"] ? { token: { env: "PULUMI_ACCESS_TOKEN" } } : {}) };
}

function home(env: NodeJS.ProcessEnv): string {
  return env["HOME"] ?? homedir();
}
