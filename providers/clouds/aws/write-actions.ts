/** Actions that change something, one or two of each service that stacks are mostly made of, and those that lead to more rights. All are there in every partition. */
export const WRITE_ACTIONS: readonly string[] = [
  ...["ec2:RunInstances", "ec2:TerminateInstances", "ec2:AuthorizeSecurityGroupIngress", "ec2:CreateTags"],
  ...["s3:PutObject", "s3:DeleteObject", "s3:DeleteBucket", "s3:PutBucketPolicy"],
  ...["iam:CreateUser", "iam:CreateAccessKey", "iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:PassRole"],
  ...["lambda:UpdateFunctionCode", "lambda:InvokeFunction", "ecs:UpdateService", "eks:UpdateClusterConfig", "autoscaling:UpdateAutoScalingGroup", "elasticloadbalancing:ModifyListener"],
  ...["rds:ModifyDBInstance", "rds:DeleteDBInstance", "dynamodb:PutItem", "dynamodb:DeleteTable", "sqs:SendMessage", "sns:Publish"],
  ...["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "secretsmanager:PutSecretValue", "ssm:PutParameter", "ssm:SendCommand"],
  ...["route53:ChangeResourceRecordSets", "cloudformation:UpdateStack", "cloudformation:DeleteStack", "logs:DeleteLogGroup", "cloudwatch:DeleteAlarms"],
];
