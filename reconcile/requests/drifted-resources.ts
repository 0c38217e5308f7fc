import { jsonEqual } from "../../model/json.ts";
import type { PreviewDigest, PreviewStep } from "../../model/preview-digest.ts";
import { formatPath, valueAt, type PropertyPath } from "../../model/property-path.ts";
import type { Refusal } from "../../model/reconcile-report.ts";
import { parseUrn } from "../../model/urn.ts";
import type { EditRequest } from "../edit/edit-request.ts";
import type { RefusalCode } from "../refusal.ts";
import { cloudValue, programValue } from "./cloud-value.ts";
import { differences, isElementwise, unique } from "./differences.ts";
import { requestMaker, type Program } from "./edit-requests.ts";

/** A resource whose cloud is not as its program says: what to ask the editor, and what needs no asking. */
export interface DriftedResource {
  urn: string;
  type: string;
  name: string;
  /**
   * `changed`: properties differ; `replaced`: they do, and undoing it would replace the resource; `deleted`: it is gone from the cloud; `pending`: the program has a change of its own;
   * `agreed`: the program has the cloud's values already, and only the state does not know
   */
  kind: "changed" | "deleted" | "replaced" | "pending" | "agreed";
  requests: EditRequest[];
  refused: (Refusal & { path?: string })[];
}

/** One property of one resource that the editor is asked for. */
export interface Asked {
  resource: DriftedResource;
  request: EditRequest;
}

/**
 * Joins a plain preview (what the program says against the state) with a refreshing one (against the cloud) to edit requests.
 * In the refreshing preview the old inputs and outputs are the cloud's, the new inputs the program's.
 */
export function driftedResources(plain: PreviewDigest, refreshed: PreviewDigest, program: Program): DriftedResource[] {
  const before = new Map(plain.steps.map(step => [step.urn, step]));
  const request = requestMaker(plain, program);
  const found = new Map<string, DriftedResource>();
  for (const step of tellingSteps(refreshed)) {
    if (parseUrn(step.urn).type.startsWith("pulumi:")) continue;
    const resource = judge(step, before.get(step.urn), request);
    if (resource) found.set(step.urn, resource);
  }
  return [...found.values()];
}

/** One step for each resource: of the several by which one is replaced, that which has both sides. */
function tellingSteps({ steps }: PreviewDigest): PreviewStep[] {
  const telling = new Map<string, PreviewStep>();
  // Where every resource is told to have been read first, that step says nothing of what follows.
  for (const step of steps) if (step.op === "replace" || ["refresh", undefined].includes(telling.get(step.urn)?.op)) telling.set(step.urn, step);
  return [...telling.values()];
}

type Request = ReturnType<typeof requestMaker>;

/** What one step of the refreshing preview comes to; `undefined` where it is no drift. */
function judge(step: PreviewStep, before: PreviewStep | undefined, request: Request): DriftedResource | undefined {
  if (isNoChange(step)) return before?.op === "update" && differences(before).length > 0 ? { ...emptyResource(step), kind: "agreed" } : undefined;
  if (!before || before.op !== "same") return before && isSameChange(before, step) ? undefined : refuse(step, "pending", { code: "pending", message: "The program has a change of its own for this resource that is not deployed.", hint: "Deploy or revert it first." });
  if (step.op === "create") return refuse(step, "deleted", { code: "deleted", message: "The resource is gone from the cloud.", hint: `Restore it with \`pulumi up --refresh --target '${step.urn}'\`, or remove it from the program.` });
  // A resource that is made inside `apply` drops out of the preview while what it is made from has drifted.
  if (step.op === "delete") return undefined;
  return { ...asDrift(step, before, request), ...(step.op === "update" ? {} : { kind: "replaced" }) };
}

function isNoChange({ op }: PreviewStep): boolean {
  return op === "same" || op === "refresh" || op === "read";
}

function isSameChange(a: PreviewStep, b: PreviewStep): boolean {
  return a.op === b.op && jsonEqual(differences(a).map(formatPath).sort(), differences(b).map(formatPath).sort());
}

function asDrift(step: PreviewStep, before: PreviewStep, request: Request): DriftedResource {
  const resource = emptyResource(step);
  for (const path of unique(differences(step).map(told => foldMissing(step, foldLists(step, told))))) {
    if (!isInput(step, path)) continue;
    if (!jsonEqual(valueAt(before.newInputs, path), valueAt(step.newInputs, path))) resource.refused.push({ path: formatPath(path), ...unsteady });
    else resource.requests.push(request(step, before, path));
  }
  if (resource.requests.length + resource.refused.length > 0) return resource;
  return refuse(step, "changed", { code: "absent", message: "Only outputs of the resource differ; the program sets none of them.", hint: "Restore it, or set the property in the program." });
}

const unsteady = { code: "stale" satisfies RefusalCode, message: "The program gives another value on each run.", hint: "Edit the program by hand." };

/** Indexes name other elements on each side of a list that grew, shrank or was reordered: such a list is told as a whole. */
function foldLists(step: PreviewStep, path: PropertyPath): PropertyPath {
  for (const [depth, part] of path.entries()) {
    if (typeof part !== "number") continue;
    const list = path.slice(0, depth);
    const [cloud, program] = [cloudValue(step, list), valueAt(step.newInputs, list)];
    if (!Array.isArray(cloud) || !Array.isArray(program) || !isElementwise(cloud, program)) return list;
  }
  return path;
}

/** A key of an object that the program does not have is told as that object: there is nothing that it could be added to. */
function foldMissing(step: PreviewStep, path: PropertyPath): PropertyPath {
  for (let depth = 1; depth < path.length; depth++) {
    const around = path.slice(0, depth);
    if (programValue(step, around) === undefined && cloudValue(step, around) !== undefined) return around;
  }
  return path;
}

/**
 * What providers of AWS and Google Cloud compute from tags and labels and tell as changed with them; no program sets it.
 * https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/#outputs, https://registry.terraform.io/providers/hashicorp/google/latest/docs/guides/provider_reference#labels
 */
const COMPUTED = ["tagsAll", "effectiveLabels", "pulumiLabels", "terraformLabels", "effectiveAnnotations"];

/** Of either side, or told by the provider itself to be changed by an update, and known to the cloud alone. */
function isInput(step: PreviewStep, path: PropertyPath): boolean {
  const top = path.slice(0, 1);
  if (valueAt(step.oldInputs, top) !== undefined || valueAt(step.newInputs, top) !== undefined) return true;
  return !COMPUTED.includes(String(top[0])) && Object.keys(step.detailedDiff).length > 0 && valueAt(step.oldOutputs, top) !== undefined;
}

function emptyResource({ urn }: PreviewStep): DriftedResource {
  const { type, name } = parseUrn(urn);
  return { urn, type, name, kind: "changed", requests: [], refused: [] };
}

function refuse(step: PreviewStep, kind: DriftedResource["kind"], refusal: Refusal & { code: RefusalCode }): DriftedResource {
  return { ...emptyResource(step), kind, refused: [refusal] };
}
