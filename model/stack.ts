import type { JsonObject } from "./json.ts";

/** One stack of the estate, as `<project>/<stack>` in one backend. */
export interface StackRef {
  project: string;
  stack: string;
  /** The key of the backend in `trueup.yaml`. */
  backend: string;
  /** Of Pulumi Cloud; absent in do-it-yourself backends, which have none. */
  organization?: string;
}

/** `<project>/<stack>`: how a stack is called in configuration, reports and globs. */
export function stackName(ref: StackRef): string {
  return `${ref.project}/${ref.stack}`;
}

/** Tells stacks of one name in two backends apart; for maps, never shown. */
export function stackKey({ backend, stack }: { backend?: string | undefined; stack: string }): string {
  return `${backend}\0${stack}`;
}

export function refKey(ref: StackRef): string {
  return stackKey({ backend: ref.backend, stack: stackName(ref) });
}

/** One resource as a stack export has it; secrets are still encrypted, so `inputs` and `outputs` hold no secret value. */
export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  custom: boolean;
  /** Read with `.get()`: not managed by this stack. */
  external: boolean;
  /** Being deleted or replaced: never compared. */
  pendingDelete: boolean;
  parent?: string;
  /** `<provider urn>::<id>`. */
  provider?: string;
  protect: boolean;
  inputs: JsonObject;
  outputs: JsonObject;
  ignoreChanges: string[];
  additionalSecretOutputs: string[];
  /** `project:///index.ts#4,37`: where the program made it, at the last update. */
  sourcePosition?: string;
  /** URN of the resource that this one is a view of; a view is read together with its owner, never by itself. */
  viewOf?: string;
  /** ISO time at which an update or a refresh last changed what is recorded of it; absent where an old engine wrote the state. */
  modified?: string;
}

/** What a backend knows of one stack. */
export interface StackState {
  ref: StackRef;
  /** ISO time of the last update; absent for a stack that never ran. */
  updatedAt?: string;
  /** Changes whenever the state is written; equal for equal states. */
  revision: string;
  resources: StateResource[];
}

/** Whether a refresh reads this resource from its cloud: custom, not a provider or a stack reference, not a view, not on its way out. */
export function isReadByRefresh(resource: StateResource): boolean {
  return resource.custom && !resource.pendingDelete && resource.viewOf === undefined && !resource.type.startsWith("pulumi:");
}

/** Whether this is a provider resource: the configuration of one instance of a provider. */
export function isProviderResource({ type }: Pick<StateResource, "type">): boolean {
  return type.startsWith("pulumi:providers:");
}

/** Outputs of the resources that each provider resource made, by its URN. */
export function outputsByProvider(resources: readonly StateResource[]): Map<string, JsonObject[]> {
  const made = new Map<string, JsonObject[]>();
  for (const resource of resources) {
    const provider = providerOf(resource);
    if (provider === undefined) continue;
    const outputs = made.get(provider);
    if (outputs) outputs.push(resource.outputs);
    else made.set(provider, [resource.outputs]);
  }
  return made;
}

/** URN of the provider resource that made a resource; `undefined` for components and the like. */
export function providerOf({ provider }: StateResource): string | undefined {
  return provider?.slice(0, provider.lastIndexOf("::"));
}
