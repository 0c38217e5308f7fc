import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { unknown, type WireObject } from "../_kit/wire";
import { AZURE_ADMIN_ROLES, AZURE_BROAD_ROLES, roleGuid } from "./_shared/azure/built-in-roles";
import { isAssignedWidely, limitsAssigning } from "./_shared/azure/scope";

const ROLE_DEFINITION = "azure-native:authorization:RoleDefinition";
const SUBSCRIPTION = "/subscriptions/6f0b3a5e-0000-4000-8000-000000000000";
const ROLE = `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions`;

export const policy = definePolicy({
  id: "iam-azure-role-assignment",
  title: "Roles of Azure are assigned where they are used, to whom one means",
  severity: "high",
  enforcement: "mandatory",
  // https://learn.microsoft.com/azure/role-based-access-control/best-practices
  why: "A role on a subscription is a role on everything in it, also on what others put there tomorrow; whoever may assign roles without a condition may assign themselves any.",
  fix: "Assign the role at the resource or the resource group that it is needed for.",
  types: ["azure-native:authorization:RoleAssignment"],
  needs: "stack",
  check(subject, report, { neighbours }) {
    judgePrincipal(subject, report);
    const role = subject.props.at("roleDefinitionId");
    if (role.isUnknown && neighbours.comesFrom(subject, "roleDefinitionId", [ROLE_DEFINITION])) return;
    judgeRole(subject, report);
  },
  examples: {
    good: [
      { title: "Contributor of a resource group", resources: [assignment("b24988ac-6180-42a0-ab88-20f7382dd24c", `${SUBSCRIPTION}/resourceGroups/app`)] },
      {
        title: "Contributor of a resource group that is not made yet",
        resources: [{ type: "azure-native:resources:ResourceGroup", name: "app", inputs: {} }, { ...assignment("b24988ac-6180-42a0-ab88-20f7382dd24c", unknown), uses: { scope: "app" } }],
      },
      { title: "Reader of a subscription", resources: [assignment("acdd72a7-3385-48ef-bd42-f606fba81ae7", SUBSCRIPTION)] },
      {
        title: "assigning one role only",
        resources: [assignment("f58310d9-a9f6-439a-9e8d-f62e7b41a168", `${SUBSCRIPTION}/resourceGroups/app`, { conditionVersion: "2.0", condition: "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7}" })],
      },
    ],
    bad: [
      { title: "Contributor of a subscription", resources: [assignment("B24988AC-6180-42A0-AB88-20F7382DD24C", SUBSCRIPTION)], says: ["Contributor", SUBSCRIPTION] },
      { title: "every secret of a management group", resources: [assignment("00482a5a-887f-4fb3-b363-3b7fe8e74483", "/providers/Microsoft.Management/managementGroups/acme")], says: ["Key Vault Administrator", "every secret"] },
      { title: "assigning every role in a resource group", resources: [assignment("f58310d9-a9f6-439a-9e8d-f62e7b41a168", `${SUBSCRIPTION}/resourceGroups/app`)], says: ["condition", "Role Based Access Control Administrator"] },
      { title: "an owner of a resource group", resources: [assignment("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", `${SUBSCRIPTION}/resourceGroups/app`)], says: ["Owner"] },
      { title: "a person by name", resources: [assignment("acdd72a7-3385-48ef-bd42-f606fba81ae7", `${SUBSCRIPTION}/resourceGroups/app`, { principalType: "User" })], says: ["principalType User"] },
      { title: "nobody says to what", resources: [{ type: "azure-native:authorization:RoleAssignment", inputs: { principalId: "p", scope: `${SUBSCRIPTION}/resourceGroups/app`, roleDefinitionId: `${ROLE}/acdd72a7-3385-48ef-bd42-f606fba81ae7` } }], says: ["principalType is not set"] },
    ],
  },
});

function judgeRole(subject: Subject, report: Report): void {
  const { props } = subject;
  const guid = roleGuid(props.at("roleDefinitionId").text());
  const scope = props.at("scope");
  const isWide = isAssignedWidely(subject);
  const broad = AZURE_BROAD_ROLES[guid];
  const admin = AZURE_ADMIN_ROLES[guid];
  if (isWide && broad) report(`roleDefinitionId assigns ${broad.name} at ${scope}: whoever has it can ${broad.can}.`);
  // At a whole subscription these are what iam-no-admin-policy tells.
  if (isWide || !admin || limitsAssigning(props.at("condition"))) return;
  const details = admin === "Owner" ? { level: "advisory" as const } : {};
  report(`roleDefinitionId assigns ${admin} without a condition, so that whoever has it can assign every role at ${scope}.`, { ...details, severity: "medium", fix: "Say in condition which roles may be assigned and to whom (https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-overview)." });
}

/** https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---assigning-a-role-to-a-new-principal-sometimes-fails */
function judgePrincipal({ props }: Subject, report: Report): void {
  const type = props.at("principalType");
  if (type.isMissing) report("principalType is not set: an assignment to an identity that is made just before fails now and then.", { level: "advisory", severity: "low", fix: "Set principalType to ServicePrincipal, Group or User." });
  else if (type.text() === "User") report(`principalType ${type} gives the role to one person: it is forgotten when they change or leave.`, { level: "advisory", severity: "low", fix: "Assign it to a group." });
}

function assignment(role: string, scope: string, more: WireObject = {}): ExampleResource {
  return { type: "azure-native:authorization:RoleAssignment", inputs: { principalId: "7c0b3a5e-0000-4000-8000-000000000000", principalType: "ServicePrincipal", scope, roleDefinitionId: `${ROLE}/${role}`, ...more } };
}
