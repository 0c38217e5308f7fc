import { createHash, randomBytes } from "node:crypto";
import { isJsonObject, type Json, type JsonObject } from "../../../model/json.ts";
import { parsePath, valueAt } from "../../../model/property-path.ts";
import { withProperty } from "./merge.ts";
import type { Provider } from "./provider.ts";

const DEFAULTS = "__defaults";
const ASSET = "4dabf18193072939515e22adb298388d";

export interface CheckRequest {
  type: string;
  /** The resource's name in the program. */
  label: string;
  news: JsonObject;
  /** Checked inputs of before; empty for a new resource. */
  olds: JsonObject;
  /** The engine's seed, so that a name does not change between the check and the creation. */
  seed: Uint8Array;
}

/** What the provider makes of the program's inputs: names and defaults are added, and a bridged provider notes in `__defaults` which. */
export function checkInputs(provider: Provider, request: CheckRequest): JsonObject {
  const { traits } = provider.type(request.type);
  const prepared = provider.prepare?.(request.type, request.news) ?? request.news;
  const named = withName(provider, traits.autoname, { ...request, news: prepared });
  const presets = Object.entries(traits.defaults ?? {}).filter(([key]) => named.inputs[key] === undefined);
  const inputs = { ...named.inputs, ...Object.fromEntries(presets) };
  if (provider.semantic === "native") return inputs;
  const added = [...presets.map(([key]) => key), ...(named.isAuto && traits.autoname ? [traits.autoname] : [])];
  return { ...(withNotes(inputs) as JsonObject), [DEFAULTS]: added.sort() };
}

/** Whether the checked inputs carry a name that the provider made up. */
export function isAutonamed(provider: Provider, type: string, inputs: JsonObject): boolean {
  const { autoname } = provider.type(type).traits;
  if (!autoname) return false;
  const presets = inputs[DEFAULTS];
  if (Array.isArray(presets)) return presets.includes(autoname);
  return valueAt(inputs, ["metadata", "annotations", "pulumi.com/autonamed"]) === "true";
}

function withName(provider: Provider, autoname: string | undefined, { type, label, news, olds, seed }: CheckRequest): { inputs: JsonObject; isAuto: boolean } {
  if (!autoname) return { inputs: news, isAuto: false };
  const path = parsePath(autoname);
  if (valueAt(news, path) !== undefined || valueAt(news, parsePath(`${autoname}Prefix`)) !== undefined) return { inputs: news, isAuto: false };
  const random = createHash("sha256").update(seed.length ? seed : randomBytes(16)).digest("hex");
  const isKept = !Object.hasOwn(olds, DEFAULTS) || isAutonamed(provider, type, olds);
  const name = (isKept ? valueAt(olds, path) : undefined) ?? provider.autoname(label, random, type);
  return { inputs: withProperty(news, path.map(String), name), isAuto: true };
}

/** The bridge leaves a note in every object, also where it added nothing; assets and archives are values of their own. */
function withNotes(value: Json): Json {
  if (Array.isArray(value)) return value.map(withNotes);
  if (!isJsonObject(value) || ASSET in value) return value;
  return { ...Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNotes(item)])), [DEFAULTS]: [] };
}
