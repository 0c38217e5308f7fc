import { PRINTED_SECRET, type PreviewDigest, type PreviewStep } from "../../model/preview-digest.ts";
import { valueAt, type PropertyPath } from "../../model/property-path.ts";
import { parseUrn } from "../../model/urn.ts";
import type { EditRequest, SourcePosition } from "../edit/edit-request.ts";
import { cloudValue, programValue } from "./cloud-value.ts";
import { isOwnCode, parseSourcePosition, type ProgramPlace } from "./source-position.ts";

export interface Program extends ProgramPlace {
  /** Runtime of Pulumi.yaml. */
  runtime: string;
}

/** Gives the function that asks for one property of one resource. `plain` is a preview against the state: its positions are fresh, and it has every resource. */
export function requestMaker(plain: PreviewDigest, program: Program): (step: PreviewStep, before: PreviewStep, path: PropertyPath) => EditRequest {
  const instances = new Map<string, Set<string>>();
  for (const { urn, sourcePosition } of plain.steps) if (sourcePosition !== undefined) instances.set(sourcePosition, (instances.get(sourcePosition) ?? new Set()).add(urn));
  return (step, before, path) => {
    const { stack, project, type, name } = parseUrn(step.urn);
    const oldValue = programValue(step, path);
    const newValue = cloudValue(step, path);
    const dependsOn = before.propertyDependencies[String(path[0])];
    // What pulumi-yaml tells is a line of its own code; its resources are found by their names.
    const place = program.runtime === "yaml" ? {} : placeOf(before, program);
    return {
      runtime: program.runtime,
      ...{ project, stack, type, name, path },
      ...place,
      ...(place.pos && { instances: instances.get(before.sourcePosition!)!.size }),
      ...(oldValue !== undefined && { oldValue }),
      ...(newValue !== undefined && { newValue }),
      ...(dependsOn && dependsOn.length > 0 && { dependsOn }),
      secret: isWithinSecret(step, path),
    };
  };
}

/** Where the resource is made, and the places of the project from which that was reached. */
function placeOf(before: PreviewStep, program: Program): { pos?: SourcePosition; frames?: SourcePosition[] } {
  const pos = parseSourcePosition(before.sourcePosition, program);
  const trace = before.stackTrace.map(frame => parseSourcePosition(frame, program)).filter(frame => frame !== undefined && isOwnCode(frame)) as SourcePosition[];
  const isItself = (frame: SourcePosition | undefined): boolean => frame !== undefined && frame.file === pos?.file && frame.line === pos.line;
  const frames = isItself(trace[0]) ? trace.slice(1) : trace;
  return { ...(pos && { pos }), ...(frames.length > 0 && { frames }) };
}

/** Whether the value, or anything that it is inside of, is a secret on any side. */
function isWithinSecret(step: PreviewStep, path: PropertyPath): boolean {
  return path.some((_, depth) => [step.oldInputs, step.newInputs, step.oldOutputs].some(side => valueAt(side, path.slice(0, depth + 1)) === PRINTED_SECRET));
}
