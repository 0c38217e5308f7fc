import { matchesGlob, type Observation } from "../model/index.ts";
import { isOfSecret, type Difference } from "./differences.ts";
import type { NoiseRule } from "./noise-rule.ts";
import { noiseRules } from "./noise/registry.generated.ts";
import { placeOf, type Neighbour, type Place } from "./place.ts";

/** A difference that is known to be no drift, and how that is known: the id of a rule, or `baseline`. */
export interface Aside extends Difference {
  by: string;
}

/**
 * Takes from the differences of a resource those that a rule knows as noise. No rule is asked about a secret, and none about a deletion, which is no difference.
 * @param all every difference of the resource, those that are not asked about too
 */
export function setAside<D extends Difference>(differences: readonly D[], observation: Observation, around: { all: readonly Difference[]; neighbours: readonly Neighbour[] }, rules: readonly NoiseRule[] = noiseRules): { kept: D[]; aside: Aside[] } {
  // Most resources differ in nothing.
  if (differences.length === 0) return { kept: [], aside: [] };
  const ofType = rules.filter(({ types }) => types.some(glob => matchesGlob(glob, observation.type)));
  const kept: D[] = [];
  const aside: Aside[] = [];
  for (const difference of differences) {
    const rule = isOfSecret(difference) || ofType.length === 0 ? undefined : ruleFor(placeOf(difference, observation, around.all, around.neighbours), ofType);
    if (rule) aside.push({ path: difference.path, expected: difference.expected, actual: difference.actual, by: rule.id });
    else kept.push(difference);
  }
  return { kept, aside };
}

function ruleFor(place: Place, rules: readonly NoiseRule[]): NoiseRule | undefined {
  return rules.find(({ isNoise }) => isNoise(place));
}
