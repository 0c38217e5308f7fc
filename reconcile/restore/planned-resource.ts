import type { JsonObject } from "../../model/json.ts";
import { PRINTED_SECRET, type PreviewStep } from "../../model/preview-digest.ts";
import { formatPath, readPath, valueAt, withValueAt, type PropertyPath } from "../../model/property-path.ts";
import { differences } from "../requests/differences.ts";
import { DEFAULTS } from "../requests/without-defaults.ts";
import type { PlannedChange, PlannedResource } from "./order.ts";
import { markOf, VARIES } from "./shown-value.ts";
import { sidesAt, type Sides } from "./sides.ts";

/** What a step does, without the values; `undefined` where it does nothing. `varies`: the paths of what is made up anew at each run. */
export function plannedResource(step: PreviewStep, varies: readonly string[]): PlannedResource | undefined {
  const op = operationOf(step);
  if (!op) return undefined;
  const program = masked(step.newInputs ?? {}, varies);
  return {
    urn: step.urn,
    op,
    changes: op === "update" || op === "replace" ? changesOf({ ...step, newInputs: program }) : [],
    replaces: op === "replace" ? [...step.replaceReasons].sort() : [],
    makes: op === "create" || op === "replace" ? makesOf(program) : {},
    varies: [...varies],
  };
}

/** What a step does to the cloud; `undefined` where that is nothing. */
export function operationOf({ op }: Pick<PreviewStep, "op">): PlannedResource["op"] | undefined {
  if (op === "update" || op === "create" || op === "delete") return op;
  return op.includes("replace") ? "replace" : undefined;
}

/** What the provider says that it changes, or, of one that says nothing of single properties, in which inputs the sides differ. */
export function changedPaths(step: PreviewStep): { path: PropertyPath; kind?: string }[] {
  const told = Object.entries(step.detailedDiff).map(([text, { kind }]) => ({ path: readPath(text), kind }));
  return told.length > 0 ? told : differences(step).map(path => ({ path }));
}

function changesOf(step: PreviewStep): PlannedChange[] {
  return changedPaths(step).map(({ path, kind }) => changeAt(path, kind, step)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function changeAt(path: PropertyPath, told: string | undefined, step: PreviewStep): PlannedChange {
  const sides = sidesAt(path, step);
  const doesReplace = told?.endsWith("-replace") || step.replaceReasons.includes(formatPath(path));
  return {
    path: formatPath(path),
    kind: told === undefined ? kindOf(sides) : (told.replace("-replace", "") as PlannedChange["kind"]),
    ...(doesReplace ? { replaces: true } : {}),
    ...marksOf(path, sides),
  };
}

/** Where one side is a secret, the other is the same secret with another value. */
function marksOf(path: PropertyPath, { cloud, program }: Sides): Pick<PlannedChange, "cloud" | "program"> {
  const marks = { cloud: markOf(path, cloud), program: markOf(path, program) };
  return cloud === PRINTED_SECRET || program === PRINTED_SECRET ? { cloud: "secret", program: "secret" } : marks;
}

function kindOf({ cloud, program }: Sides): PlannedChange["kind"] {
  if (cloud === undefined) return "add";
  return program === undefined ? "delete" : "update";
}

function makesOf(program: JsonObject): PlannedResource["makes"] {
  const names = Object.keys(program).filter(name => name !== DEFAULTS).sort();
  return Object.fromEntries(names.map(name => [name, markOf([name], program[name])]));
}

function masked(inputs: JsonObject, varies: readonly string[]): JsonObject {
  return varies.map(readPath).reduce((rest, path) => (valueAt(rest, path) === undefined ? rest : (withValueAt(rest, path, VARIES) as JsonObject)), inputs);
}
