/** A kind of thing that is added by adding one file or folder. */
export interface PlugInKind {
  /** What users of `npm run new` type. */
  name: string;
  /** What a plug-in exports; default: the name. */
  exports?: string;
  /** Where the plug-ins and their registry are. */
  folder: string;
  /** `file`: <folder>/<id>.ts; `folder`: <folder>/<id>/<id>.ts or <folder>/<id>/index.ts. */
  layout: "file" | "folder";
  /** The array that the registry exports. */
  registry: string;
  /** The port, and the file that exports it. */
  port: { type: string; file: string };
}

export const PLUG_IN_KINDS: readonly PlugInKind[] = [
  { name: "format", folder: "reports", layout: "file", registry: "formats", port: { type: "ReportFormat", file: "model/ports/report-format.ts" } },
  { name: "finding-format", exports: "format", folder: "reports/findings", layout: "file", registry: "findingFormats", port: { type: "FindingFormat", file: "model/ports/finding-format.ts" } },
  { name: "cloud", folder: "providers/clouds", layout: "folder", registry: "clouds", port: { type: "Cloud", file: "model/ports/cloud.ts" } },
  { name: "forge", folder: "providers/forges", layout: "folder", registry: "forges", port: { type: "Forge", file: "model/ports/forge.ts" } },
  { name: "notifier", folder: "providers/notifiers", layout: "folder", registry: "notifiers", port: { type: "Notifier", file: "model/ports/notifier.ts" } },
  { name: "noise-rule", exports: "rule", folder: "drift/noise", layout: "file", registry: "noiseRules", port: { type: "NoiseRule", file: "drift/noise-rule.ts" } },
  { name: "command", folder: "cli/commands", layout: "file", registry: "commands", port: { type: "CliCommand", file: "cli/command.ts" } },
];
