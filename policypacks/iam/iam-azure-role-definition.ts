import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Value } from "../_kit/value";
import { unknown, type WireObject } from "../_kit/wire";
import { handsOutRoles } from "./_shared/azure/judge-admin";
import { CREDENTIAL_ACTIONS, RIGHTS_ACTIONS } from "./_shared/azure/powerful-actions";
import { isAboveSubscriptions, isAssignableWidely, isOfSomethingSmaller, scopesOf } from "./_shared/azure/scope";

const SUBSCRIPTION = "/subscriptions/6f0b3a5e-0000-4000-8000-000000000000";

export const policy = definePolicy({
  id: "iam-azure-role-definition",
  title: "Custom roles of Azure give what is used, and no means to get more",
  severity: "high",
  enforcement: "mandatory",
  // https://learn.microsoft.com/azure/role-based-access-control/role-definitions#notactions
  why: "A wildcard takes in services that Azure adds tomorrow, notActions deny nothing that another role allows, and one action that assigns roles or lists keys is worth all the others.",
  fix: "Name the actions that are used, and limit assignableScopes to where they are used.",
  framework: { name: "CIS Microsoft Azure Foundations Benchmark", version: "2.0.0", reference: "1.23" },
  types: ["azure-native:authorization:RoleDefinition"],
  needs: "stack",
  check(subject, report) {
    const isWide = isAssignableWidely(subject);
    report.each(subject.props.at("permissions").items(), permission => judgePermission(permission, isWide, report));
    report.each(scopesOf(subject).filter(scope => !isOfSomethingSmaller(subject, scope)), scope => judgeScope(scope, report));
  },
  examples: {
    good: [
      { title: "reading machines of a resource group", resources: [role(`${SUBSCRIPTION}/resourceGroups/app`, { actions: ["Microsoft.Compute/virtualMachines/read"] })] },
      {
        title: "a role for a resource group that is not made yet",
        resources: [{ type: "azure-native:resources:ResourceGroup", name: "app", inputs: {} }, { ...role(unknown, { actions: ["Microsoft.Storage/storageAccounts/listKeys/action"] }), uses: { assignableScopes: "app", scope: "app" } }],
      },
      { title: "reading everything of a subscription", resources: [role(SUBSCRIPTION, { actions: ["*/read"] })] },
      { title: "an action that is taken out again", resources: [role(SUBSCRIPTION, { actions: ["Microsoft.ManagedIdentity/userAssignedIdentities/*/action"], notActions: ["Microsoft.ManagedIdentity/userAssignedIdentities/assign/*"] })] },
    ],
    bad: [
      { title: "everything but some", resources: [role(SUBSCRIPTION, { actions: ["*"], notActions: ["Microsoft.Authorization/*"] })], says: ["permissions[0].notActions", "deny nothing"] },
      { title: "writing everything", resources: [role(SUBSCRIPTION, { actions: ["*/read", "*/write"], notActions: ["Microsoft.Authorization/*/write"] })], says: ["permissions[0].actions[1]", "of every service"] },
      { title: "all data", resources: [role(`${SUBSCRIPTION}/resourceGroups/app`, { actions: [], dataActions: ["*"] })], says: ["dataActions[0]", "every data action"] },
      { title: "assigning roles in a resource group", resources: [role(`${SUBSCRIPTION}/resourceGroups/app`, { actions: ["Microsoft.Authorization/*"] })], says: ["give anybody every role"] },
      { title: "letting outsiders act as an identity", resources: [role(`${SUBSCRIPTION}/resourceGroups/app`, { actions: ["Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write"] })], says: ["let outsiders act as managed identities"] },
      { title: "keys of every storage account", resources: [role(SUBSCRIPTION, { actions: ["Microsoft.Storage/storageAccounts/*/action"] })], says: ["read the keys of storage accounts"] },
      { title: "a role for a management group", resources: [role("/providers/Microsoft.Management/managementGroups/acme", { actions: ["Microsoft.Compute/virtualMachines/write"] })], says: ["managementGroups/acme", "every subscription"] },
    ],
  },
});

function judgePermission(permission: Value, isWide: boolean, report: Report): void {
  report.each(permission.at("dataActions").items(), action => {
    if (action.text() === "*") report(`${action.path} ${action} allows every data action of every service.`, { fix: "Name the data actions that are used, as Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read." });
  });
  // Assigning every role in a whole subscription is what iam-no-admin-policy tells.
  if (isWide && handsOutRoles(permission)) return;
  judgeNotActions(permission, report);
  const taken = permission.at("notActions").items().map(action => (action.text() ?? "").toLowerCase());
  report.each(permission.at("actions").items(), action => judgeAction(action, { taken, isWide }, report));
}

function judgeNotActions(permission: Value, report: Report): void {
  const isEverything = permission.at("actions").items().some(action => action.text() === "*");
  const except = permission.at("notActions");
  if (!isEverything) return;
  if (except.items().length === 0) report(`${permission.path}.actions allows every action, as an owner of where it is assigned.`, { severity: "medium" });
  else report(`${permission.path}.notActions ${except} deny nothing: actions allows everything else, also what Azure adds tomorrow, and another role may allow these.`, { severity: "medium" });
}

function judgeAction(action: Value, { taken, isWide }: { taken: readonly string[]; isWide: boolean }, report: Report): void {
  const glob = (action.text() ?? "").toLowerCase();
  if (glob === "*") return;
  if (/^\*\/(write|delete|action|\*)$/.test(glob)) return report(`${action.path} ${action} is allowed of every service.`);
  // All of a provider in a whole subscription is what iam-no-service-wildcard tells.
  const isTold = isWide && /^microsoft\.[^/*]+\/\*$/.test(glob);
  const rights = meansOf(RIGHTS_ACTIONS, glob, taken);
  const credentials = isWide && !isTold ? meansOf(CREDENTIAL_ACTIONS, glob, taken) : [];
  if (rights.length > 0) report(`${action.path} ${action} is enough to ${rights.join(", and to ")}.`);
  if (credentials.length > 0) report(`${action.path} ${action} is enough to ${credentials.join(", and to ")}, in a whole subscription.`, { severity: "medium" });
}

function meansOf(table: Readonly<Record<string, string>>, glob: string, taken: readonly string[]): string[] {
  const found = Object.entries(table).filter(([action]) => matchesGlob(glob, action.toLowerCase()) && !taken.some(other => matchesGlob(other, action.toLowerCase())));
  return [...new Set(found.map(([, can]) => can))];
}

function judgeScope(scope: Value, report: Report): void {
  if (isAboveSubscriptions(scope.text() ?? "")) report(`${scope.path} ${scope} lets the role be assigned to every subscription below it.`, { level: "advisory", severity: "low", fix: "Name subscriptions or resource groups in assignableScopes." });
}

function role(scope: string, permission: WireObject): ExampleResource {
  return { type: "azure-native:authorization:RoleDefinition", inputs: { roleName: "custom", assignableScopes: [scope], scope, permissions: [permission] } };
}
