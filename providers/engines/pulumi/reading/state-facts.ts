import { isProviderResource, outputsByProvider, packageOf, type StackState, type StateResource } from "../../../../model/index.ts";
import type { ResourceFacts, Session } from "./session.ts";

/** What a session must know of the state. */
export function factsOf({ resources }: StackState): Pick<Session, "versions" | "facts" | "leaving" | "made"> {
  const versions = new Map<string, string>();
  const facts = new Map<string, ResourceFacts>();
  for (const resource of resources) {
    if (!isProviderResource(resource)) {
      if (!resource.pendingDelete) facts.set(resource.urn, { external: resource.external, ignoreChanges: resource.ignoreChanges });
    } else if (typeof resource.inputs["version"] === "string") versions.set(packageOf(resource.type), resource.inputs["version"]);
  }
  return { versions, facts, leaving: leavingOf(resources), made: outputsByProvider(resources) };
}

/** Every package a provider resource of the state names. */
export function packagesOf(state: StackState): string[] {
  return [...new Set(state.resources.filter(isProviderResource).map(({ type }) => packageOf(type)))].sort();
}

/** A resource that is being replaced has two entries under one URN; only where both have the same id are they the same thing. */
function leavingOf(resources: readonly StateResource[]): Set<string> {
  const keyOf = ({ urn, id }: StateResource): string => `${urn}::${id ?? ""}`;
  const leaving = new Set(resources.filter(({ pendingDelete }) => pendingDelete).map(keyOf));
  for (const resource of resources) if (!resource.pendingDelete) leaving.delete(keyOf(resource));
  return leaving;
}
