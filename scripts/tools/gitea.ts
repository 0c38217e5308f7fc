import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { GuidedError } from "../../model/guided-error.ts";
import { toolsFolder } from "../engine/paths.ts";
import { withProgress } from "../engine/with-progress.ts";
import type { Say } from "../say.ts";
import { runCommand } from "./run-command.ts";

const VERSION = "1.26.0";
const MODULE = "code.gitea.io/gitea";

/** What Gitea's own go.mod puts in the place of other modules: that counts only where it is the main module, so who builds it repeats it. */
const REPLACED = {
  "github.com/jaytaylor/html2text": "github.com/Necoro/html2text v0.0.0-20250804200300-7bf1ce1c7347",
  "github.com/nektos/act": "gitea.com/gitea/act v0.261.10",
  "github.com/urfave/cli/v3": "github.com/urfave/cli/v3 v3.4.1",
  "go.yaml.in/yaml/v4": "go.yaml.in/yaml/v4 v4.0.0-rc.3",
  "github.com/Azure/azure-sdk-for-go/sdk/azcore": "github.com/Azure/azure-sdk-for-go/sdk/azcore v1.19.0",
  "github.com/Azure/azure-sdk-for-go/sdk/storage/azblob": "github.com/Azure/azure-sdk-for-go/sdk/storage/azblob v1.6.2",
  "github.com/microsoft/go-mssqldb": "github.com/microsoft/go-mssqldb v1.9.7",
};

/** A Gitea: the program, and the folder of templates and texts that it reads at its start. */
export interface GiteaProgram {
  program: string;
  staticFolder: string;
}

/** Leaves it built from its published Go module; at once when it is there. Throws TOOL_MISSING where it cannot be built. */
export async function provideGitea(env: NodeJS.ProcessEnv, say: Say): Promise<GiteaProgram> {
  const folder = join(toolsFolder(env), `gitea-${VERSION}`);
  const built = { program: join(folder, "gitea"), staticFolder: join(folder, "static") };
  if (existsSync(folder)) return built;
  await mkdir(toolsFolder(env), { recursive: true });
  const module = await mkdtemp(join(toolsFolder(env), "gitea-build-"));
  try {
    await withProgress("gitea: compiling it (usually 4 to 10 minutes)", say, build(module, env));
    await rename(join(module, "gitea"), folder);
    return built;
  } catch (error) {
    throw new GuidedError("TOOL_MISSING", `Gitea could not be built: ${(error as Error).message}`, "The deep tests need Go 1.26 with a way to its module proxy, and a C compiler for SQLite.", { cause: error });
  } finally {
    await rm(module, { recursive: true, force: true });
  }
}

async function build(module: string, env: NodeJS.ProcessEnv): Promise<void> {
  const goEnv = { ...env, CGO_ENABLED: "1", GOFLAGS: "-mod=mod -modcacherw", GOWORK: "off" };
  await writeFile(join(module, "go.mod"), goMod());
  await runCommand("go", ["build", "-C", module, "-trimpath", "-tags", "sqlite sqlite_unlock_notify", "-ldflags", `-s -w -X main.Version=${VERSION}`, "-o", join(module, "gitea", "gitea"), MODULE], goEnv);
  const source = (await runCommand("go", ["list", "-C", module, "-m", "-f", "{{.Dir}}", MODULE], goEnv)).trim();
  // Without the pages' styles and scripts, which its makers build by other tools.
  for (const part of ["options", "templates", "public"]) await cp(join(source, part), join(module, "gitea", "static", part), { recursive: true });
}

function goMod(): string {
  const replaced = Object.entries(REPLACED).map(([from, to]) => `\t${from} => ${to}`);
  return `module trueup.test/gitea\n\ngo 1.26.2\n\nrequire ${MODULE} v${VERSION}\n\nreplace (\n${replaced.join("\n")}\n)\n`;
}
