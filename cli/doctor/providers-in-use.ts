import { isJsonObject, type JsonObject } from "../../model/json.ts";
import type { ProviderInUse } from "../../model/ports/cloud.ts";
import { isReadByRefresh, outputsByProvider, type StackState } from "../../model/stack.ts";
import { packageOf } from "../../model/urn.ts";

/** A provider resource of a stack that a scan needs, and the plugin that serves its package: another one for a parameterized package. */
export interface NeededProvider extends ProviderInUse {
  plugin: string;
  version?: string;
}

/** The providers of those resources that a scan reads. */
export function providersInUse({ resources }: StackState): NeededProvider[] {
  const made = outputsByProvider(resources.filter(isReadByRefresh));
  return resources
    .filter(({ urn }) => made.has(urn))
    .map(({ urn, type, inputs }) => ({ urn, package: packageOf(type), config: inputs, recorded: made.get(urn)!, ...pluginOf(packageOf(type), inputs) }));
}

/** As the engine finds it: https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/resource/deploy/providers/registry.go */
function pluginOf(packageName: string, inputs: JsonObject): { plugin: string; version?: string } {
  const internal = isJsonObject(inputs["__internal"]) ? inputs["__internal"] : {};
  const { version } = "parameterization" in internal ? internal : inputs;
  const plugin = typeof internal["name"] === "string" ? internal["name"] : packageName;
  return { plugin, ...(typeof version === "string" ? { version } : {}) };
}
