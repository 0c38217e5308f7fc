import type { JsonObject } from "../../../model/index.ts";

/** One thing to ask an API server about: may I? */
export interface Deed {
  verb: string;
  group: string;
  /** As `pods/exec` where it is a subresource. */
  resource: string;
}

const VERBS = ["create", "update", "patch", "delete", "deletecollection"];
const KINDS: [group: string, resource: string][] = [
  ["*", "*"],
  ["", "pods"],
  ["", "services"],
  ["", "configmaps"],
  ["", "secrets"],
  ["", "namespaces"],
  ["apps", "deployments"],
  ["batch", "jobs"],
  ["rbac.authorization.k8s.io", "clusterrolebindings"],
];

/** What writes without being called so. To many API servers running a command in a pod is a `get`: https://github.com/kubernetes/kubernetes/issues/133515 */
const DISGUISED: Deed[] = [
  ...["pods/exec", "pods/attach", "pods/portforward", "nodes/proxy", "services/proxy"].flatMap(resource => ["get", "create"].map(verb => ({ verb, group: "", resource }))),
  { verb: "create", group: "", resource: "serviceaccounts/token" },
  { verb: "impersonate", group: "", resource: "users" },
  { verb: "escalate", group: "rbac.authorization.k8s.io", resource: "clusterroles" },
  { verb: "bind", group: "rbac.authorization.k8s.io", resource: "clusterroles" },
];

/** Typical writes, in the whole cluster. */
export const WRITES: readonly Deed[] = [...KINDS.flatMap(([group, resource]) => VERBS.map(verb => ({ verb, group, resource }))), ...DISGUISED];

/** As people write it: `create deployments.apps`. */
export function worded({ verb, group, resource }: Deed): string {
  return `${verb} ${resource}${group === "" ? "" : `.${group}`}`;
}

/** The writes among the rules of a SelfSubjectRulesReview's status. Everybody may review themselves, which leaves nothing behind. */
export function writesIn(status: JsonObject): Deed[] {
  return listOf(status["resourceRules"]).flatMap(rule => {
    const deeds = textsIn(rule, "apiGroups").flatMap(group => textsIn(rule, "resources").flatMap(resource => textsIn(rule, "verbs").map(verb => ({ verb, group, resource }))));
    return deeds.filter(deed => isWrite(deed) && !isReview(deed));
  });
}

function isWrite({ verb, resource }: Deed): boolean {
  if (!["get", "list", "watch"].includes(verb)) return true;
  return DISGUISED.some(disguised => disguised.verb === verb && disguised.resource === resource);
}

function isReview({ verb, group, resource }: Deed): boolean {
  return verb === "create" && /^(authorization|authentication)\.k8s\.io$/.test(group) && /^selfsubject\w*reviews$/.test(resource);
}

function listOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? (value as JsonObject[]) : [];
}

function textsIn(rule: JsonObject, key: string): string[] {
  const value = rule[key];
  return Array.isArray(value) ? value.filter(text => typeof text === "string") : [];
}
