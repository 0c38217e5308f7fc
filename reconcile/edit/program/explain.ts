import { formatPath } from "../../../model/property-path.ts";
import { refuseAt } from "./source.ts";
import type { OpaqueView, View } from "./view.ts";
import { shown, type Spot, type Work } from "./work.ts";

/** Codes of what may stand for another resource's output. */
const MAY_BE_OUTPUT = ["reference", "computed", "template", "unknown"];

/** Says why an expression cannot be edited. Quotes names only, never values: what is refused may be a secret. */
export function explain(work: Work, { source }: Pick<Spot, "source">, view: View): never {
  if (view.kind !== "opaque") return refuseAt({ source, node: view.node }, "shape", `The program has ${shapeOf(view)} at ${shown(work)}.`, "Edit the program by hand.");
  const names = (work.request.dependsOn ?? []).map(urn => urn.split("::").at(-1));
  if (names.length > 0 && MAY_BE_OUTPUT.includes(view.code)) return refuseAt({ source, node: view.node }, "dependency", `${shown(work)} is made of an output of ${names.join(", ")}.`, `Adopt the drift at ${names.join(", ")}, or restore this one.`);
  return refuseAt({ source, node: view.node }, view.code, view.message, `${view.hint} Or leave it to the cloud with ignoreChanges: [${JSON.stringify(formatPath(work.request.path))}].`);
}

function shapeOf({ kind }: Exclude<View, OpaqueView>): string {
  const SHAPES: Record<string, string> = { object: "an object", list: "a list", literal: "a single value", document: "a document", config: "a value of the configuration", enum: "a member of an enum" };
  return SHAPES[kind] ?? "a name";
}
