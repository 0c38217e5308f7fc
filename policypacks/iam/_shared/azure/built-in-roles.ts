/** Built-in roles that can do or hand out everything: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/privileged */
export const AZURE_ADMIN_ROLES: Record<string, string> = {
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
  "f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
};
