import { status, type ServiceError } from "@grpc/grpc-js";
import { GuidedError } from "../../../../model/index.ts";
import { ConfigureRequest, ConfigureResponse, Struct } from "../proto.ts";
import type { PluginNeed } from "./plugin-need.ts";
import type { Plugin } from "./plugin.ts";

/** Gives a plugin the configuration it serves from now on. @throws {GuidedError} PLUGIN_FAILED in the plugin's words, TIMED_OUT where it says nothing */
export async function configurePlugin(plugin: Plugin, need: PluginNeed, timeoutMs: number): Promise<ConfigureResponse> {
  try {
    return ConfigureResponse.deserializeBinary(await plugin.call("configure", requestOf(need).serializeBinary(), { timeoutMs }));
  } catch (error) {
    throw failureOf(error as ServiceError, need.package, timeoutMs);
  }
}

function requestOf(need: PluginNeed): ConfigureRequest {
  const request = new ConfigureRequest();
  request.setArgs(Struct.fromJavaScript(need.config));
  const variables = request.getVariablesMap();
  // The older form of the same configuration, which some providers still read.
  for (const [key, value] of Object.entries(need.config)) {
    if (key !== "version") variables.set(`${need.package}:config:${key}`, typeof value === "string" ? value : JSON.stringify(value));
  }
  request.setAcceptsecrets(true);
  request.setAcceptresources(true);
  request.setSendsOldInputs(true);
  request.setSendsOldInputsToDelete(true);
  return request;
}

/** One that hangs usually waits for its cloud: expired credentials make some providers ask for ever who they are. */
function failureOf(error: ServiceError, name: string, timeoutMs: number): GuidedError {
  const hint = "Check the provider's configuration in the stack and the identity that reads it (`trueup doctor`).";
  if (error.code === status.DEADLINE_EXCEEDED) return new GuidedError("TIMED_OUT", `The provider plugin ${name} did not take its configuration within ${Math.round(timeoutMs / 1000)} s.`, hint, { cause: error });
  return new GuidedError("PLUGIN_FAILED", `The provider plugin ${name} refused its configuration: ${error.details ?? error.message}`, hint, { cause: error });
}
