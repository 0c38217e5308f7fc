// Written by `npm run gen` from the files it names. Edit those, then run it again.
// Source: @pulumi/gcp 9.37.0, Apache-2.0. The format is told in scripts/gen/gcp-iam-families.ts; families.ts reads it.

export const FAMILIES = `
accesscontextmanager AccessPolicyIam name
apigateway ApiConfigIam api apiConfig project
apigateway ApiIam api project
apigateway GatewayIam gateway project region
apigee EnvironmentIam envId orgId
artifactregistry RepositoryIam location project repository
beyondcorp SecurityGatewayApplicationIam applicationId project securityGatewayId
beyondcorp SecurityGatewayIam location project securityGatewayId
biglake HiveCatalogIam name project
biglake HiveDatabaseIam catalog name project
biglake HiveTableIam catalog database name project
biglake IcebergCatalogIam name project
biglake IcebergNamespaceIam catalog namespaceId project
biglake IcebergTableIam catalog name namespace project
bigquery ConnectionIam connectionId location project
bigquery Datapolicyv2DataPolicyIam dataPolicyId location project
bigquery DatasetIam datasetId project
bigquery Iam datasetId project tableId
bigquery RoutineIam datasetId project routineId
bigqueryanalyticshub DataExchangeIam dataExchangeId location project
bigqueryanalyticshub ListingIam dataExchangeId listingId location project
bigquerydatapolicy DataPolicyIam dataPolicyId location project
bigtable InstanceIam instance project
bigtable TableIam instanceName project table
billing AccountIam billingAccountId
binaryauthorization AttestorIam attestor project
certificateauthority CaPoolIam caPool location project
certificateauthority CertificateTemplateIam certificateTemplate location project
cloudbuildv2 ConnectionIAM location name project
clouddeploy CustomTargetTypeIam location name project
clouddeploy DeliveryPipelineIam location name project
clouddeploy TargetIam location name project
cloudfunctions FunctionIam cloudFunction project region
cloudfunctionsv2 FunctionIam cloudFunction location project
cloudrun Iam location project service
cloudrunv2 JobIam location name project
cloudrunv2 ServiceIam location name project
cloudrunv2 WorkerPoolIam location name project
cloudtasks QueueIam location name project
colab RuntimeTemplateIam location project runtimeTemplate
compute BackendBucketIam name project
compute BackendServiceIam name project
compute DiskIam name project zone
compute FirewallPolicyIam name
compute ImageIam image project
compute InstanceIAM instanceName project zone
compute InstanceTemplateIam name project
compute InstantSnapshotIam name project zone
compute MachineImageIam machineImage project
compute NetworkFirewallPolicyIam name project
compute RegionBackendBucketIam name project region
compute RegionBackendServiceIam name project region
compute RegionDiskIam name project region
compute RegionInstantSnapshotIam name project region
compute RegionNetworkFirewallPolicyIam name project region
compute SnapshotIam name project
compute StoragePoolIam name project zone
compute SubnetworkIAM project region subnetwork
containeranalysis NoteIam note project
datacatalog EntryGroupIam entryGroup project region
datacatalog PolicyTagIam policyTag
datacatalog TagTemplateIam project region tagTemplate
datacatalog TaxonomyIam project region taxonomy
dataform RepositoryIam project region repository
dataplex AspectTypeIam aspectTypeId location project
dataplex AssetIam asset dataplexZone lake location project
dataplex DataProductIam dataProductId location project
dataplex DatascanIam dataScanId location project
dataplex EntryGroupIam entryGroupId location project
dataplex EntryTypeIam entryTypeId location project
dataplex GlossaryIam glossaryId location project
dataplex LakeIam lake location project
dataplex TaskIam lake location project taskId
dataplex ZoneIam dataplexZone lake location project
dataproc AutoscalingPolicyIam location policyId project
dataproc ClusterIAM cluster project region
dataproc JobIAM jobId project region
dataproc MetastoreDatabaseIam database location project serviceId
dataproc MetastoreFederationIam federationId location project
dataproc MetastoreServiceIam location project serviceId
dataproc MetastoreTableIam databaseId location project serviceId table
discoveryengine SearchEngineIam collectionId engineId location project
dns DnsManagedZoneIam managedZone project
endpoints ConsumersIam consumerProject serviceName
endpoints ServiceIam serviceName
folder IAM folder
gemini RepositoryGroupIam codeRepositoryIndex location project repositoryGroupId
gkebackup BackupPlanIam location name project
gkebackup RestorePlanIam location name project
gkehub FeatureIam location name project
gkehub MembershipIam location membershipId project
gkehub ScopeIam project scopeId
healthcare ConsentStoreIam consentStoreId dataset
healthcare DatasetIam datasetId
healthcare DicomStoreIam dicomStoreId
healthcare FhirStoreIam fhirStoreId
healthcare Hl7StoreIam hl7V2StoreId
iam WorkforcePoolIam location workforcePoolId
iam WorkloadIdentityPoolIam project workloadIdentityPoolId
iap AgentRegistryAgentIam agentId location project
iap AgentRegistryEndpointIam endpointId location project
iap AgentRegistryIam location project
iap AgentRegistryMcpServerIam location mcpServerId project
iap AppEngineServiceIam appId project service
iap AppEngineVersionIam appId project service versionId
iap LocationWebIam location project
iap TunnelDestGroupIam destGroup project region
iap TunnelIam project
iap TunnelInstanceIAM instance project zone
iap WebBackendServiceIam project webBackendService
iap WebCloudRunServiceIam cloudRunServiceName location project
iap WebForwardingRuleServiceIam forwardingRuleServiceName project
iap WebIam project
iap WebRegionBackendServiceIam project region webRegionBackendService
iap WebRegionForwardingRuleServiceIam forwardingRuleRegionServiceName project region
iap WebTypeAppEngingIam appId project
iap WebTypeComputeIam project
kms CryptoKeyIAM cryptoKeyId
kms EkmConnectionIam location name project
kms KeyRingIAM keyRingId
logging LogViewIam bucket location name parent
networkconnectivity HubIam hub project
networksecurity AddressGroupIam location name project
notebooks InstanceIam instanceName location project
notebooks RuntimeIam location project runtimeName
organizations IAM orgId
projects IAM project
pubsub SchemaIam project schema
pubsub SubscriptionIAM project subscription
pubsub TopicIAM project topic
runtimeconfig ConfigIam config project
secretmanager RegionalSecretIam location project secretId
secretmanager SecretIam project secretId
securesourcemanager InstanceIam instanceId location project
securesourcemanager RepositoryIam location project repositoryId
securitycenter InstanceIam name project region
securitycenter SourceIam organization source
securitycenter V2OrganizationSourceIam organization source
serviceaccount IAM serviceAccountId
servicedirectory NamespaceIam name
servicedirectory ServiceIam name
sourcerepo RepositoryIam project repository
spanner DatabaseIAM database instance project
spanner InstanceIAM instance project
storage BucketIAM bucket
storage ManagedFolderIam bucket managedFolder
tags TagKeyIam tagKey
tags TagValueIam tagValue
vertex AiEndpointIam endpoint location project
vertex AiFeatureGroupIam featureGroup project region
vertex AiFeatureOnlineStoreFeatureviewIam featureOnlineStore featureView project region
vertex AiFeatureOnlineStoreIam featureOnlineStore project region
vertex AiFeatureStoreEntityTypeIam entitytype featurestore
vertex AiFeatureStoreIam featurestore project region
vertex AiReasoningEngineIam project reasoningEngine region
workbench InstanceIam location name project
workstations WorkstationConfigIam location project workstationClusterId workstationConfigId
workstations WorkstationIam location project workstationClusterId workstationConfigId workstationId
`;
