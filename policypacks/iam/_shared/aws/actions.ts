import { matchesGlob } from "../../../_kit/glob";
import { remembered } from "../../../_kit/remembered";
import { IAM_DATA } from "./actions.generated";
import { type AccessLevel, type Action, type ConditionKey, type ResourceType, serviceOf, servicePrefixes } from "./service";

/** Which data the actions are from: the version of the package, the day on which AWS said so, and how many they are. */
export const ACTION_DATA = IAM_DATA;

/** Patterns of a policy come back for each of its rules; those of other policies need not be kept for ever. */
const MOST_KEPT = 500;

/** All actions of AWS that a pattern of a policy names, as `service:Action` in the data's own spelling, sorted; wildcards `*` and `?`; case-insensitive. */
export function expandAction(pattern: string): readonly string[] {
  return expansionOf(pattern.toLowerCase());
}

const expansionOf = remembered(expand, MOST_KEPT);

/** Whether this is the name of one action, in whatever case. */
export function isAction(name: string): boolean {
  return find(name) !== undefined;
}

/** `undefined` for what is no action. */
export function accessLevelOf(action: string): AccessLevel | undefined {
  return find(action)?.level;
}

/** What an action can be allowed on; empty: only `*`, or no such action. */
export function resourceTypesOf(action: string): readonly ResourceType[] {
  return find(action)?.resourceTypes ?? [];
}

/** The keys of the service and of tags that a request for this action may have; those that every request has are `globalConditionKeys`. */
export function conditionKeysOf(action: string): readonly ConditionKey[] {
  return find(action)?.conditionKeys ?? [];
}

function find(name: string): Action | undefined {
  const wanted = name.toLowerCase();
  return serviceOf(wanted.slice(0, wanted.indexOf(":")))?.actions.get(wanted);
}

function expand(pattern: string): readonly string[] {
  const colon = pattern.indexOf(":");
  if (colon < 0 && !/[*?]/.test(pattern)) return [];
  // Where there is no colon, a wildcard stands for it too: "*" is everything, and so is "?*".
  const service = colon < 0 ? "*" : pattern.slice(0, colon);
  const prefixes = /[*?]/.test(service) ? servicePrefixes().filter(prefix => matchesGlob(service, prefix)) : [service];
  const isEverything = /^\*+$/.test(pattern);
  const names: string[] = [];
  for (const prefix of prefixes) {
    // A loop, not a chain of lists: "*" is more than twenty thousand actions.
    for (const [lowerCase, { name }] of serviceOf(prefix)?.actions ?? []) if (isEverything || matchesGlob(pattern, lowerCase)) names.push(name);
  }
  return names.sort();
}
