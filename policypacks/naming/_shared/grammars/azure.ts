import type { Grammar } from "../grammar";

const RULES = "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules";

const networkName = (min: number, max: number): Grammar => ({
  min,
  max,
  allowed: "A-Za-z0-9_.\\-",
  begins: "A-Za-z0-9",
  ends: "A-Za-z0-9_",
  says: `${min} to ${max} letters, digits and any of _.-, beginning with a letter or digit and not ending with . or -`,
  source: RULES,
});

export const azureGrammars: Record<string, Grammar> = {
  "azure-native:compute:VirtualMachine": { min: 1, max: 64, allowed: "A-Za-z0-9_.\\-", begins: "A-Za-z0-9", ends: "A-Za-z0-9_", says: "1 to 64 letters, digits and any of _.-, not ending with . or -", source: RULES },
  "azure-native:containerregistry:Registry": { min: 5, max: 50, allowed: "A-Za-z0-9", says: "5 to 50 letters and digits", source: RULES },
  "azure-native:containerservice:ManagedCluster": { min: 1, max: 63, allowed: "A-Za-z0-9_\\-", begins: "A-Za-z0-9", ends: "A-Za-z0-9", says: "1 to 63 letters, digits, hyphens and underscores, with a letter or digit first and last", source: RULES },
  "azure-native:cosmosdb:DatabaseAccount": { min: 3, max: 44, allowed: "a-z0-9\\-", begins: "a-z0-9", says: "3 to 44 lower-case letters, digits and hyphens, beginning with a letter or digit", source: RULES },
  "azure-native:keyvault:Vault": {
    min: 3,
    max: 24,
    allowed: "A-Za-z0-9\\-",
    begins: "A-Za-z",
    ends: "A-Za-z0-9",
    says: "3 to 24 letters, digits and hyphens, beginning with a letter",
    never: [{ pattern: /--/, because: "has two hyphens in a row" }],
    source: RULES,
  },
  "azure-native:managedidentity:UserAssignedIdentity": { min: 3, max: 128, allowed: "A-Za-z0-9_\\-", begins: "A-Za-z0-9", says: "3 to 128 letters, digits, hyphens and underscores, beginning with a letter or digit", source: RULES },
  "azure-native:network:NetworkSecurityGroup": networkName(1, 80),
  "azure-native:network:PublicIPAddress": networkName(1, 80),
  "azure-native:network:Subnet": networkName(1, 80),
  "azure-native:network:VirtualNetwork": networkName(2, 64),
  "azure-native:resources:ResourceGroup": { min: 1, max: 90, allowed: "\\p{L}\\p{N}_.()\\-", ends: "\\p{L}\\p{N}_()\\-", says: "1 to 90 letters, digits and any of _.()-, not ending with a dot", source: RULES },
  "azure-native:sql:Server": { min: 1, max: 63, allowed: "a-z0-9\\-", begins: "a-z0-9", ends: "a-z0-9", says: "1 to 63 lower-case letters, digits and hyphens, with no hyphen first or last", source: RULES },
  "azure-native:storage:StorageAccount": { min: 3, max: 24, allowed: "a-z0-9", says: "3 to 24 lower-case letters and digits", source: RULES },
  "azure-native:web:WebApp": { min: 2, max: 60, allowed: "A-Za-z0-9\\-", begins: "A-Za-z0-9", ends: "A-Za-z0-9", says: "2 to 60 letters, digits and hyphens, with no hyphen first or last", source: RULES },
};
