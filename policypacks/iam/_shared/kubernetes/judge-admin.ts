import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import type { Judge } from "../judge";

const GROUP = "kubernetes:rbac.authorization.k8s.io";
/** A role of the stack's own is not cluster-admin. */
const OF_ITS_OWN = ["ClusterRole", "Role"].map(kind => `${GROUP}:${kind}`);

/** Where Kubernetes gives somebody everything. */
export const KUBERNETES_ADMIN: Record<string, Judge> = {
  [`${GROUP}:ClusterRoleBinding`]: judgeBinding,
  [`${GROUP}:RoleBinding`]: judgeBinding,
  [`${GROUP}:ClusterRole`]: judgeRole,
  [`${GROUP}:Role`]: judgeRole,
};

function judgeBinding(subject: Subject, report: Report, { neighbours }: Parameters<Judge>[2]): void {
  const role = subject.props.at("roleRef", "name");
  if (role.isUnknown && neighbours.comesFrom(subject, "roleRef", OF_ITS_OWN)) return;
  if (role.text() === "cluster-admin") report(`roleRef ${role} lets its subjects do everything.`, { fix: "Bind a role that names the resources and verbs that are used; `view` and `edit` exist already." });
}

function judgeRole({ props }: Subject, report: Report): void {
  report.each(props.at("rules").items(), rule => {
    const isEverything = ["apiGroups", "resources", "verbs"].every(key => rule.at(key).items().some(item => item.text() === "*"));
    if (isEverything) report(`${rule.path} allows every verb on every resource of every API group.`, { fix: "Name the API groups, resources and verbs that are used." });
  });
}
