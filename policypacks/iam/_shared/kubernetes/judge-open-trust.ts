import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import { judgeAnybody } from "../anybody";
import type { Judge } from "../judge";

/** Where Kubernetes lets somebody have a role. */
export const KUBERNETES_TRUST: Record<string, Judge> = Object.fromEntries(["ClusterRoleBinding", "RoleBinding"].map(kind => [`kubernetes:rbac.authorization.k8s.io:${kind}`, judgeSubjects]));

function judgeSubjects({ props }: Subject, report: Report): void {
  report.each(props.at("subjects").items(), one => judgeAnybody(one.at("name"), report));
}
