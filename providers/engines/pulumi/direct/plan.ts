import { isJsonObject, isProviderResource, isReadByRefresh, packageOf, type Json, type JsonObject, type StackState, type StateResource } from "../../../../model/index.ts";
import { NeedsEngine } from "./needs-engine.ts";
import { isEncrypted, openProperties, type Decrypt } from "./open-state.ts";
import type { RawDeployment, RawResource } from "./schema.ts";

/** A provider resource of the state, as the engine configures it. */
export interface PlannedProvider {
  /** `<urn>::<id>`, as the resources name it. */
  reference: string;
  urn: string;
  package: string;
  /** Wire value, secrets marked. */
  config: Json;
}

/** A resource that is to be read; its values as the engine has them in memory. */
export interface PlannedRead {
  urn: string;
  id: string;
  /** `<urn>::<id>`. */
  provider: string;
  external: boolean;
  ignoreChanges: string[];
  inputs: JsonObject;
  outputs: JsonObject;
  /** `customTimeouts.read`, seconds. */
  timeout: number;
}

export interface Plan {
  providers: PlannedProvider[];
  reads: PlannedRead[];
}

/** A state with the export it was made of, entry by entry. */
export interface Paired {
  state: StateResource;
  raw: RawResource;
}

export function paired(state: StackState, { resources }: RawDeployment): Paired[] {
  const raw = resources ?? [];
  if (raw.length !== state.resources.length) throw new NeedsEngine("its state was written again while it was read");
  return state.resources.map((resource, i) => ({ state: resource, raw: raw[i]! }));
}

/** Whether anything that a read of this stack needs is encrypted. */
export function needsSecrets(pairs: readonly Paired[]): boolean {
  return pairs.filter(({ state }) => isReadByRefresh(state) || isProviderResource(state)).some(({ raw }) => isEncrypted(raw.inputs) || isEncrypted(raw.outputs));
}

/**
 * What a refresh of this state reads, and through which providers. https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/resource/deploy/deployment_executor.go (refresh)
 * @throws {NeedsEngine} for a stack that has something only the engine knows how to treat
 */
export function planOf(pairs: readonly Paired[], decrypt: Decrypt): Plan {
  if (pairs.some(({ raw }) => raw.viewOf)) throw new NeedsEngine("it has resources that are views of others");
  const reads = pairs.filter(({ state }) => isReadByRefresh(state)).map(pair => plannedRead(pair, decrypt));
  const known = new Map(pairs.filter(({ state }) => isProviderResource(state)).map(pair => [`${pair.raw.urn}::${pair.raw.id ?? ""}`, pair]));
  const used = new Set(reads.map(({ provider }) => provider));
  return { reads, providers: [...used].map(reference => plannedProvider(known.get(reference), decrypt)) };
}

function plannedRead({ state, raw }: Paired, decrypt: Decrypt): PlannedRead {
  if (!raw.id || !raw.provider) throw new NeedsEngine("a resource in its state has no id or no provider");
  if (raw.extensionRef) throw new NeedsEngine("it has resources of an extended provider");
  return {
    ...{ urn: raw.urn, id: raw.id, provider: raw.provider },
    ...{ external: state.external, ignoreChanges: state.ignoreChanges },
    inputs: openProperties(raw.inputs ?? {}, decrypt),
    outputs: openProperties(raw.outputs ?? {}, decrypt),
    timeout: raw.customTimeouts?.read ?? 0,
  };
}

/** What the engine keeps for itself stands under `__internal`, in older states beside the configuration. */
function plannedProvider(pair: Paired | undefined, decrypt: Decrypt): PlannedProvider {
  if (!pair) throw new NeedsEngine("a provider that its resources name is not in its state");
  const { raw, state } = pair;
  const name = packageOf(state.type);
  const { __internal: internal, ...config } = raw.inputs ?? {};
  const own = isJsonObject(internal) ? internal : config;
  if (own["parameterization"] !== undefined) throw new NeedsEngine(`its provider ${name} is parameterized`);
  if (own["envVarMappings"] !== undefined) throw new NeedsEngine(`its provider ${name} takes its environment from other variables`);
  if (own["name"] !== undefined && own["name"] !== name) throw new NeedsEngine(`its provider ${name} is of another plugin`);
  if (/^pulumi-(nodejs|python)$/.test(name)) throw new NeedsEngine("it has dynamic resources");
  return { reference: `${raw.urn}::${raw.id ?? ""}`, urn: raw.urn, package: name, config: openProperties(config, decrypt) };
}
