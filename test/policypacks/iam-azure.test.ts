import { describe, expect, test } from "vitest";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { unknown, type WireObject } from "../../policypacks/_kit/wire.ts";
import { isWideScope } from "../../policypacks/iam/_shared/azure/scope.ts";
import { judged } from "./judged.ts";

const SUBSCRIPTION = "/subscriptions/6f0b3a5e-0000-4000-8000-000000000000";
const GROUP = `${SUBSCRIPTION}/resourceGroups/app`;
const ADMINISTRATOR = "f58310d9-a9f6-439a-9e8d-f62e7b41a168";
const CONDITION = "(!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7}))";

describe("a scope of Azure", () => {
  test.each<[string, boolean]>([
    ["/", true],
    [SUBSCRIPTION, true],
    [`${SUBSCRIPTION.toUpperCase()}/`, true],
    ["/providers/Microsoft.Management/managementGroups/acme", true],
    [GROUP, false],
    [`${GROUP}/providers/Microsoft.KeyVault/vaults/v`, false],
  ])("%s takes in a whole subscription: %s", (scope, isWide) => {
    expect(isWideScope(scope)).toBe(isWide);
  });
});

describe("a role assignment", () => {
  const assignment = (role: string, scope: string, more: WireObject = {}) => resource("authorization:RoleAssignment", { principalType: "Group", principalId: "p", scope, roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`, ...more });

  test("of an administrator of roles is put up with where a condition says which roles", () => {
    for (const scope of [SUBSCRIPTION, GROUP]) {
      const said = (more: WireObject) => ["iam-no-admin-policy", "iam-azure-role-assignment"].flatMap(rule => judged(rule, [assignment(ADMINISTRATOR, scope, more)]));
      expect(said({})).toHaveLength(1);
      expect(said({ condition: CONDITION, conditionVersion: "2.0" })).toEqual([]);
      expect(said({ condition: "@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'x'" })).toHaveLength(1);
    }
  });

  test("whose scope is not known is judged only where nothing says what it is", () => {
    const group = resource("resources:ResourceGroup", {}, "app");
    const contributor = assignment("b24988ac-6180-42a0-ab88-20f7382dd24c", unknown);
    expect(judged("iam-azure-role-assignment", [group, { ...contributor, dependencies: { scope: [group.urn] } }])).toEqual([]);
    expect(judged("iam-azure-role-assignment", [group, contributor])).toEqual(["Could not be judged: scope is not known before the deployment."]);
  });
});

describe("a role definition", () => {
  const says = (permission: WireObject, scope = GROUP) => judged("iam-azure-role-definition", [resource("authorization:RoleDefinition", { assignableScopes: [scope], scope, permissions: [permission] })]);

  test("is judged by what is left when notActions are taken away", () => {
    expect(says({ actions: ["Microsoft.Authorization/*/write"], notActions: ["Microsoft.Authorization/role*/write"] })).toEqual([]);
    expect(says({ actions: ["Microsoft.Authorization/*/write"] })).toEqual([expect.stringContaining("give anybody every role, and to put every action into a role that one has")]);
  });

  test("that gives everything in a subscription is told once, by the rule about administrators", () => {
    const everything = resource("authorization:RoleDefinition", { assignableScopes: [SUBSCRIPTION], permissions: [{ actions: ["*"] }] });
    expect(["iam-no-admin-policy", "iam-no-service-wildcard", "iam-azure-role-definition"].flatMap(rule => judged(rule, [everything]))).toHaveLength(1);
  });

  test("tells of keys in a whole subscription, and not in one resource group", () => {
    const permission = { actions: ["Microsoft.Storage/storageAccounts/listKeys/action"] };
    expect(says(permission, SUBSCRIPTION)).toEqual([expect.stringContaining("read the keys of storage accounts")]);
    expect(says(permission)).toEqual([]);
  });
});

test("an unknown setting of one of two kinds of local accounts hides nothing of the other", () => {
  expect(judged("iam-azure-local-auth", [resource("containerservice:ManagedCluster", { disableLocalAccounts: unknown, enableRBAC: false })])).toEqual([
    "Could not be judged: disableLocalAccounts is not known before the deployment.",
    expect.stringContaining("enableRBAC false"),
  ]);
});

function resource(kind: string, inputs: WireObject, name = "x"): Resource {
  const type = `azure-native:${kind}`;
  return { urn: `urn:pulumi:dev::iam::${type}::${name}`, type, inputs };
}
