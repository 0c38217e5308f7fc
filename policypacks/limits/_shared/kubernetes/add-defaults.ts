import { isWireObject, type Wire, type WireObject } from "../../../_kit/wire";
import { parseQuantity } from "../quantity";
import { CONTAINER_LISTS, POD_SPECS } from "./containers";

export type Part = "requests" | "limits";
export type What = "cpu" | "memory";
/** Quantities to give to containers that have none, as `{ requests: { cpu: "100m" } }`. */
export type Defaults = Partial<Record<Part, Partial<Record<What, string | undefined>> | undefined>>;

export interface DefaultsRequest {
  /** Normalised. */
  type: string;
  inputs: WireObject;
  defaults: Defaults;
  /** As `requests.cpu`: what is added where it is missing. */
  wanted: readonly string[];
}

/**
 * The inputs with what containers lack, where there is a default for it; `undefined` where nothing is to add. What is not plainly
 * there (a secret, an unknown) is left as it is, and every part that does not change is the very one that was there.
 */
export function addDefaults({ type, inputs, defaults, wanted }: DefaultsRequest): WireObject | undefined {
  const changed = CONTAINER_LISTS.reduce<Wire>((wire, list) => changeAt(wire, [...(POD_SPECS[type] ?? "spec").split("."), list], containers => changeEach(containers, container => complete(container, defaults, wanted))), inputs);
  return changed === inputs ? undefined : (changed as WireObject);
}

/** Changes what is at a path; what leads there is copied only where something changes. */
function changeAt(wire: Wire, [key, ...rest]: readonly string[], change: (wire: Wire) => Wire): Wire {
  if (key === undefined) return change(wire);
  const inner = isWireObject(wire) ? wire[key] : undefined;
  if (!isWireObject(wire) || inner === undefined) return wire;
  const changed = changeAt(inner, rest, change);
  return changed === inner ? wire : { ...wire, [key]: changed };
}

function changeEach(list: Wire, change: (wire: Wire) => Wire): Wire {
  if (!Array.isArray(list)) return list;
  const changed = list.map(change);
  return changed.some((item, i) => item !== list[i]) ? changed : list;
}

function complete(container: Wire, defaults: Defaults, wanted: readonly string[]): Wire {
  if (!isWireObject(container)) return container;
  const resources = container["resources"] ?? {};
  if (!isPlain(resources)) return container;
  let completed = resources;
  for (const requirement of wanted) {
    const [part, what] = requirement.split(".") as [Part, What];
    const value = defaults[part]?.[what];
    if (value !== undefined) completed = withPart(completed, { part, what, value });
  }
  return completed === resources ? container : { ...container, resources: completed };
}

function withPart(resources: WireObject, { part, what, value }: { part: Part; what: What; value: string }): WireObject {
  const own = resources[part] ?? {};
  if (!isPlain(own) || (own[what] ?? null) !== null) return resources;
  const other = resources[part === "requests" ? "limits" : "requests"];
  return { ...resources, [part]: { ...own, [what]: fitting(part, value, isPlain(other) ? other[what] : undefined) } };
}

/** Kubernetes refuses a request above its limit, so a default gives way to what is there. */
function fitting(part: Part, value: string, other: Wire | undefined): Wire {
  const [own, theirs] = [parseQuantity(value), typeof other === "string" || typeof other === "number" ? parseQuantity(String(other)) : undefined];
  if (own === undefined || theirs === undefined || other === undefined) return value;
  return (part === "limits" ? own < theirs : own > theirs) ? other : value;
}

/** An object without any of the engine's marks, which are keys of their own. */
function isPlain(wire: Wire | undefined): wire is WireObject {
  return isWireObject(wire) && !Object.keys(wire).some(key => /^[0-9a-f]{32}$/.test(key));
}
