import type { AnalyzeRequest, AnalyzerResource } from "@pulumi/pulumi/proto/analyzer_pb";
import type { Resource } from "../resource";
import { secret, type WireObject } from "../wire";

/** A resource before it is created or changed: its inputs, with secrets marked and unknown values as sentinels. */
export function resourceOf(request: AnalyzeRequest): Resource {
  return { urn: request.getUrn(), type: request.getType(), inputs: inputsOf(request) };
}

/** A resource as it stands at the end, with what each property depends on. Its properties are outputs. */
export function finalResourceOf(request: AnalyzerResource): Resource {
  const outputs = inputsOf(request);
  const dependencies = Object.fromEntries(request.getPropertydependenciesMap().getEntryList().map(([key]) => [key, request.getPropertydependenciesMap().get(key)?.getUrnsList() ?? []]));
  const id = outputs["id"];
  return { urn: request.getUrn(), type: request.getType(), inputs: outputs, dependencies, ...(typeof id === "string" ? { id } : {}) };
}

function inputsOf(request: AnalyzeRequest | AnalyzerResource): WireObject {
  const inputs = (request.getProperties()?.toJavaScript() ?? {}) as WireObject;
  // What the program declares secret as an output may be just as secret as an input, where the engine does not mark it.
  for (const key of request.getOptions()?.getAdditionalsecretoutputsList() ?? []) if (key in inputs) inputs[key] = secret(inputs[key]!);
  return inputs;
}
