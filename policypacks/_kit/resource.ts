import { findPlace, type Place } from "./place";
import { schemaSecrets } from "./secret-properties";
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
  /** What the cloud said of it: known of what a state holds, and of what is there already. */
  outputs?: WireObject;
  /** What makes it, with its configuration. */
  provider?: { urn: string; type: string; inputs: WireObject };
  /** URN of the resource that it is part of. */
  parent?: string;
  /** `project:///index.ts#4,37`: where the program made it. */
  sourcePosition?: string;
  /** Where it is, for a resource of which only the snapshot knows. */
  place?: Place;
}

/** A resource as a rule sees it. A Kubernetes list is one subject for each of its items. */
export interface Subject {
  readonly urn: string;
  /** Logical name: the last part of the URN. */
  readonly name: string;
  /** Normalised; see `normaliseType`. */
  readonly type: string;
  readonly cloud: Cloud | undefined;
  /** `<project>/<stack>` */
  readonly stack: string;
  readonly props: Value;
  readonly resource: Resource;
  /** Where it is or will be. */
  readonly place: Place;
  /** Whether it is in another stack, and known from the estate snapshot only: others are compared with it, it is never judged. */
  readonly isForeign: boolean;
  /** What `read` makes of this resource, worked out at the first question of any rule. */
  once<T>(read: (subject: Subject) => T): T;
}

export function subjectsOf(resource: Resource, { isForeign = false } = {}): Subject[] {
  const props = new Value(markedInputs(resource));
  const all = isList(resource.type) ? props.find("items.*") : [props];
  return all.map(inputs => new ResourceSubject(resource, inputs, isForeign));
}

class ResourceSubject implements Subject {
  readonly urn: string;
  readonly type: string;
  readonly cloud: Cloud | undefined;
  readonly stack: string;
  readonly props: Value;
  readonly resource: Resource;
  readonly isForeign: boolean;
  #place: Place | undefined;
  #read: { by: unknown; made: unknown }[] | undefined;

  constructor(resource: Resource, props: Value, isForeign: boolean) {
    this.urn = resource.urn;
    this.type = normaliseType(resource.type);
    this.cloud = cloudOf(resource.type);
    this.stack = stackOf(resource.urn);
    this.props = props;
    this.resource = resource;
    this.isForeign = isForeign;
  }

  get name(): string {
    return nameOf(this.urn);
  }

  once<T>(read: (subject: Subject) => T): T {
    const known = this.#read?.find(({ by }) => by === read);
    if (known) return known.made as T;
    const made = read(this);
    (this.#read ??= []).push({ by: read, made });
    return made;
  }

  // Few rules ask, and it takes reading the outputs and the provider's configuration.
  get place(): Place {
    const { outputs, provider, id, place } = this.resource;
    return (this.#place ??= place ?? findPlace({ cloud: this.cloud, inputs: this.props, outputs: new Value(outputs), provider: new Value(provider?.inputs), id }));
  }
}

/** The inputs with every secret marked: what the program declared secret, and what the provider's schema says is. */
export function markedInputs({ type, inputs, secretProperties = [] }: Resource): WireObject {
  const bySchema = schemaSecrets(normaliseType(type));
  if (secretProperties.length + bySchema.length === 0) return inputs;
  const hidden = [...secretProperties, ...bySchema].filter(name => Object.hasOwn(inputs, name));
  return hidden.length === 0 ? inputs : { ...inputs, ...Object.fromEntries(hidden.map(name => [name, secret(inputs[name]!)])) };
}

const PREFIX = "urn:pulumi:";

/** Where a text begins in another; its end where it does not. */
function placeOf(text: string, whole: string, from: number): number {
  const at = whole.indexOf(text, from);
  return at < 0 ? whole.length : at;
}

/** `<project>/<stack>` of a URN. */
export function stackOf(urn: string): string {
  // Asked of every resource there is, so without making parts that nobody wants.
  const end = placeOf("::", urn, 0);
  return `${urn.slice(end + 2, placeOf("::", urn, end + 2))}/${urn.slice(urn.startsWith(PREFIX) ? PREFIX.length : 0, end)}`;
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
