import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { GuidedError } from "../../model/guided-error.ts";
import { toolsFolder } from "../engine/paths.ts";
import { withProgress } from "../engine/with-progress.ts";
import type { Say } from "../say.ts";
import { runCommand } from "./run-command.ts";

const VERSION = "1.56.1";

/** Leaves fake-gcs-server, a Google Cloud Storage for tests, built from its published Go module (100 s, 50 MB); at once when it is there already. Throws TOOL_MISSING without Go. */
export async function provideFakeGcsServer(env: NodeJS.ProcessEnv, say: Say): Promise<string> {
  const folder = join(toolsFolder(env), `fake-gcs-server-${VERSION}`);
  const program = join(folder, "fake-gcs-server");
  if (existsSync(program)) return program;
  const build = runCommand("go", ["install", `github.com/fsouza/fake-gcs-server@v${VERSION}`], { ...process.env, ...env, GOBIN: folder, CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off" });
  try {
    await withProgress("fake-gcs-server: building the Google Cloud Storage of the deep tests", say, build);
  } catch (error) {
    throw new GuidedError("TOOL_MISSING", `fake-gcs-server could not be built: ${(error as Error).message}`, "Install Go, and see that it reaches its module proxy.", { cause: error });
  }
  return program;
}
