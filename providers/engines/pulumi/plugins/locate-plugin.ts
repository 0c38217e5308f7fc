import { access, constants, readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { GuidedError } from "../../../../model/index.ts";

const EXECUTABLE = process.platform === "win32" ? ".exe" : "";

/**
 * The provider plugin the engine itself would start: one on PATH whatever its version (unless PULUMI_IGNORE_AMBIENT_PLUGINS),
 * else the installed one of this version, else, without a version, the newest installed.
 * @throws {GuidedError} PLUGIN_MISSING with the command that installs it
 */
export async function locatePlugin(name: string, version: string | undefined, env: NodeJS.ProcessEnv): Promise<string> {
  const binary = `pulumi-resource-${name}${EXECUTABLE}`;
  if (!env["PULUMI_IGNORE_AMBIENT_PLUGINS"]) {
    for (const folder of (env["PATH"] ?? "").split(delimiter)) {
      if (folder && (await isExecutable(join(folder, binary)))) return join(folder, binary);
    }
  }
  const root = join(env["PULUMI_HOME"] ?? join(homedir(), ".pulumi"), "plugins");
  for (const folder of await candidates(root, name, version)) {
    if (await isExecutable(join(root, folder, binary))) return join(root, folder, binary);
  }
  throw new GuidedError(
    "PLUGIN_MISSING",
    `The provider plugin ${name}${version ? ` v${version}` : ""} is not installed (looked on PATH and in ${root}).`,
    `Run \`pulumi plugin install resource ${name}${version ? ` v${version}` : ""}\`.`,
  );
}

async function candidates(root: string, name: string, version: string | undefined): Promise<string[]> {
  if (version) return [`resource-${name}-v${version}`];
  const installed = await readdir(root).catch(() => []);
  const prefix = `resource-${name}-v`;
  const numeric = new Intl.Collator("en", { numeric: true });
  return installed.filter(folder => folder.startsWith(prefix) && !folder.endsWith(".lock")).sort((a, b) => numeric.compare(b, a));
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
