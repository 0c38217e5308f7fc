import { isJsonObject, type JsonObject } from "../../model/json.ts";
import { isReadByRefresh, type StackState } from "../../model/stack.ts";
import { packageOf } from "../../model/urn.ts";

/** A provider resource of a stack that a scan needs. */
export interface ProviderInUse {
  urn: string;
  package: string;
  /** The plugin that serves the package: another one for a parameterized package. */
  plugin: string;
  version?: string;
  config: JsonObject;
}

/** The providers of those resources that a scan reads. */
export function providersInUse({ resources }: StackState): ProviderInUse[] {
  // `<provider urn>::<id>`
  const used = new Set(resources.filter(isReadByRefresh).map(({ provider = "" }) => provider.slice(0, provider.lastIndexOf("::"))));
  return resources.filter(({ urn }) => used.has(urn)).map(({ urn, type, inputs }) => ({ urn, package: packageOf(type), config: inputs, ...pluginOf(packageOf(type), inputs) }));
}

/** As the engine finds it: https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/resource/deploy/providers/registry.go */
function pluginOf(packageName: string, inputs: JsonObject): { plugin: string; version?: string } {
  const internal = isJsonObject(inputs["__internal"]) ? inputs["__internal"] : {};
  const { version } = "parameterization" in internal ? internal : inputs;
  const plugin = typeof internal["name"] === "string" ? internal["name"] : packageName;
  return { plugin, ...(typeof version === "string" ? { version } : {}) };
}
