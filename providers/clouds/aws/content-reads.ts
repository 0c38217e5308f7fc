/**
 * Reads that hand out what is kept in a resource rather than how it is set up: ReadOnlyAccess has most of them, a scan needs few.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html
 */
export const CONTENT_READS: readonly string[] = [
  ...["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTorrent", "s3-object-lambda:GetObject*", "ebs:GetSnapshotBlock", "s3express:CreateSession", "mediastore:GetObject", "glacier:GetJobOutput"],
  ...["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:GetRecords", "dynamodb:PartiQLSelect", "es:ESHttpGet", "cassandra:Select*", "timestream:Select", "sdb:Select"],
  ...["kinesis:GetRecords", "kinesis:SubscribeToShard", "sqs:ReceiveMessage", "athena:GetQueryResults*", "redshift-data:GetStatementResult*"],
  ...["logs:GetLog*", "logs:GetQueryResults", "logs:FilterLogEvents", "logs:StartQuery", "logs:StartLiveTail", "logs:Unmask", "cloudtrail:LookupEvents", "rds:Download*"],
  ...["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "ssm:GetParameterHistory"],
  ...["ec2:GetPasswordData", "ec2:GetConsole*", "ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
  ...["codecommit:GitPull", "codecommit:GetFile", "codecommit:GetBlob", "codecommit:GetFolder", "codeartifact:GetAuthorizationToken", "codeartifact:GetPackageVersionAsset"],
];
