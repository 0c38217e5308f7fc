import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { GuidedError } from "../../model/guided-error.ts";
import type { PolicyKit } from "../wire.ts";
import type { Workspace } from "../workspace.ts";

type Settings = ReturnType<PolicyKit["defaultSettings"]>;

/** The settings of the policies that a trueup.yaml names, or the defaults. @throws {GuidedError} CONFIG_INVALID where the policy configuration has mistakes */
export async function configuredSettings({ config, baseDir }: Pick<Workspace, "config" | "baseDir">, kit: PolicyKit, now: Date): Promise<Settings> {
  const today = now.toISOString().slice(0, "YYYY-MM-DD".length);
  return config.policy.config === undefined ? kit.defaultSettings(today) : readSettings(resolve(baseDir, config.policy.config), kit, today);
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
