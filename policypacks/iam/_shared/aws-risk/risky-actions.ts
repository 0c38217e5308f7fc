/**
 * Actions that answer with credentials for something else than the caller has already. Without the tokens that only carry the caller's own
 * rights (`ecr:GetAuthorizationToken`, `sts:GetSessionToken`), and without the ways to another principal, which iam-privilege-escalation looks for.
 * The idea of such a list, and most of it: https://gist.github.com/kmcquade/33860a617e651104d243c324ddf7992a
 */
export const CREDENTIAL_ACTIONS: readonly string[] = [
  "airflow:CreateCliToken", "airflow:CreateWebLoginToken",
  "appsync:CreateApiKey",
  "cognito-identity:GetCredentialsForIdentity", "cognito-identity:GetOpenIdToken", "cognito-identity:GetOpenIdTokenForDeveloperIdentity",
  "connect:GetFederationToken",
  "dsql:DbConnectAdmin",
  "ec2:GetPasswordData",
  "elasticache:Connect",
  "emr-containers:GetManagedEndpointSessionCredentials",
  "gamelift:GetComputeAccess", "gamelift:GetComputeAuthToken", "gamelift:GetInstanceAccess", "gamelift:RequestUploadCredentials",
  "grafana:CreateWorkspaceApiKey", "grafana:CreateWorkspaceServiceAccountToken",
  "iam:CreateServiceSpecificCredential", "iam:ResetServiceSpecificCredential", "iam:UpdateAccessKey",
  "lightsail:CreateBucketAccessKey", "lightsail:DownloadDefaultKeyPair", "lightsail:GetInstanceAccessDetails", "lightsail:GetRelationalDatabaseMasterUserPassword",
  "mediapackage:RotateChannelCredentials", "mediapackage:RotateIngestEndpointCredentials",
  "rds-db:connect",
  "redshift:GetClusterCredentials", "redshift:GetClusterCredentialsWithIAM", "redshift-serverless:GetCredentials",
  "sts:GetFederationToken",
];

/** Actions that give out what is stored, or send copies of it elsewhere. Listing names is none of them. */
export const DATA_ACTIONS: readonly string[] = [
  "backup:StartRestoreJob",
  "cognito-idp:ListUsers",
  "dynamodb:BatchGetItem", "dynamodb:ExportTableToPointInTime", "dynamodb:GetItem", "dynamodb:PartiQLSelect", "dynamodb:Query", "dynamodb:Scan",
  "ebs:GetSnapshotBlock",
  "ec2:CreateSnapshot", "ec2:ModifyImageAttribute", "ec2:ModifySnapshotAttribute",
  "glacier:GetJobOutput",
  "kinesis:GetRecords",
  "kms:Decrypt",
  "rds:CopyDBClusterSnapshot", "rds:CopyDBSnapshot", "rds:CreateDBSnapshot", "rds:ModifyDBClusterSnapshotAttribute", "rds:ModifyDBSnapshotAttribute", "rds:StartExportTask",
  "rds-data:ExecuteStatement",
  "redshift-data:ExecuteStatement",
  "s3:GetObject", "s3:GetObjectVersion",
  "secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue",
  "sqs:ReceiveMessage",
  "ssm:GetParameter", "ssm:GetParameterHistory", "ssm:GetParameters", "ssm:GetParametersByPath",
];

/** The actions of a table without those that the configuration allows, in whatever case. */
export function actionsBut(actions: readonly string[], allowed: readonly string[]): ReadonlySet<string> {
  const left = new Set(allowed.map(action => action.toLowerCase()));
  return new Set(actions.filter(action => !left.has(action.toLowerCase())));
}
