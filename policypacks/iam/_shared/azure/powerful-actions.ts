/**
 * Actions with which one gets rights that one was not given. What each does is from
 * https://learn.microsoft.com/azure/role-based-access-control/permissions/ and the pages of the services.
 */
export const RIGHTS_ACTIONS: Record<string, string> = {
  "Microsoft.Authorization/roleAssignments/write": "give anybody every role",
  "Microsoft.Authorization/roleDefinitions/write": "put every action into a role that one has",
  "Microsoft.Authorization/elevateAccess/action": "become User Access Administrator of the whole tenant",
  "Microsoft.Authorization/denyAssignments/delete": "take denials away",
  "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action": "run things as managed identities",
  "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write": "let outsiders act as managed identities",
  "Microsoft.KeyVault/vaults/accessPolicies/write": "let oneself into key vaults",
};

/** Actions that give credentials, or run something as somebody else; told where the role is good for a whole subscription. */
export const CREDENTIAL_ACTIONS: Record<string, string> = {
  "Microsoft.Storage/storageAccounts/listKeys/action": "read the keys of storage accounts",
  "Microsoft.DocumentDB/databaseAccounts/listKeys/action": "read the keys of Cosmos DB",
  "Microsoft.ContainerRegistry/registries/listCredentials/action": "read the password of registries",
  "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action": "get the administrator's credentials of clusters",
  "Microsoft.ServiceBus/namespaces/authorizationRules/listKeys/action": "read the keys of Service Bus",
  "Microsoft.EventHub/namespaces/authorizationRules/listKeys/action": "read the keys of Event Hubs",
  "Microsoft.Cache/redis/listKeys/action": "read the keys of Redis",
  "Microsoft.Web/sites/publishxml/action": "read the publishing password of web apps",
  "Microsoft.Web/sites/config/list/action": "read the settings of web apps, with their secrets",
  "Microsoft.Compute/virtualMachines/runCommand/action": "run commands on machines, and act as their identities",
  "Microsoft.Compute/virtualMachines/extensions/write": "run commands on machines, and act as their identities",
  "Microsoft.Compute/virtualMachineScaleSets/extensions/write": "run commands on machines, and act as their identities",
  "Microsoft.Compute/virtualMachines/runCommands/write": "run commands on machines, and act as their identities",
  "Microsoft.Automation/automationAccounts/runbooks/write": "run code as automation accounts",
};
