import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { GuidedError } from "../model/guided-error.ts";
import type { PreviewDigest } from "../model/preview-digest.ts";
import { parseUrn } from "../model/urn.ts";
import type { PolicyKit } from "./wire.ts";
import type { Workspace } from "./workspace.ts";

/** Judges previews by the policy packs, as configured and against what the rest of the estate uses: one text for each mandatory violation. @throws {GuidedError} CONFIG_INVALID where the policy configuration has mistakes */
export async function violationsOf({ config, baseDir }: Pick<Workspace, "config" | "baseDir">, kit: PolicyKit, now: Date): Promise<(digest: PreviewDigest) => Promise<string[]>> {
  const today = now.toISOString().slice(0, "YYYY-MM-DD".length);
  const settings = config.policy.config === undefined ? kit.defaultSettings(today) : await readSettings(resolve(baseDir, config.policy.config), kit, today);
  // Without a snapshot a stack is judged by itself: a pull request is refused for what is known.
  const estate = kit.readEstateFile({ named: { file: resolve(baseDir, config.store, "estate.json"), by: "the store" }, folders: [] });
  return async digest => {
    const resources = digest.steps.flatMap(({ urn, newInputs, propertyDependencies }) => (newInputs ? [{ urn, type: parseUrn(urn).type, inputs: newInputs, dependencies: propertyDependencies }] : []));
    const findings = kit.evaluate(kit.policies, resources, { settings, ...("snapshot" in estate ? { snapshot: estate.snapshot } : {}) });
    return findings.filter(({ result, enforcement }) => result === "violation" && enforcement !== "advisory").map(({ policy, urn, message }) => `${policy} at ${urn}: ${message}`);
  };
}

async function readSettings(file: string, kit: PolicyKit, today: string): Promise<ReturnType<PolicyKit["defaultSettings"]>> {
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
