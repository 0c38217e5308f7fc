import { FAMILIES } from "./families.generated";

/** Kinds of resources on which Google Cloud grants roles: each has an `…IAMMember`, an `…IAMBinding` and an `…IAMPolicy`. */
export interface Family {
  /** Type token without `Member`, `Binding` or `Policy` at its end, as `gcp:pubsub/topicIAM:TopicIAM`. */
  id: string;
  /** As the SDK calls it: `pubsub.TopicIAM`. */
  label: string;
  /** The properties that say on which resource the roles are. */
  target: readonly string[];
}

/**
 * `Member` adds one member to one role, `Binding` owns all members of one role, `Policy` owns all of the resource:
 * https://www.pulumi.com/registry/packages/gcp/api-docs/projects/iampolicy/
 */
export type FamilyKind = "Member" | "Binding" | "Policy";
const KINDS: readonly FamilyKind[] = ["Member", "Binding", "Policy"];

const BY_TYPE: ReadonlyMap<string, { family: Family; kind: FamilyKind }> = new Map(FAMILIES.trim().split("\n").flatMap(line => {
  const [module = "", className = "", ...target] = line.split(" ");
  const path = `${module}/${className.charAt(0).toLowerCase()}${className.slice(1)}`;
  const family = { id: `gcp:${path}:${className}`, label: `${module}.${className}`, target };
  return KINDS.map(kind => [`gcp:${path}${kind}:${className}${kind}`, { family, kind }] as const);
}));

/** Every type that grants a role on something in Google Cloud. */
export const GRANT_TYPES: readonly string[] = [...BY_TYPE.keys()];

export function familyOf(type: string): { family: Family; kind: FamilyKind } | undefined {
  return BY_TYPE.get(type);
}

/** Types that grant roles on a whole project, folder or organisation, and so on everything in it. */
export const WIDE_GRANT_TYPES: readonly string[] = ["projects", "folder", "organizations"].flatMap(level => KINDS.map(kind => `gcp:${level}/iAM${kind}:IAM${kind}`));
