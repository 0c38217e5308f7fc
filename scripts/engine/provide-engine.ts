import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { GuidedError } from "../../model/guided-error.ts";
import type { Say } from "../say.ts";
import { ENGINE_VERSION, engineRecord, OLDEST_ENGINE, recordedEngine, toolsFolder, type Engine } from "./paths.ts";
import { provideYamlHost } from "./provide-yaml-host.ts";
import { buildFromModules } from "./ways/build-from-modules.ts";
import { installOfficialRelease } from "./ways/official-release.ts";
import { useFromPath } from "./ways/use-from-path.ts";
import type { Way } from "./ways/way.ts";
import { writeLanguageHost } from "./write-language-host.ts";

const WAYS: readonly Way[] = [useFromPath, installOfficialRelease, buildFromModules];

/**
 * Leaves a usable engine: the recorded one, else the one on PATH, else the official release, else one built from Go modules.
 * Each way that cannot be taken is told with its reason. Throws ENGINE_MISSING, with the install commands, when none can.
 */
export async function provideEngine(env: NodeJS.ProcessEnv, say: Say, ways: readonly Way[] = WAYS): Promise<Engine> {
  const engine = recordedEngine(env) ?? (await takeFirstWay(ways, env, say));
  if (engine.way === buildFromModules.title) {
    await writeLanguageHost(engine.folder);
    await provideYamlHost({ folder: engine.folder, env, say });
  }
  await record(engine, env);
  return engine;
}

async function takeFirstWay(ways: readonly Way[], env: NodeJS.ProcessEnv, say: Say): Promise<Engine> {
  const folder = join(toolsFolder(env), `pulumi-${ENGINE_VERSION}`);
  for (const way of ways) {
    const taken = await way.take({ folder, env, say });
    if ("folder" in taken) return { ...taken, way: way.title };
    say(`engine: not ${way.title}: ${taken.reason}`);
  }
  throw new GuidedError(
    "ENGINE_MISSING",
    `There is no Pulumi engine ${OLDEST_ENGINE} or newer here, and none could be installed.`,
    `Install Pulumi (\`curl -fsSL https://get.pulumi.com | sh -s -- --version ${ENGINE_VERSION}\`), or Go 1.25 or newer (https://go.dev/dl), then run \`make setup\` again.`,
  );
}

async function record(engine: Engine, env: NodeJS.ProcessEnv): Promise<void> {
  await mkdir(toolsFolder(env), { recursive: true });
  await writeFile(engineRecord(env), `${JSON.stringify(engine, undefined, 2)}\n`);
}
