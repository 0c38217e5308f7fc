import { matchesGlob } from "../../../_kit/glob";
import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";
import type { Judge } from "../judge";
import { AZURE_ADMIN_ROLES, roleGuid } from "./built-in-roles";
import { isAssignableWidely, isAssignedWidely, limitsAssigning } from "./scope";

const HANDS_OUT = "microsoft.authorization/roleassignments/write";

/** Where Azure gives somebody everything. */
export const AZURE_ADMIN: Record<string, Judge> = {
  "azure-native:authorization:RoleAssignment": judgeRoleAssignment,
  "azure-native:authorization:RoleDefinition": judgeRoleDefinition,
};

/** A role of the stack's own is none of the built-in ones: assigning it needs no second look. */
const OF_ITS_OWN = ["azure-native:authorization:RoleDefinition"];

function judgeRoleAssignment(subject: Subject, report: Report, { neighbours }: Parameters<Judge>[2]): void {
  const { props } = subject;
  if (props.at("roleDefinitionId").isUnknown && neighbours.comesFrom(subject, "roleDefinitionId", OF_ITS_OWN)) return;
  const role = AZURE_ADMIN_ROLES[roleGuid(props.at("roleDefinitionId").text())];
  if (!role || !isAssignedWidely(subject)) return;
  if (role !== "Owner" && limitsAssigning(props.at("condition"))) return;
  report(`roleDefinitionId assigns ${role} at ${props.at("scope")}.`, { fix: "Assign a role that has the rights that are used, at a resource group or below; use Privileged Identity Management for administrators." });
}

function judgeRoleDefinition(subject: Subject, report: Report): void {
  report.each(subject.props.at("permissions").items(), permission => {
    const allowed = permission.at("actions").items().map(action => (action.text() ?? "").toLowerCase());
    if (!handsOutRoles(permission)) return;
    if (!isAssignableWidely(subject)) return;
    report(`${permission.path}.actions ${permission.at("actions")} ${allowed.includes("*") ? "allows every action" : "allows to assign every role"}, and the role can be assigned to a whole subscription.`, { fix: "Name the actions that are used, or keep Microsoft.Authorization/*/write out by notActions, or limit assignableScopes to resource groups." });
  });
}

/** Whether one can assign roles by a permission, and not only some. @throws {Undecided} */
export function handsOutRoles(permission: Value): boolean {
  const matches = (key: string) => permission.at(key).items().some(glob => matchesGlob((glob.text() ?? "").toLowerCase(), HANDS_OUT));
  return matches("actions") && !matches("notActions");
}
