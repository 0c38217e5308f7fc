import * as z from "zod/mini";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { LOCAL_AUTH } from "./_shared/azure/local-auth";

const options = z.strictObject({
  whereUnset: z.prefault(z.enum(["pass", "refuse"]), "pass").register(z.globalRegistry, { description: "what to make of a property that is not set, where Azure lets keys and passwords in by default" }),
});

export const policy = definePolicy({
  id: "iam-azure-local-auth",
  title: "Nobody gets in by a shared key or password",
  severity: "medium",
  enforcement: "mandatory",
  // https://learn.microsoft.com/security/benchmark/azure/mcsb-identity-management
  why: "A key names nobody: the log does not say who used it, no conditional access asks, and it works until somebody changes it everywhere.",
  fix: "Let in identities of Entra ID only, and give them roles.",
  framework: { name: "Microsoft cloud security benchmark", version: "1.0", reference: "IM-1" },
  types: Object.keys(LOCAL_AUTH),
  options,
  check({ type, props }, report, { options: { whereUnset } }) {
    report.each(LOCAL_AUTH[type] ?? [], ({ path, closed, isOpenUnset, by }) => {
      const setting = props.at(...path.split("."));
      const fix = `Set ${path} to ${closed}.`;
      if (setting.isMissing && isOpenUnset && whereUnset === "refuse") report(`${path} is not set, which lets in ${by}.`, { fix });
      else if (!setting.isMissing && setting.text() !== closed) report(`${path} ${setting} lets in ${by}.`, { fix });
    });
  },
  examples: {
    good: [
      { title: "storage without keys", resources: [azure("storage:StorageAccount", { allowSharedKeyAccess: false })] },
      { title: "a registry that says nothing of its admin user", resources: [azure("containerregistry:Registry", {})], options: { whereUnset: "refuse" } },
      { title: "storage of which nobody says anything", resources: [azure("storage:StorageAccount", {})] },
      { title: "an account of Cosmos DB, by its old name", resources: [azure("documentdb/v20240515:DatabaseAccount", { disableLocalAuth: true })] },
    ],
    bad: [
      { title: "keys of storage", resources: [azure("storage:StorageAccount", { allowSharedKeyAccess: true })], says: ["allowSharedKeyAccess true", "Set allowSharedKeyAccess to false."] },
      { title: "keys of Cosmos DB, by its old name", resources: [azure("documentdb/v20240515:DatabaseAccount", { disableLocalAuth: false })], says: ["disableLocalAuth false"] },
      { title: "the admin user of a registry", resources: [azure("containerregistry:Registry", { adminUserEnabled: true })], says: ["adminUserEnabled true"] },
      { title: "a cluster with local accounts and without RBAC", resources: [azure("containerservice:ManagedCluster", { disableLocalAccounts: false, enableRBAC: false })], says: ["disableLocalAccounts", "enableRBAC"] },
      { title: "passwords of SQL", resources: [azure("sql:Server", { administrators: { azureADOnlyAuthentication: false } })], says: ["administrators.azureADOnlyAuthentication"] },
      { title: "passwords of PostgreSQL", resources: [azure("dbforpostgresql:Server", { authConfig: { passwordAuth: "Enabled" } })], says: ["authConfig.passwordAuth Enabled"] },
      { title: "nothing said, where it must be", resources: [azure("servicebus:Namespace", {})], options: { whereUnset: "refuse" }, says: ["disableLocalAuth is not set"] },
    ],
  },
});

function azure(type: string, inputs: WireObject): ExampleResource {
  return { type: `azure-native:${type}`, inputs: { resourceGroupName: "app", ...inputs } };
}
