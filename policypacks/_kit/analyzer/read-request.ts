import type { AnalyzeRequest, AnalyzerResource } from "@pulumi/pulumi/proto/analyzer_pb";
import type { Resource } from "../resource";
import { publicText, type WireObject } from "../wire";

/** A resource before it is created or changed: its inputs, with secrets marked and unknown values as sentinels. */
export function resourceOf(request: AnalyzeRequest): Resource {
  return { urn: request.getUrn(), type: request.getType(), inputs: propertiesOf(request), secretProperties: secretsOf(request), ...providerOf(request) };
}

/** A resource as it stands at the end, with what each property depends on. Its properties are outputs. */
export function finalResourceOf(request: AnalyzerResource): Resource {
  const outputs = propertiesOf(request);
  const map = request.getPropertydependenciesMap();
  const dependencies = Object.fromEntries(map.getEntryList().map(([key]) => [key, map.get(key)?.getUrnsList() ?? []]));
  const id = publicText(outputs["id"]);
  return {
    ...{ urn: request.getUrn(), type: request.getType(), inputs: outputs, outputs, secretProperties: secretsOf(request), dependencies },
    ...providerOf(request),
    ...(request.getParent() ? { parent: request.getParent() } : {}),
    ...(id === undefined ? {} : { id }),
  };
}

function providerOf(request: AnalyzeRequest | AnalyzerResource): Pick<Resource, "provider"> {
  const provider = request.getProvider();
  if (!provider) return {};
  return { provider: { urn: provider.getUrn(), type: provider.getType(), inputs: (provider.getProperties()?.toJavaScript() ?? {}) as WireObject } };
}

function propertiesOf(request: AnalyzeRequest | AnalyzerResource): WireObject {
  return (request.getProperties()?.toJavaScript() ?? {}) as WireObject;
}

function secretsOf(request: AnalyzeRequest | AnalyzerResource): string[] {
  return request.getOptions()?.getAdditionalsecretoutputsList() ?? [];
}
