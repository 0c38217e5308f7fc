import { isMandatoryViolation } from "../model/policy-report.ts";
import type { PreviewDigest } from "../model/preview-digest.ts";
import { parseUrn } from "../model/urn.ts";
import { configuredSurroundings } from "./policy/configured-surroundings.ts";
import type { Violation } from "../reconcile/ports.ts";
import type { PolicyKit } from "./wire.ts";
import type { Workspace } from "./workspace.ts";

/** Judges previews by the policy packs, as configured and against what the rest of the estate uses: every mandatory violation. @throws {GuidedError} CONFIG_INVALID where the policy configuration has mistakes */
export async function violationsOf(workspace: Pick<Workspace, "config" | "baseDir">, kit: PolicyKit, now: Date): Promise<(digest: PreviewDigest) => Promise<Violation[]>> {
  // Without a snapshot a stack is judged by itself: a pull request is refused for what is known.
  const surroundings = await configuredSurroundings(workspace, kit, now);
  return async digest => {
    const resources = digest.steps.flatMap(({ urn, newInputs, propertyDependencies }) => (newInputs ? [{ urn, type: parseUrn(urn).type, inputs: newInputs, dependencies: propertyDependencies }] : []));
    const findings = kit.evaluate(kit.policies, resources, surroundings);
    return findings.filter(isMandatoryViolation).map(({ policy, urn, message }) => ({ urn, policy, text: `${policy} at ${urn}: ${message}` }));
  };
}
