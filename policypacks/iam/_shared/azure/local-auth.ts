/** A property that lets somebody in who is not known to Entra ID: by a key, a password or a built-in administrator. */
export interface LocalAuth {
  path: string;
  /** What it has to be so that they are not let in. */
  closed: string;
  /** Whether it is open where it is not set. */
  isOpenUnset: boolean;
  /** What is let in by it. */
  by: string;
}

const DISABLED: LocalAuth = { path: "disableLocalAuth", closed: "true", isOpenUnset: true, by: "whoever has one of its keys" };
const inProperties = (path: string): LocalAuth => ({ ...DISABLED, path });

/**
 * By normalised type. What is open where nothing is set is from each type's reference, as
 * https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent and https://learn.microsoft.com/azure/service-bus-messaging/disable-local-authentication
 */
export const LOCAL_AUTH: Record<string, readonly LocalAuth[]> = {
  "azure-native:appconfiguration:ConfigurationStore": [DISABLED],
  "azure-native:applicationinsights:Component": [{ ...DISABLED, by: "whoever has its instrumentation key" }],
  "azure-native:automation:AutomationAccount": [DISABLED],
  "azure-native:botservice:Bot": [inProperties("properties.disableLocalAuth")],
  "azure-native:cognitiveservices:Account": [inProperties("properties.disableLocalAuth")],
  "azure-native:communication:CommunicationService": [DISABLED],
  "azure-native:compute:VirtualMachine": [{ path: "osProfile.linuxConfiguration.disablePasswordAuthentication", closed: "true", isOpenUnset: true, by: "whoever guesses its password" }],
  "azure-native:compute:VirtualMachineScaleSet": [{ path: "virtualMachineProfile.osProfile.linuxConfiguration.disablePasswordAuthentication", closed: "true", isOpenUnset: true, by: "whoever guesses its password" }],
  "azure-native:containerregistry:Registry": [{ path: "adminUserEnabled", closed: "false", isOpenUnset: false, by: "whoever has the password of the admin user, which all share" }],
  "azure-native:containerservice:ManagedCluster": [
    { path: "disableLocalAccounts", closed: "true", isOpenUnset: true, by: "whoever has the certificate of clusterAdmin, which nothing takes away" },
    { path: "enableRBAC", closed: "true", isOpenUnset: false, by: "everybody with an account of the cluster, as an administrator" },
  ],
  "azure-native:cosmosdb:DatabaseAccount": [DISABLED],
  "azure-native:dbforpostgresql:Server": [{ path: "authConfig.passwordAuth", closed: "Disabled", isOpenUnset: true, by: "whoever has a password of the database" }],
  "azure-native:eventgrid:Domain": [DISABLED],
  "azure-native:eventgrid:PartnerNamespace": [DISABLED],
  "azure-native:eventgrid:Topic": [DISABLED],
  "azure-native:eventhub:Namespace": [DISABLED],
  "azure-native:iothub:IotHubResource": [inProperties("properties.disableLocalAuth")],
  "azure-native:machinelearningservices:Compute": [inProperties("properties.disableLocalAuth")],
  "azure-native:maps:Account": [inProperties("properties.disableLocalAuth")],
  "azure-native:operationalinsights:Workspace": [inProperties("features.disableLocalAuth")],
  "azure-native:redis:Redis": [{ ...DISABLED, path: "disableAccessKeyAuthentication" }],
  "azure-native:redisenterprise:Database": [{ path: "accessKeysAuthentication", closed: "Disabled", isOpenUnset: true, by: "whoever has one of its keys" }],
  "azure-native:search:Service": [DISABLED],
  "azure-native:servicebus:Namespace": [DISABLED],
  "azure-native:signalrservice:SignalR": [DISABLED],
  "azure-native:sql:ManagedInstance": [{ path: "administrators.azureADOnlyAuthentication", closed: "true", isOpenUnset: true, by: "whoever has a password of the database" }],
  "azure-native:sql:ManagedInstanceAzureADOnlyAuthentication": [{ path: "azureADOnlyAuthentication", closed: "true", isOpenUnset: true, by: "whoever has a password of the database" }],
  "azure-native:sql:Server": [{ path: "administrators.azureADOnlyAuthentication", closed: "true", isOpenUnset: true, by: "whoever has a password of the database" }],
  "azure-native:sql:ServerAzureADOnlyAuthentication": [{ path: "azureADOnlyAuthentication", closed: "true", isOpenUnset: true, by: "whoever has a password of the database" }],
  "azure-native:storage:StorageAccount": [{ path: "allowSharedKeyAccess", closed: "false", isOpenUnset: true, by: "whoever has one of its keys" }],
  "azure-native:synapse:Workspace": [{ path: "azureADOnlyAuthentication", closed: "true", isOpenUnset: true, by: "whoever has a password of the database" }],
  "azure-native:web:WebAppFtpAllowed": [{ path: "allow", closed: "false", isOpenUnset: true, by: "whoever has the publishing password" }],
  "azure-native:web:WebAppScmAllowed": [{ path: "allow", closed: "false", isOpenUnset: true, by: "whoever has the publishing password" }],
  "azure-native:webpubsub:WebPubSub": [DISABLED],
};
