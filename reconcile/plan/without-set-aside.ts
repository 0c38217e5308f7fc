import { formatPath } from "../../model/property-path.ts";
import type { DifferingResource } from "../ports.ts";
import type { DriftedResource } from "../requests/drifted-resources.ts";
import type { Scene } from "../scene.ts";

/** The drift of a stack without what is noise, or agreed on. A resource of which nothing is left is left out. */
export async function withoutSetAside(resources: readonly DriftedResource[], { ports, stack, refreshed }: Pick<Scene, "ports" | "stack" | "refreshed">): Promise<DriftedResource[]> {
  if (resources.length === 0) return [];
  const setAside = await ports.setAside(stack.ref);
  const steps = new Map(refreshed.steps.map(step => [step.urn, step]));
  return resources.flatMap(resource => {
    const { urn, type, kind, requests, refused } = resource;
    if (kind === "pending" || kind === "agreed") return [resource];
    const { newInputs = {}, oldInputs = {}, oldOutputs = {} } = steps.get(urn)!;
    const differences: DifferingResource["differences"] = requests.map(({ path, oldValue, newValue }) => ({ path, ...(oldValue === undefined ? {} : { program: oldValue }), ...(newValue === undefined ? {} : { cloud: newValue }) }));
    const aside = setAside({ urn, type, isDeleted: kind === "deleted", differences, program: newInputs, cloud: { inputs: oldInputs, outputs: oldOutputs } });
    const left = { ...resource, requests: requests.filter(({ path }) => !aside.has(formatPath(path))), refused: refused.filter(({ path = "" }) => !aside.has(path)) };
    return left.requests.length + left.refused.length > 0 ? [left] : [];
  });
}
