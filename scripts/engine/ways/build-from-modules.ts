import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Say } from "../../say.ts";
import { ENGINE_VERSION } from "../paths.ts";
import { withProgress } from "../with-progress.ts";
import { engineVersion } from "./engine-version.ts";
import type { Way } from "./way.ts";

const COMMAND = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
// Without it the engine calls itself a development version, and the Automation API refuses to work with it.
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const USUAL = "usually 2 to 5 minutes";

/** The engine compiled from its published Go modules. Its Node language host is not published so; ours stands in. */
export const buildFromModules: Way = {
  title: "built from Go modules",
  async take({ folder, env, say }) {
    if ((await engineVersion(join(folder, "pulumi"))) === ENGINE_VERSION) return { folder, version: ENGINE_VERSION };
    if (!(await hasGo(env))) return { reason: "PATH has no `go`" };
    await mkdir(folder, { recursive: true });
    const module = await mkdtemp(join(folder, "build-"));
    try {
      await build(module, env, say);
      await rename(join(module, "pulumi"), join(folder, "pulumi"));
      return { folder, version: ENGINE_VERSION };
    } catch (error) {
      return { reason: `the build failed:\n${tail(error)}` };
    } finally {
      await rm(module, { recursive: true, force: true });
    }
  },
};

// A throw-away module, because `go install` refuses modules with replace directives.
async function build(module: string, env: NodeJS.ProcessEnv, say: Say): Promise<void> {
  const go = runGo(module, env);
  await go.run(["mod", "init", "engine"]);
  await withProgress("engine: downloading its Go modules", say, go.run(["get", `${COMMAND}@v${ENGINE_VERSION}`]));
  const flags = `-s -w -X ${VERSION_VARIABLE}=v${ENGINE_VERSION}`;
  const compile = go.run(["build", "-v", "-ldflags", flags, "-o", "pulumi", COMMAND]);
  await withProgress(`engine: compiling it (${USUAL})`, say, compile, () => `${go.linesSeen()} packages`);
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
