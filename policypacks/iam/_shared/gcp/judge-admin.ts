import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";
import type { Judge } from "../judge";
import { grantsOf, grantsOwnRole } from "./grants";

/** The basic roles that change nearly everything: https://cloud.google.com/iam/docs/roles-overview#basic */
const ADMIN_ROLES: ReadonlySet<string> = new Set(["roles/owner", "roles/editor"]);
/** With these one gives oneself every other role: https://cloud.google.com/iam/docs/roles-permissions/iam */
const RIGHTS_OVER_RIGHTS: ReadonlySet<string> = new Set(["roles/iam.securityAdmin", "roles/resourcemanager.projectIamAdmin", "roles/resourcemanager.folderIamAdmin", "roles/resourcemanager.folderAdmin", "roles/resourcemanager.organizationAdmin", "roles/iam.organizationRoleAdmin", "roles/iam.roleAdmin"]);
const FIX = "Grant predefined roles of the services that are used, such as roles/storage.objectViewer.";
const LIMIT = "Grant roles of the services that are used; whoever hands out roles can be limited to some by a condition with api.getAttribute(\"iam.googleapis.com/modifiedGrantsByRole\", []).hasOnly([…]).";

/** Where Google Cloud gives somebody everything. */
export const GCP_ADMIN: Record<string, Judge> = Object.fromEntries(["projects", "folder", "organizations"].flatMap(level => [
  [`gcp:${level}/iAMMember:IAMMember`, judgeRole],
  [`gcp:${level}/iAMBinding:IAMBinding`, judgeRole],
  [`gcp:${level}/iAMPolicy:IAMPolicy`, judgeGrants],
]));

function judgeRole(subject: Subject, report: Report, { neighbours }: Parameters<Judge>[2]): void {
  if (!grantsOwnRole(subject, neighbours)) judgeGrants(subject, report);
}

function judgeGrants(subject: Subject, report: Report): void {
  report.each(grantsOf(subject), ({ role, members, condition }) => {
    const who = members.isUnknown ? "its members" : members.items().join(", ") || "its members";
    if (ADMIN_ROLES.has(role.text() ?? "")) report(`${role.path} ${role} lets ${who} change nearly everything there.`, { fix: FIX });
    else if (RIGHTS_OVER_RIGHTS.has(role.text() ?? "") && !limitsRoles(condition)) report(`${role.path} ${role} lets ${who} grant themselves every other role there.`, { fix: LIMIT });
  });
}

/** Whether a condition says which roles may be granted: https://cloud.google.com/iam/docs/setting-limits-on-granting-roles */
function limitsRoles(condition: Value): boolean {
  return /modifiedGrantsByRole.*hasOnly\(/s.test(condition.at("expression").text() ?? "");
}
