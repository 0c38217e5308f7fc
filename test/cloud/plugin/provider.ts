import type { JsonObject } from "../../../model/json.ts";

/** One object in a cloud, told the way a provider tells it. */
export interface CloudObject {
  id: string;
  /** Everything the cloud knows of it: what becomes the resource's outputs. */
  outputs: JsonObject;
  /** The part that a program may set. */
  inputs: JsonObject;
}

/** What a read may know beforehand: the resource as the state last had it; both empty for an import or `.get()`. */
export interface Known {
  inputs: JsonObject;
  outputs: JsonObject;
}

/** The operations of one resource type in its cloud. Each throws a CloudFailure where the cloud says no. */
export interface CloudBackend {
  /** Makes the object and returns its id. `label` is the resource's name in the program. */
  create(inputs: JsonObject, label: string): Promise<string>;
  /** The object as it is now; `undefined` only where the cloud says that it does not exist. Never writes. */
  read(id: string, known: Known): Promise<CloudObject | undefined>;
  /** Makes the object match `news`. */
  update(id: string, olds: Known, news: JsonObject): Promise<void>;
  /** Deletes it; says nothing where it is gone already. */
  delete(id: string, olds: Known): Promise<void>;
}

/** What the generic server has to know of a type besides its operations. Paths are Pulumi property paths and may hold `[*]`. */
export interface Traits {
  /** The property that gets `<name>-<random>` where the program sets none. */
  autoname?: string;
  /** What the provider adds to the inputs where the program sets nothing. */
  defaults?: JsonObject;
  /** What the cloud adds to the object itself where the program sets nothing; a list's one element stands for all. */
  cloudDefaults?: JsonObject;
  /** A change of these replaces the resource. */
  immutable?: string[];
  /** Unset in the program means unset in the cloud: anything found there is a difference. */
  optional?: string[];
  /** Filled in by the cloud inside of objects that a program sets: never a difference. */
  computed?: string[];
  /** Top-level outputs that are not known before the object exists. */
  outputs?: string[];
  /** Lists whose order says nothing. */
  sets?: string[];
  /** JSON documents, compared by what they mean. */
  documents?: string[];
  /** Secret whether or not the program says so. */
  secrets?: string[];
}

export interface ResourceType extends CloudBackend {
  traits: Traits;
}

/** How refreshed inputs are made: whole, or like the Terraform bridge, only what the old inputs already had. */
export type RefreshSemantic = "bridged" | "native";

export interface CallContext {
  operation: Operation;
  type: string;
  /** The resource's name in the program. */
  name: string;
  id: string;
}

export type Operation = "configure" | "check" | "diff" | "create" | "read" | "update" | "delete" | "invoke";

/** The provider's own wording of what went wrong in its cloud. */
export interface FailureWords {
  /** The credentials of the configuration are refused. */
  unconfigured: string;
  refused(call: CallContext): string;
  throttled(call: CallContext): string;
  unreachable(call: CallContext): string;
}

/** One provider package, as the generic server serves it. */
export interface Provider {
  package: string;
  version: string;
  semantic: RefreshSemantic;
  /** Makes a name for a resource that has none; `random` is hexadecimal and long enough. */
  autoname(label: string, random: string, type: string): string;
  /** Takes the configuration of the provider resource. Throws a CloudFailure where it cannot work with it. */
  configure(config: JsonObject): Promise<void>;
  /** Every type is known: those without an implementation of their own get a generic one. */
  type(token: string): ResourceType;
  /** What the provider adds to the inputs of a resource before anything else looks at them. */
  prepare?(token: string, inputs: JsonObject): JsonObject;
  /** Changes what a misbehaving provider gives back when secrets leak; for what only this provider leaks. */
  leak?(token: string, known: Known, outputs: JsonObject): JsonObject;
  /** `undefined` for a function that is not there. */
  invoke?(token: string, args: JsonObject): Promise<JsonObject | undefined>;
  words: FailureWords;
}

/** The cloud said no. Its message is what the engine shows; providers send it with gRPC code UNKNOWN. */
export class CloudFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CloudFailure";
  }
}
