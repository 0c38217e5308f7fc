import { createRequire } from "node:module";
import type { Cloud } from "../model/ports/cloud.ts";
import type { Forge } from "../model/ports/forge.ts";
import type { ReportFormat } from "../model/ports/report-format.ts";

/** The implementations that the commands work with; the only place that chooses them. */
export interface Wire {
  version: string;
  clouds: readonly Cloud[];
  forges: readonly Forge[];
  formats: readonly ReportFormat[];
}

export function createWire(): Wire {
  return { version: ownVersion(), clouds: [], forges: [], formats: [] };
}

/** By the package's own name, because the way to package.json differs between sources and dist/. */
function ownVersion(): string {
  const manifest = createRequire(import.meta.url)("trueup/package.json") as { version: string };
  return manifest.version;
}
