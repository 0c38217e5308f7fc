import type { IndexDefinition, Neighbours } from "../../_kit/neighbours";
import type { Subject } from "../../_kit/resource";

/** By provider: the accounts that are known of resources that it made. */
const accounts: IndexDefinition<Map<string, Set<string>>> = {
  start: () => new Map(),
  add(index, { isForeign, resource, place }) {
    const provider = resource.provider?.urn;
    if (isForeign || provider === undefined || place.account === undefined) return;
    index.set(provider, (index.get(provider) ?? new Set<string>()).add(place.account));
  },
};

/**
 * The account that a resource is or will be in: as its own place says, or as all other resources of its provider say, or all
 * that the stack had of the cloud at the last scan. `undefined` where they do not agree.
 */
export function accountOf({ place, resource, cloud, stack }: Subject, neighbours: Neighbours): string | undefined {
  if (place.account !== undefined) return place.account;
  const ofProvider = neighbours.index(accounts).get(resource.provider?.urn ?? "");
  const known = ofProvider ?? new Set(neighbours.previously().filter(before => before.cloud === cloud && before.stack === stack).flatMap(before => before.place.account ?? []));
  return known.size === 1 ? [...known][0] : undefined;
}
