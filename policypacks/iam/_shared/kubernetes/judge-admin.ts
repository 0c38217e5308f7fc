import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import type { Judge } from "../judge";
import { judgeTogether } from "./judge-together";
import { BINDINGS, isWholeGroup, readRoleRule, type RoleRule, ROLES, verbsGiven } from "./role-rule";

/** Where Kubernetes gives somebody everything. */
export const KUBERNETES_ADMIN: Record<string, Judge> = {
  ...Object.fromEntries(BINDINGS.map(type => [type, judgeBinding])),
  ...Object.fromEntries(ROLES.map(type => [type, judgeRole])),
};

/** Rights of several API groups, by verbs that no role needs that is not for administrators: all of them together are as good as everything. */
const EVERYTHING = {
  powers: [
    { group: "", resource: "secrets", verbs: ["deletecollection"] },
    { group: "", resource: "nodes", verbs: ["deletecollection"] },
    { group: "apps", resource: "deployments", verbs: ["deletecollection"] },
    { group: "batch", resource: "jobs", verbs: ["deletecollection"] },
    { group: "networking.k8s.io", resource: "networkpolicies", verbs: ["deletecollection"] },
    { group: "rbac.authorization.k8s.io", resource: "clusterroles", verbs: ["escalate"] },
    { group: "rbac.authorization.k8s.io", resource: "clusterroles", verbs: ["update"] },
  ],
  label: "the rights of an administrator in all API groups",
  does: "do everything",
};

const FIX = "Name the API groups, resources and verbs that are used.";

function judgeBinding(subject: Subject, report: Report, { neighbours }: Parameters<Judge>[2]): void {
  const role = subject.props.at("roleRef", "name");
  const isOfItsOwn = role.isUnknown && neighbours.comesFrom(subject, "roleRef", ROLES);
  if (!isOfItsOwn && role.text() === "cluster-admin") report(`roleRef ${role} lets its subjects do everything.`, { fix: "Bind a role that names the resources and verbs that are used; `view` and `edit` exist already." });
  judgeTogether(subject, EVERYTHING, { report, neighbours });
}

function judgeRole({ type, props }: Subject, report: Report): void {
  const rules: RoleRule[] = [];
  let hasEverything = false;
  report.each(props.at("rules").items(), at => {
    const rule = readRoleRule(at);
    rules.push(rule);
    if (!rule.groups.includes("*") || !isWholeGroup(rule)) return;
    hasEverything = true;
    report(`${at.path} allows every verb on every resource of every API group.`, { fix: FIX });
  });
  const isTogether = !hasEverything && type.endsWith(":ClusterRole") && EVERYTHING.powers.every(power => rules.some(rule => rule.names.length === 0 && verbsGiven(rule, power).length > 0));
  if (isTogether) report("rules allows everything, by several rules together.", { fix: FIX });
}
