import { existsSync } from "node:fs";
import { join } from "node:path";
import { YAML_HOST } from "./paths.ts";
import { buildCommand, type GoCommand } from "./ways/build-command.ts";
import type { Site } from "./ways/way.ts";

const COMMAND: GoCommand = {
  path: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
  version: "1.32.0",
  versionVariable: "github.com/pulumi/pulumi-yaml/pkg/version.Version",
  file: YAML_HOST,
  called: "language host of YAML",
  usual: "usually half a minute to 3 minutes",
};

/** Leaves the language host of YAML programs next to an engine that was built from modules; the official release has it. Only tests of YAML programs need it, so it may be missing. */
export async function provideYamlHost(site: Site): Promise<void> {
  if (existsSync(join(site.folder, YAML_HOST))) return;
  const failure = await buildCommand(site, COMMAND);
  if (failure) site.say(`engine: no ${YAML_HOST}: ${failure.reason}`);
}
