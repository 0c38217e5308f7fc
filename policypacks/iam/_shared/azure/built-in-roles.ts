/** Built-in roles that can do or hand out everything: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/privileged */
export const AZURE_ADMIN_ROLES: Record<string, string> = {
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
  "f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
};

/** Built-in roles that reach everything of their kind, where they are assigned to a whole subscription: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
export const AZURE_BROAD_ROLES: Record<string, { name: string; can: string }> = {
  "b24988ac-6180-42a0-ab88-20f7382dd24c": { name: "Contributor", can: "change and delete everything there, and read the keys of it" },
  "9980e02c-c2be-4d73-94e8-173b1dc7cf3c": { name: "Virtual Machine Contributor", can: "run commands on every machine, and act as its identities" },
  "1c0163c0-47e6-4577-8991-ea5c82e286e4": { name: "Virtual Machine Administrator Login", can: "log in to every machine as an administrator" },
  "b7e6dc6d-f1e8-4753-8033-0f276bb0955b": { name: "Storage Blob Data Owner", can: "read, change and share every blob" },
  "17d1049b-9a84-46fb-8f53-869881c3d3ab": { name: "Storage Account Contributor", can: "read the keys of every storage account" },
  "00482a5a-887f-4fb3-b363-3b7fe8e74483": { name: "Key Vault Administrator", can: "read every secret of every vault" },
  "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b": { name: "Azure Kubernetes Service RBAC Cluster Admin", can: "do everything in every cluster" },
  "0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8": { name: "Azure Kubernetes Service Cluster Admin Role", can: "get the administrator's credentials of every cluster" },
  "f1a07417-d97a-45cb-824c-7a7467783830": { name: "Managed Identity Operator", can: "run things as every managed identity" },
};

/** The last part of the id of a role definition, as it is in every cloud of Azure: built-in roles have the same in all of them. */
export function roleGuid(roleDefinitionId: string | undefined): string {
  return roleDefinitionId?.split("/").at(-1)?.toLowerCase() ?? "";
}
