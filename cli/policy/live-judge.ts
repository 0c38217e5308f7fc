import type { LiveStack } from "../../drift/scan.ts";
import { isJsonObject, jsonEqual, type JsonObject } from "../../model/json.ts";
import type { Observation } from "../../model/observation.ts";
import type { Finding } from "../../model/policy-report.ts";
import { readPath, valueAt } from "../../model/property-path.ts";
import type { ResourceReport, ScanFinding } from "../../model/scan-report.ts";
import type { StateResource } from "../../model/stack.ts";
import type { PolicyKit } from "../wire.ts";
import type { Workspace } from "../workspace.ts";
import { configuredSurroundings } from "./configured-surroundings.ts";
import { policyResources } from "./policy-resources.ts";

/**
 * Judges what the clouds have by the policy packs, stack by stack, and of what other stacks use by the last snapshot.
 * @throws {GuidedError} CONFIG_INVALID where the policy configuration has mistakes
 */
export async function liveJudge(workspace: Pick<Workspace, "config" | "baseDir">, kit: PolicyKit, now: Date): Promise<(live: LiveStack) => ScanFinding[]> {
  const surroundings = await configuredSurroundings(workspace, kit, now);
  const judge = (resources: readonly StateResource[]) => kit.evaluate(kit.policies, policyResources(resources.filter(isOwn)), surroundings);
  return live => {
    const isRead = new Set(live.observation.observations.filter(({ outcome }) => outcome.kind === "read").map(({ urn }) => urn));
    const recorded = recordedResources(live);
    const inState = countOf(judge(recorded));
    // What was not read is unknown, here as in the verdict; others are still compared with what is recorded of it.
    const found = judge(liveResources(recorded, live)).filter(({ urn }) => isRead.has(urn));
    return found.map(finding => ({ ...finding, alsoInState: takeOne(inState, finding) }));
  };
}

/** A resource that is only read with `.get()` is another stack's business; one on its way out is nobody's. */
function isOwn({ external, pendingDelete }: StateResource): boolean {
  return !external && !pendingDelete;
}

/** As recorded, with the same masks for secrets as what was found. */
function recordedResources({ state, observation }: LiveStack): StateResource[] {
  const seen = new Map(observation.observations.map(each => [each.urn, each]));
  return state.resources.map(resource => {
    const recorded = seen.get(resource.urn)?.recorded;
    return recorded ? { ...resource, inputs: objectOf(recorded.inputs), outputs: objectOf(recorded.outputs) } : resource;
  });
}

/** As the cloud has them, without those that are gone; those that could not be read as recorded. */
function liveResources(recorded: readonly StateResource[], { observation: { observations }, report: { resources } }: LiveStack): StateResource[] {
  const seen = new Map(observations.map(each => [each.urn, each]));
  const reports = new Map(resources.map(report => [report.urn, report]));
  return recorded.flatMap(resource => {
    const observation = seen.get(resource.urn);
    if (reports.get(resource.urn)?.kind === "deleted") return [];
    return [observation?.found ? { ...resource, inputs: liveInputs(observation, reports.get(resource.urn)), outputs: objectOf(observation.found.outputs) } : resource];
  });
}

/**
 * What a program would have to say to get what is there: the inputs that the provider's Read returned. Providers return only what was an input before;
 * of what was added in the cloud, the property is taken from the outputs. Other outputs are not: a security group's also list the rules that are
 * resources of their own.
 */
function liveInputs({ recorded, found }: Observation, report: ResourceReport | undefined): JsonObject {
  const outputs = objectOf(found!.outputs);
  const inputs = found!.inputs === undefined ? objectOf(recorded.inputs) : objectOf(found!.inputs);
  const drifted = (report?.paths ?? []).map(({ path }) => readPath(path)).filter(path => jsonEqual(valueAt(inputs, path), valueAt(recorded.inputs, path))).map(([key]) => String(key));
  const fromOutputs = [...(found!.inputs === undefined ? Object.keys(inputs) : []), ...drifted].filter(key => Object.hasOwn(outputs, key));
  return { ...inputs, ...Object.fromEntries(fromOutputs.map(key => [key, outputs[key]!])) };
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

function keyOf({ policy, result, urn, related = [], message }: Finding): string {
  return JSON.stringify([policy, result, urn, related, message]);
}

function countOf(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return counts;
}

/** Whether there was one of these left; it is not left any more. */
function takeOne(counts: Map<string, number>, finding: Finding): boolean {
  const left = counts.get(keyOf(finding)) ?? 0;
  counts.set(keyOf(finding), left - 1);
  return left > 0;
}
