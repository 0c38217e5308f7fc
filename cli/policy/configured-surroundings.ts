import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { GuidedError } from "../../model/guided-error.ts";
import type { PolicyKit } from "../wire.ts";
import type { Workspace } from "../workspace.ts";

type Surroundings = Parameters<PolicyKit["evaluate"]>[2];
type Settings = Surroundings["settings"];

/** What the policies are told where a trueup.yaml names it: their settings, or the defaults, and the estate snapshot of the store, where there is one. @throws {GuidedError} CONFIG_INVALID where the policy configuration has mistakes */
export async function configuredSurroundings({ config, baseDir }: Pick<Workspace, "config" | "baseDir">, kit: PolicyKit, now: Date): Promise<Surroundings> {
  const today = now.toISOString().slice(0, "YYYY-MM-DD".length);
  const settings = config.policy.config === undefined ? kit.defaultSettings(today) : await readSettings(resolve(baseDir, config.policy.config), kit, today);
  const estate = kit.readEstateFile({ named: { file: resolve(baseDir, config.store, "estate.json"), by: "the store" }, folders: [] });
  return { settings, ...("snapshot" in estate ? { snapshot: estate.snapshot } : {}) };
}

async function readSettings(file: string, kit: PolicyKit, today: string): Promise<Settings> {
  const read = await kit.readConfig({ text: readText(file), policies: kit.policies, isComplete: true, folder: dirname(file), today });
  if ("settings" in read) return read.settings;
  throw new GuidedError("CONFIG_INVALID", `${file} has mistakes:\n${read.mistakes.map(({ line, text }) => `  line ${line}: ${text}`).join("\n")}`, "Correct these lines; docs/policies.md lists rules and options.");
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new GuidedError("CONFIG_INVALID", `The policy configuration ${file} cannot be read (${(cause as NodeJS.ErrnoException).code}).`, "Correct `policy.config` in trueup.yaml.", { cause });
  }
}
