import { isJsonObject, type Json, type JsonObject } from "../../../model/json.ts";
import { parsePath, type PropertyPath } from "../../../model/property-path.ts";
import { alignSets } from "./align-sets.ts";
import { rulesOf } from "./diff.ts";
import { churned, reordered } from "./distort.ts";
import { injectFaults, type Distortions } from "./inject.ts";
import { overWholeLists, UNKNOWN, type Properties } from "./properties.ts";
import { CloudFailure, type CallContext, type CloudObject, type Known, type Provider, type Traits } from "./provider.ts";
import { bridgedInputs, importedInputs, nativeInputs } from "./refreshed-inputs.ts";

export interface KnownProperties {
  inputs: Properties;
  outputs: Properties;
}

export interface ReadResult {
  id: string;
  inputs: Properties;
  outputs: Properties;
}

/** Reads one resource back; `undefined` where it is gone (or a fault says so). */
export async function readResource(provider: Provider, call: CallContext, known: KnownProperties): Promise<ReadResult | undefined> {
  const distortions = await injectFaults(provider, call, { inputs: known.inputs.values, outputs: known.outputs.values });
  if (distortions.blankId) return undefined;
  const type = provider.type(call.type);
  const found = await type.read(call.id, bare(known));
  if (!found) return undefined;
  const outputs = distorted(told(found, known, provider, call.type), found, distortions);
  const inputs = refreshedInputs(provider, type.traits, known.inputs.values, { ...found, outputs, inputs: distortions.reorder ? reordered(found.inputs) : found.inputs });
  if (distortions.leak) return { id: found.id, inputs: open(inputs), outputs: open(provider.leak?.(call.type, bare(known), outputs) ?? outputs) };
  const secrets = overWholeLists([...known.inputs.secrets, ...known.outputs.secrets]);
  return { id: found.id, inputs: { values: inputs, secrets: secretsOf(type.traits, secrets) }, outputs: { values: outputs, secrets: secretsOf(type.traits, secrets) } };
}

/** Makes a resource, or in a preview says what it will be like. */
export async function createResource(provider: Provider, call: CallContext, inputs: Properties, isPreview: boolean): Promise<{ id: string; outputs: Properties }> {
  const type = provider.type(call.type);
  const secrets = secretsOf(type.traits, inputs.secrets);
  if (isPreview) return { id: "", outputs: { values: { ...plain(inputs.values), ...unknowns(type.traits) }, secrets } };
  const distortions = await injectFaults(provider, call, { inputs: inputs.values });
  const id = await type.create(plain(inputs.values), call.name);
  return { id, outputs: await written(provider, { ...call, id }, { inputs, outputs: open({}) }, distortions) };
}

/** Changes a resource in place, or in a preview says what it will be like. */
export async function updateResource(provider: Provider, call: CallContext, olds: KnownProperties, { news, isPreview }: { news: Properties; isPreview: boolean }): Promise<Properties> {
  const type = provider.type(call.type);
  if (isPreview) return { values: { ...olds.outputs.values, ...plain(news.values) }, secrets: secretsOf(type.traits, [...olds.outputs.secrets, ...news.secrets]) };
  const distortions = await injectFaults(provider, call, { inputs: news.values });
  await type.update(call.id, bare(olds), plain(news.values));
  return written(provider, call, { inputs: news, outputs: olds.outputs }, distortions);
}

export async function deleteResource(provider: Provider, call: CallContext, olds: KnownProperties): Promise<void> {
  await injectFaults(provider, call, { outputs: olds.outputs.values });
  await provider.type(call.type).delete(call.id, bare(olds));
}

/** Everything of a type that is secret: what the program marked and what always is. `tagsAll` repeats `tags`. */
export function secretsOf(traits: Traits, marked: PropertyPath[]): PropertyPath[] {
  const repeated = marked.filter(([key]) => key === "tags").map(([, ...rest]) => ["tagsAll", ...rest]);
  return [...marked, ...repeated, ...(traits.secrets ?? []).map(parsePath)];
}

/** Outputs after a write are what a read gives, so that the next refresh finds nothing to say. */
async function written(provider: Provider, call: CallContext, known: KnownProperties, { leak }: Distortions): Promise<Properties> {
  const type = provider.type(call.type);
  const found = await type.read(call.id, bare(known));
  if (!found) throw new CloudFailure(`${call.type} "${call.name}" (${call.id}): couldn't find resource after writing it`);
  const values = told(found, known, provider, call.type);
  return { values, secrets: leak ? [] : secretsOf(type.traits, [...known.inputs.secrets, ...known.outputs.secrets]) };
}

/** Outputs in the words and order of what is known; a bridged provider keeps what the cloud does not tell back, like `forceDestroy`. */
function told(found: CloudObject, known: KnownProperties, provider: Provider, type: string): JsonObject {
  const rules = rulesOf(provider.type(type).traits);
  const kept = provider.semantic === "bridged" ? Object.entries(plain(known.inputs.values)).filter(([key]) => !Object.hasOwn(found.outputs, key)) : [];
  const outputs = withoutNulls({ ...Object.fromEntries(kept), ...found.outputs }) as JsonObject;
  return alignSets(alignSets(outputs, known.outputs.values, rules), known.inputs.values, rules);
}

function distorted(outputs: JsonObject, found: CloudObject, { reorder, churn }: Distortions): JsonObject {
  const moved = churn ? churned(outputs, found.inputs) : outputs;
  return reorder ? reordered(moved) : moved;
}

function refreshedInputs(provider: Provider, traits: Traits, old: JsonObject, found: CloudObject): JsonObject {
  if (provider.semantic === "native") return withoutNulls(nativeInputs(old, alignedInputs(found, old, traits), traits)) as JsonObject;
  return Object.keys(old).length ? bridgedInputs(old, found.outputs) : (withoutNulls(importedInputs(found, traits)) as JsonObject);
}

function alignedInputs(found: CloudObject, old: JsonObject, traits: Traits): CloudObject {
  return { ...found, inputs: alignSets(found.inputs, old, rulesOf(traits)) };
}

function unknowns(traits: Traits): JsonObject {
  return Object.fromEntries((traits.outputs ?? []).map(name => [name, UNKNOWN]));
}

function open(values: JsonObject): Properties {
  return { values, secrets: [] };
}

function bare({ inputs, outputs }: KnownProperties): Known {
  return { inputs: plain(inputs.values), outputs: plain(outputs.values) };
}

/** Without the provider's notes to itself: the cloud never sees them. */
function plain(values: JsonObject): JsonObject {
  return withoutNotes(values) as JsonObject;
}

function withoutNotes(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== "__defaults").map(([key, item]) => [key, withoutNotes(item)]));
}

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null).map(([key, item]) => [key, withoutNulls(item)]));
}
