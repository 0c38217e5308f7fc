import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";

const VAULT = "azure-native:keyvault:Vault";
const ACCESS_POLICY = "azure-native:keyvault:AccessPolicy";
const KINDS = ["secrets", "keys", "certificates", "storage"];

export const policy = definePolicy({
  id: "iam-azure-key-vault-access",
  title: "Key vaults are opened by roles, and by nobody for everything",
  severity: "medium",
  enforcement: "mandatory",
  // https://learn.microsoft.com/azure/key-vault/general/rbac-access-policy
  why: "Access policies are good for the whole vault, cannot be limited to one secret, and whoever may write the vault can give them to themselves.",
  fix: "Set enableRbacAuthorization to true and assign roles such as Key Vault Secrets User.",
  framework: { name: "CIS Microsoft Azure Foundations Benchmark", version: "2.0.0", reference: "8.6" },
  types: [VAULT, ACCESS_POLICY],
  check({ type, props }, report) {
    if (type === ACCESS_POLICY) return judgeEntry(props.at("policy"), report);
    const byRoles = props.at("properties", "enableRbacAuthorization");
    if (byRoles.flag() === true) return;
    if (byRoles.flag() === false) report("properties.enableRbacAuthorization is false: roles and their conditions do not count in this vault.");
    report.each(props.find("properties.accessPolicies.*"), entry => judgeEntry(entry, report));
  },
  examples: {
    good: [
      { title: "a vault with roles", resources: [vault({ enableRbacAuthorization: true })] },
      { title: "reading one kind of things", resources: [{ type: ACCESS_POLICY, inputs: { vaultName: "v", policy: { objectId: "o", tenantId: "t", permissions: { secrets: ["get", "list"] } } } }] },
    ],
    bad: [
      { title: "a vault without roles", resources: [vault({ enableRbacAuthorization: false, accessPolicies: [] })], says: ["enableRbacAuthorization is false"] },
      { title: "everything for one", resources: [vault({ accessPolicies: [{ objectId: "o", tenantId: "t", permissions: { keys: ["get"], secrets: ["all"] } }] })], says: ["properties.accessPolicies[0].permissions.secrets", "everything"] },
      { title: "deleting for ever", resources: [{ type: ACCESS_POLICY, inputs: { vaultName: "v", policy: { objectId: "o", tenantId: "t", permissions: { keys: ["get", "Purge"] } } } }], says: ["policy.permissions.keys", "cannot be brought back"] },
    ],
  },
});

function judgeEntry(entry: Value, report: Report): void {
  report.each(KINDS, kind => {
    const permissions = entry.at("permissions", kind);
    const given = permissions.items().map(permission => (permission.text() ?? "").toLowerCase());
    if (given.includes("all")) report(`${permissions.path} ${permissions} lets ${entry.at("objectId")} do everything with the ${kind} of the vault.`, { severity: "high" });
    else if (given.includes("purge")) report(`${permissions.path} ${permissions} lets ${entry.at("objectId")} purge: what is purged cannot be brought back.`, { level: "advisory", fix: "Leave purge out; grant it for the time that it is needed." });
  });
}

function vault(properties: WireObject): ExampleResource {
  return { type: VAULT, inputs: { vaultName: "v", properties: { tenantId: "t", ...properties } } };
}
