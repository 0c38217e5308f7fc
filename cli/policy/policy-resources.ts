import type { StateResource } from "../../model/stack.ts";
import type { Resource } from "../../policypacks/_kit/resource.ts";

/** The resources of a state as the policy packs take them, each with the configuration of its provider. */
export function policyResources(resources: readonly StateResource[]): Resource[] {
  const byUrn = new Map(resources.map(resource => [resource.urn, resource]));
  return resources.map(resource => {
    const { urn, type, inputs, outputs, id, parent, sourcePosition, additionalSecretOutputs } = resource;
    const provider = byUrn.get(resource.provider?.slice(0, resource.provider.lastIndexOf("::")) ?? "");
    return {
      ...{ urn, type, inputs, outputs, secretProperties: additionalSecretOutputs },
      ...(id === undefined ? {} : { id }),
      ...(parent === undefined ? {} : { parent }),
      ...(sourcePosition === undefined ? {} : { sourcePosition }),
      ...(provider ? { provider: { urn: provider.urn, type: provider.type, inputs: provider.inputs } } : {}),
    };
  });
}
