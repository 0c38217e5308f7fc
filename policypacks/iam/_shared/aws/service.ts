import { lazy } from "../../../_kit/lazy";
import { remembered } from "../../../_kit/remembered";
import { GLOBAL_CONDITION_KEYS, SERVICES } from "./actions.generated";

/** Access levels as the Service Authorization Reference names them: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html */
export type AccessLevel = "List" | "Read" | "Write" | "Tagging" | "Permissions management";

const LEVELS: Record<string, AccessLevel> = { L: "List", R: "Read", W: "Write", T: "Tagging", P: "Permissions management" };
const KEY_TYPES: Record<string, ConditionKey["type"]> = { A: "ARN", B: "Bool", N: "Numeric", D: "Date", I: "IPAddress" };

export interface ConditionKey {
  /** `*` stands for the part that one chooses, as in `aws:RequestTag/*`. */
  key: string;
  type: "String" | "ARN" | "Bool" | "Numeric" | "Date" | "IPAddress";
  /** Whether a request has several values for it, so that `ForAllValues` and `ForAnyValue` make sense. */
  isSeveral: boolean;
}

export interface ResourceType {
  name: string;
  /** With `*` for all that differs between resources, partition, region and account included. */
  arnPatterns: readonly string[];
}

export interface Action {
  /** `service:Action`, in the data's own spelling. */
  name: string;
  level: AccessLevel;
  /** Empty: only `*` can be named. */
  resourceTypes: readonly ResourceType[];
  conditionKeys: readonly ConditionKey[];
}

export interface Service {
  prefix: string;
  /** By name in lower case, with the prefix. */
  actions: ReadonlyMap<string, Action>;
  resourceTypes: readonly ResourceType[];
  conditionKeys: readonly ConditionKey[];
}

/** All service prefixes, sorted. */
export function servicePrefixes(): readonly string[] {
  return [...linesByPrefix().keys()];
}

/** The service of a prefix in lower case, read when it is first asked for. */
export function serviceOf(prefix: string): Service | undefined {
  const line = linesByPrefix().get(prefix);
  return line === undefined ? undefined : serviceIn(line);
}

const serviceIn = remembered(readService);

/** Condition keys that all services have: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export const globalConditionKeys: () => readonly ConditionKey[] = lazy(() => GLOBAL_CONDITION_KEYS.split(" ").map(text => readKey(text, "")));

const linesByPrefix = lazy((): ReadonlyMap<string, string> => new Map(SERVICES.map(line => [line.slice(0, line.indexOf("|")), line])));

function readService(line: string): Service {
  const [prefix = "", keyText = "", typeText = "", groupText = ""] = line.split("|");
  const conditionKeys = words(keyText).map(text => readKey(text, prefix));
  const resourceTypes = pairs(words(typeText)).map(([name, arns]) => ({ name, arnPatterns: arns.split(",").map(arn => arn.replace(/^~/, `arn:*:${prefix}:*:*:`)) }));
  const actions = new Map<string, Action>();
  for (const [group, verbs] of pairs(words(groupText))) {
    const [types = "", keys = ""] = group.slice(1).split(";");
    // Shared by all actions of the group: it keeps what is read small.
    const shared = { level: LEVELS[group[0]!]!, resourceTypes: places(types).map(at => resourceTypes[at]!), conditionKeys: places(keys).map(at => conditionKeys[at]!) };
    for (const name of namesOf(verbs)) actions.set(`${prefix}:${name}`.toLowerCase(), { name: `${prefix}:${name}`, ...shared });
  }
  return { prefix, actions, resourceTypes, conditionKeys };
}

function readKey(text: string, prefix: string): ConditionKey {
  const [key = "", code = ""] = text.split("=");
  return { key: key.startsWith(":") ? `${prefix}${key}` : key, type: KEY_TYPES[code[0] ?? ""] ?? "String", isSeveral: code.endsWith("+") };
}

/** `Get(Bucket,Object)Put(Object)` is `GetBucket`, `GetObject` and `PutObject`. */
function namesOf(verbs: string): string[] {
  return verbs.split(")").slice(0, -1).flatMap(text => {
    const [verb = "", rest = ""] = text.split("(");
    return rest.split(",").map(noun => verb + noun);
  });
}

function places(text: string): number[] {
  return text === "" ? [] : text.split(",").map(place => Number.parseInt(place, 36));
}

function words(text: string): string[] {
  return text === "" ? [] : text.split(" ");
}

function pairs(list: readonly string[]): [string, string][] {
  return list.flatMap((word, at) => (at % 2 === 0 ? [[word, list[at + 1] ?? ""] as [string, string]] : []));
}
