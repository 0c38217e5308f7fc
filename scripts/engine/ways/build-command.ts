import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { withProgress } from "../with-progress.ts";
import type { Site } from "./way.ts";

/** A command that is published as a Go module. */
export interface GoCommand {
  /** Import path of its main package. */
  path: string;
  version: string;
  /** Variable of the linker that tells the command its version. */
  versionVariable: string;
  /** Name of the file that is left in the folder. */
  file: string;
  /** In what is told: `engine`. */
  called: string;
  /** How long compiling it takes. */
  usual: string;
}

/** Compiles the command into the folder; answers why it could not. */
export async function buildCommand({ folder, env, say }: Site, command: GoCommand): Promise<{ reason: string } | undefined> {
  if (!(await hasGo(env))) return { reason: "PATH has no `go`" };
  await mkdir(folder, { recursive: true });
  const module = await mkdtemp(join(folder, "build-"));
  try {
    await build({ folder: module, env, say }, command);
    await rename(join(module, command.file), join(folder, command.file));
    return undefined;
  } catch (error) {
    return { reason: `the build failed:\n${tail(error)}` };
  } finally {
    await rm(module, { recursive: true, force: true });
  }
}

// A throw-away module, because `go install` refuses modules with replace directives.
async function build({ folder, env, say }: Site, { path, version, versionVariable, file, called, usual }: GoCommand): Promise<void> {
  const go = runGo(folder, env);
  await go.run(["mod", "init", "engine"]);
  await withProgress(`${called}: downloading its Go modules`, say, go.run(["get", `${path}@v${version}`]));
  const compile = go.run(["build", "-v", "-ldflags", `-s -w -X ${versionVariable}=v${version}`, "-o", file, path]);
  await withProgress(`${called}: compiling it (${usual})`, say, compile, () => `${go.linesSeen()} packages`);
}

function runGo(cwd: string, env: NodeJS.ProcessEnv) {
  let lines = 0;
  async function run(args: string[]): Promise<void> {
    lines = 0;
    const options = { cwd, env: { ...env, CGO_ENABLED: "0", GOFLAGS: "-mod=mod", GOWORK: "off" }, maxBuffer: Infinity };
    const running = promisify(execFile)("go", args, options);
    running.child.stderr?.on("data", (text: Buffer | string) => (lines += String(text).split("\n").length - 1));
    await running;
  }
  return { run, linesSeen: () => lines };
}

async function hasGo(env: NodeJS.ProcessEnv): Promise<boolean> {
  return promisify(execFile)("go", ["version"], { env }).then(
    () => true,
    () => false,
  );
}

function tail(error: unknown): string {
  const text = error instanceof Error && "stderr" in error ? `${error.message}\n${String(error.stderr)}` : String(error);
  return text.trim().split("\n").slice(-12).join("\n");
}
