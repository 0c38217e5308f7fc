import { resolve } from "node:path";
import type { PreviewDigest } from "../model/preview-digest.ts";
import { parseUrn } from "../model/urn.ts";
import { configuredSettings } from "./policy/configured-settings.ts";
import type { PolicyKit } from "./wire.ts";
import type { Workspace } from "./workspace.ts";

/** Judges previews by the policy packs, as configured and against what the rest of the estate uses: one text for each mandatory violation. @throws {GuidedError} CONFIG_INVALID where the policy configuration has mistakes */
export async function violationsOf({ config, baseDir }: Pick<Workspace, "config" | "baseDir">, kit: PolicyKit, now: Date): Promise<(digest: PreviewDigest) => Promise<string[]>> {
  const settings = await configuredSettings({ config, baseDir }, kit, now);
  // Without a snapshot a stack is judged by itself: a pull request is refused for what is known.
  const estate = kit.readEstateFile({ named: { file: resolve(baseDir, config.store, "estate.json"), by: "the store" }, folders: [] });
  return async digest => {
    const resources = digest.steps.flatMap(({ urn, newInputs, propertyDependencies }) => (newInputs ? [{ urn, type: parseUrn(urn).type, inputs: newInputs, dependencies: propertyDependencies }] : []));
    const findings = kit.evaluate(kit.policies, resources, { settings, ...("snapshot" in estate ? { snapshot: estate.snapshot } : {}) });
    return findings.filter(({ result, enforcement }) => result === "violation" && enforcement !== "advisory").map(({ policy, urn, message }) => `${policy} at ${urn}: ${message}`);
  };
}
