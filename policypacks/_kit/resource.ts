import { type Cloud, cloudOf, isList, normaliseType } from "./type-token";
import { Value } from "./value";
import { secret, type WireObject } from "./wire";

/** A resource as it is given to the packs: by the engine before it is created, or from a stack's state. */
export interface Resource {
  urn: string;
  type: string;
  inputs: WireObject;
  /** Properties that are secret though they are not marked: what the program declares secret as an output may be so as an input. */
  secretProperties?: readonly string[];
  /** The cloud's own id, where it is known. */
  id?: string;
  /** Which resources each property takes its value from, where it is known. */
  dependencies?: Record<string, readonly string[]>;
}

/** A resource as a rule sees it. A Kubernetes list is one subject for each of its items. */
export interface Subject {
  urn: string;
  /** Logical name: the last part of the URN. */
  name: string;
  /** Normalised; see `normaliseType`. */
  type: string;
  cloud: Cloud | undefined;
  /** `<project>/<stack>` */
  stack: string;
  props: Value;
  resource: Resource;
}

export function subjectsOf(resource: Resource): Subject[] {
  const props = new Value(markedInputs(resource));
  const one = {
    urn: resource.urn,
    name: nameOf(resource.urn),
    type: normaliseType(resource.type),
    cloud: cloudOf(resource.type),
    stack: stackOf(resource.urn),
    resource,
  };
  if (!isList(resource.type)) return [{ ...one, props }];
  return props.find("items.*").map(item => ({ ...one, props: item }));
}

/** The inputs with every secret marked. */
export function markedInputs({ inputs, secretProperties = [] }: Resource): WireObject {
  const hidden = secretProperties.filter(name => Object.hasOwn(inputs, name));
  return hidden.length === 0 ? inputs : { ...inputs, ...Object.fromEntries(hidden.map(name => [name, secret(inputs[name]!)])) };
}

/** `<project>/<stack>` of a URN. */
export function stackOf(urn: string): string {
  const [prefix = "", project = ""] = urn.split("::");
  return `${project}/${prefix.replace(/^urn:pulumi:/, "")}`;
}

export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The type of the resource itself, without those of its parents. */
export function typeOf(urn: string): string {
  return (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
}

/** The URN of the stack that a resource is in: where findings belong that are about no resource. */
export function rootOf(urn: string): string {
  const [project = "", stack = ""] = stackOf(urn).split("/");
  return `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`;
}
