import type { Value } from "../../../_kit/value";

const GROUP = "kubernetes:rbac.authorization.k8s.io";
export const ROLES: readonly string[] = [`${GROUP}:ClusterRole`, `${GROUP}:Role`];
export const BINDINGS: readonly string[] = [`${GROUP}:ClusterRoleBinding`, `${GROUP}:RoleBinding`];

/** One rule of a role: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole */
export interface RoleRule {
  at: Value;
  groups: readonly string[];
  resources: readonly string[];
  verbs: readonly string[];
  /** Names of single resources; where there are none the rule is about all. */
  names: readonly string[];
}

/** Some verbs on a resource: any one of them is enough for what it says. */
export interface Power {
  group: string;
  /** With its subresource, as `pods/exec`. */
  resource: string;
  verbs: readonly string[];
}

/** @throws {Undecided} */
export function readRoleRule(at: Value): RoleRule {
  const texts = (key: string) => at.at(key).items().map(item => item.text() ?? "");
  return { at, groups: texts("apiGroups"), resources: texts("resources"), verbs: texts("verbs"), names: texts("resourceNames") };
}

/** The verbs of a power that a rule gives, as the API server matches them: https://pkg.go.dev/k8s.io/kubernetes/pkg/apis/rbac/v1#ResourceMatches */
export function verbsGiven({ groups, resources, verbs }: RoleRule, power: Power): string[] {
  const [, subresource] = power.resource.split("/");
  const isOfGroup = groups.includes("*") || groups.includes(power.group);
  const isOfResource = resources.some(resource => resource === "*" || resource === power.resource || (subresource !== undefined && resource === `*/${subresource}`));
  if (!isOfGroup || !isOfResource) return [];
  return verbs.includes("*") ? ["*"] : power.verbs.filter(verb => verbs.includes(verb));
}

/** Whether a rule allows every verb on every resource of its groups: that is told as such, and not again for everything that is in it. */
export function isWholeGroup({ resources, verbs }: RoleRule): boolean {
  return resources.includes("*") && verbs.includes("*");
}
