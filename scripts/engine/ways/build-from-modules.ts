import { join } from "node:path";
import { ENGINE_VERSION } from "../paths.ts";
import { buildCommand, type GoCommand } from "./build-command.ts";
import { engineVersion } from "./engine-version.ts";
import type { Way } from "./way.ts";

const ENGINE: GoCommand = {
  path: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  version: ENGINE_VERSION,
  // Without it the engine calls itself a development version, and the Automation API refuses to work with it.
  versionVariable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
  file: "pulumi",
  called: "engine",
  usual: "usually 2 to 5 minutes",
};

/** The engine compiled from its published Go modules. Its Node language host is not published so; ours stands in. */
export const buildFromModules: Way = {
  title: "built from Go modules",
  async take(site) {
    if ((await engineVersion(join(site.folder, "pulumi"))) === ENGINE_VERSION) return { folder: site.folder, version: ENGINE_VERSION };
    return (await buildCommand(site, ENGINE)) ?? { folder: site.folder, version: ENGINE_VERSION };
  },
};
