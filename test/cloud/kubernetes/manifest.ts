import { isJsonObject, type JsonObject } from "../../../model/json.ts";
import { text } from "../plugin/config.ts";
import { textAt } from "../plugin/file-backed.ts";
import { merge } from "../plugin/merge.ts";
import type { Known } from "../plugin/provider.ts";
import { isNamespaced } from "./kinds.ts";

/** What the provider writes into a manifest: where it is not told, the namespace of its configuration, and a note that the name is its own. */
export function prepareManifest(type: string, inputs: JsonObject, config: JsonObject): JsonObject {
  const namespace = text(config, "namespace");
  const placed = namespace && isNamespaced(type) && !textAt(inputs, "metadata", "namespace") ? merge(inputs, { metadata: { namespace } }) : inputs;
  return textAt(placed, "metadata", "name") ? placed : merge(placed, { metadata: { annotations: { "pulumi.com/autonamed": "true" } } });
}

/** With client-side apply the provider keeps the last manifest in `__inputs`, and never marked the secrets in there (pulumi-kubernetes#2300). */
export function leakLastApplied(type: string, { inputs }: Known, outputs: JsonObject): JsonObject {
  return type.endsWith(":Secret") && Object.keys(inputs).length ? { ...outputs, __inputs: inputs } : outputs;
}

/** A Secret in the API's words: there everything is base64 in `data`. */
export function encodeSecret(inputs: JsonObject): JsonObject {
  const { stringData, ...rest } = inputs;
  if (!isJsonObject(stringData)) return inputs;
  const encoded = Object.entries(stringData).map(([key, value]) => [key, Buffer.from(String(value)).toString("base64")]);
  return merge(rest, { data: Object.fromEntries(encoded) as JsonObject });
}

/** A Secret in the words of the program that wrote it: keys that it gave as `stringData` come back decoded. */
export function decodeSecret(properties: JsonObject, known: Known): JsonObject {
  const written = known.inputs["stringData"];
  const data = properties["data"];
  if (!isJsonObject(written) || !isJsonObject(data)) return properties;
  const [plain, encoded] = [{} as JsonObject, {} as JsonObject];
  for (const [key, value] of Object.entries(data)) {
    if (key in written) plain[key] = Buffer.from(String(value), "base64").toString();
    else encoded[key] = value;
  }
  const { data: _, ...rest } = properties;
  return { ...rest, ...(Object.keys(plain).length && { stringData: plain }), ...(Object.keys(encoded).length && { data: encoded }) };
}
