import type { PreviewDigest } from "../../model/preview-digest.ts";
import { withValueAt } from "../../model/property-path.ts";
import type { JsonObject } from "../../model/json.ts";
import { looksLikeCredential } from "../edit/credential.ts";
import type { DriftedResource } from "../requests/drifted-resources.ts";
import type { Scene } from "../scene.ts";

/** What policy forbids of what the cloud has, by URN: the first violation that the program as it is does not have. Such drift is never adopted. */
export async function forbiddenBy(resources: readonly DriftedResource[], { refreshed, newViolations }: Pick<Scene, "refreshed" | "newViolations">): Promise<ReadonlyMap<string, string>> {
  if (resources.every(({ requests }) => requests.length === 0)) return new Map();
  const found = await newViolations(asTheCloudIs(refreshed, resources));
  const quotable = quotableAmong(resources);
  return new Map(found.toReversed().map(({ urn, policy, text }) => [urn, quotable(urn) ? text : `${policy} at ${urn}; what it says may quote a credential.`]));
}

/** Whether what policy says of a resource may be told: not where a value of the cloud looks like a credential, since policies quote what they forbid. */
function quotableAmong(resources: readonly DriftedResource[]): (urn: string) => boolean {
  const touchy = new Set(resources.filter(({ requests }) => requests.some(({ path, newValue }) => looksLikeCredential(path, newValue))).map(({ urn }) => urn));
  return urn => !touchy.has(urn);
}

/** The preview of a program that would say everything that the cloud has. */
function asTheCloudIs(digest: PreviewDigest, resources: readonly DriftedResource[]): PreviewDigest {
  const requests = new Map(resources.map(resource => [resource.urn, resource.requests]));
  const steps = digest.steps.map(step => {
    const wanted = requests.get(step.urn);
    if (!wanted || !step.newInputs) return step;
    const newInputs = wanted.reduce((inputs, { path, newValue }) => withValueAt(inputs, path, newValue) as JsonObject, step.newInputs);
    return { ...step, newInputs };
  });
  return { ...digest, steps };
}
