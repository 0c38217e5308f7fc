/** Types whose names are taken once and for all customers of a cloud together, and whether letters differ by case there. */
export const GLOBAL_NAMES: Record<string, { what: string; ignoresCase?: boolean }> = {
  "aws:s3/bucket:Bucket": { what: "an S3 bucket" },
  "azure-native:containerregistry:Registry": { what: "a container registry", ignoresCase: true },
  "azure-native:cosmosdb:DatabaseAccount": { what: "a Cosmos DB account" },
  "azure-native:keyvault:Vault": { what: "a key vault", ignoresCase: true },
  "azure-native:sql:Server": { what: "a SQL server" },
  "azure-native:storage:StorageAccount": { what: "a storage account" },
  "azure-native:web:WebApp": { what: "a web app", ignoresCase: true },
  "gcp:storage/bucket:Bucket": { what: "a Cloud Storage bucket" },
  "alicloud:oss/bucket:Bucket": { what: "an OSS bucket" },
};
