import { jsonEqual } from "../model/json.ts";
import type { PreviewDigest, PreviewStep } from "../model/preview-digest.ts";
import { formatPath, valueAt, type PropertyPath } from "../model/property-path.ts";
import type { Refusal } from "../model/reconcile-report.ts";
import { parseUrn } from "../model/urn.ts";
import { differences, isElementwise, unique } from "./differences.ts";
import type { EditRequest } from "./edit/edit-request.ts";
import type { RefusalCode } from "./refusal.ts";
import { parseSourcePosition } from "./source-position.ts";

/** A resource whose cloud is not as its program says: what to ask the editor, and what needs no asking. */
export interface DriftedResource {
  urn: string;
  type: string;
  name: string;
  requests: EditRequest[];
  refused: (Refusal & { path?: string })[];
}

export interface Program {
  /** Runtime of Pulumi.yaml. */
  runtime: string;
  /** Absolute path of the project folder. */
  dir: string;
}

/**
 * Joins a plain preview (what the program says against the state) with a refreshing one (against the cloud) to edit requests.
 * In the refreshing preview the old inputs are the cloud's, the new inputs the program's.
 */
export function driftedResources(plain: PreviewDigest, refreshed: PreviewDigest, program: Program): DriftedResource[] {
  const found = new Map<string, DriftedResource>();
  for (const step of refreshed.steps) {
    if (found.has(step.urn) || isNoChange(step) || parseUrn(step.urn).type.startsWith("pulumi:")) continue;
    const resource = judge(step, plain, program);
    if (resource) found.set(step.urn, resource);
  }
  return [...found.values()];
}

function isNoChange({ op }: PreviewStep): boolean {
  return op === "same" || op === "refresh" || op === "read";
}

/** What one change of the refreshing preview comes to; `undefined` where it is no drift. */
function judge(step: PreviewStep, plain: PreviewDigest, program: Program): DriftedResource | undefined {
  const before = plain.steps.find(({ urn }) => urn === step.urn);
  if (!before || before.op !== "same") return before && isSameChange(before, step) ? undefined : refuse(step, "pending", "The program has a change of its own for this resource that is not deployed.", "Deploy or revert it first.");
  if (step.op === "create") return refuse(step, "deleted", "The resource is gone from the cloud.", `Restore it with \`pulumi up --refresh --target '${step.urn}'\`, or remove it from the program.`);
  // A resource that is made inside `apply` drops out of the preview while what it is made from has drifted.
  if (step.op === "delete") return undefined;
  if (step.op !== "update") return refuse(step, "replace", "The program would replace the resource to undo this difference; after a merge a deployment without refresh would replace it too.", `Restore it with \`pulumi up --refresh --target '${step.urn}'\`, or edit the program and deploy with --refresh.`);
  return asDrift(step, before, plain, program);
}

function isSameChange(a: PreviewStep, b: PreviewStep): boolean {
  return a.op === b.op && jsonEqual(differences(a).map(formatPath).sort(), differences(b).map(formatPath).sort());
}

function asDrift(step: PreviewStep, before: PreviewStep, plain: PreviewDigest, program: Program): DriftedResource {
  const resource = emptyResource(step);
  for (const path of unique(differences(step).map(told => foldLists(step, told)))) {
    if (!isInput(step, path)) continue;
    if (!jsonEqual(valueAt(before.newInputs, path), valueAt(step.newInputs, path))) resource.refused.push({ path: formatPath(path), ...unsteady });
    else resource.requests.push(requestFor(step, before, path, { plain, program }));
  }
  if (resource.requests.length + resource.refused.length > 0) return resource;
  return refuse(step, "absent", "Only outputs of the resource differ; the program sets none of them.", "Restore it, or set the property in the program.");
}

const unsteady = { code: "stale" satisfies RefusalCode, message: "The program gives another value on each run.", hint: "Edit the program by hand." };

function requestFor(step: PreviewStep, before: PreviewStep, path: PropertyPath, { plain, program }: { plain: PreviewDigest; program: Program }): EditRequest {
  const { stack, project, type, name } = parseUrn(step.urn);
  const pos = parseSourcePosition(before.sourcePosition, program.dir);
  const oldValue = valueAt(step.newInputs, path);
  const newValue = valueAt(step.oldInputs, path);
  const dependsOn = before.propertyDependencies[String(path[0])];
  return {
    runtime: program.runtime,
    project,
    stack,
    type,
    name,
    path,
    ...(pos && { pos, instances: new Set(plain.steps.filter(other => other.sourcePosition === before.sourcePosition).map(other => other.urn)).size }),
    ...(oldValue !== undefined && { oldValue }),
    ...(newValue !== undefined && { newValue }),
    ...(dependsOn && dependsOn.length > 0 && { dependsOn }),
    secret: isWithinSecret(step, path),
  };
}

/** Indexes name other elements on each side of a list that grew, shrank or was reordered: such a list is told as a whole. */
function foldLists(step: PreviewStep, path: PropertyPath): PropertyPath {
  for (const [depth, part] of path.entries()) {
    if (typeof part !== "number") continue;
    const list = path.slice(0, depth);
    const [cloud, program] = [valueAt(step.oldInputs, list), valueAt(step.newInputs, list)];
    if (!Array.isArray(cloud) || !Array.isArray(program) || !isElementwise(cloud, program)) return list;
  }
  return path;
}

function isInput(step: PreviewStep, path: PropertyPath): boolean {
  const top = path.slice(0, 1);
  return valueAt(step.oldInputs, top) !== undefined || valueAt(step.newInputs, top) !== undefined;
}

/** The engine prints `"[secret]"` in place of a secret, and of everything inside a secret object. */
function isWithinSecret(step: PreviewStep, path: PropertyPath): boolean {
  return path.some((_, depth) => [step.oldInputs, step.newInputs].some(inputs => valueAt(inputs, path.slice(0, depth + 1)) === "[secret]"));
}

function emptyResource({ urn }: PreviewStep): DriftedResource {
  const { type, name } = parseUrn(urn);
  return { urn, type, name, requests: [], refused: [] };
}

function refuse(step: PreviewStep, code: RefusalCode, message: string, hint: string): DriftedResource {
  return { ...emptyResource(step), refused: [{ code, message, hint }] };
}
