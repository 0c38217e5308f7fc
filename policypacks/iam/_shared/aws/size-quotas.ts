/** How long one document may be, by normalised type, in characters without white space. */
export const SIZE_QUOTAS: Record<string, number> = {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
  "aws:iam/policy:Policy": 6144,
  "aws-native:iam:ManagedPolicy": 6144,
  // https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PutInlinePolicyToPermissionSet.html
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": 32_768,
  "aws-native:sso:PermissionSet": 32_768,
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
  "aws:s3/bucket:Bucket": 20_480,
  "aws:s3/bucketPolicy:BucketPolicy": 20_480,
  "aws-native:s3:BucketPolicy": 20_480,
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
  "aws:kms/externalKey:ExternalKey": 32_768,
  "aws:kms/key:Key": 32_768,
  "aws:kms/keyPolicy:KeyPolicy": 32_768,
  "aws:kms/replicaExternalKey:ReplicaExternalKey": 32_768,
  "aws:kms/replicaKey:ReplicaKey": 32_768,
  "aws-native:kms:Key": 32_768,
  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html
  "aws:dynamodb/resourcePolicy:ResourcePolicy": 20_480,
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
  "aws:secretsmanager/secret:Secret": 20_480,
  "aws:secretsmanager/secretPolicy:SecretPolicy": 20_480,
  "aws-native:secretsmanager:ResourcePolicy": 20_480,
  // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
  "aws:ec2/vpcEndpoint:VpcEndpoint": 20_480,
  "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": 20_480,
  "aws-native:ec2:VpcEndpoint": 20_480,
};

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
export const ORGANIZATION_QUOTAS = { "service-control": 10_240, "resource-control": 5120 };

/** All inline policies of one identity together, by what it is: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length */
export const INLINE_QUOTAS = { role: 10_240, user: 2048, group: 5120 };

/** Which identity an inline policy belongs to, by normalised type: what that is, the property that names it (none: itself), and the types of it. */
export const INLINE_OWNERS: Record<string, { kind: keyof typeof INLINE_QUOTAS; property?: string; types: readonly string[] }> = {
  "aws:iam/role:Role": { kind: "role", types: ["aws:iam/role:Role"] },
  "aws:iam/rolePolicy:RolePolicy": { kind: "role", property: "role", types: ["aws:iam/role:Role", "aws-native:iam:Role"] },
  "aws:iam/userPolicy:UserPolicy": { kind: "user", property: "user", types: ["aws:iam/user:User", "aws-native:iam:User"] },
  "aws:iam/groupPolicy:GroupPolicy": { kind: "group", property: "group", types: ["aws:iam/group:Group", "aws-native:iam:Group"] },
  "aws-native:iam:Role": { kind: "role", types: ["aws-native:iam:Role"] },
  "aws-native:iam:User": { kind: "user", types: ["aws-native:iam:User"] },
  "aws-native:iam:Group": { kind: "group", types: ["aws-native:iam:Group"] },
  "aws-native:iam:RolePolicy": { kind: "role", property: "roleName", types: ["aws:iam/role:Role", "aws-native:iam:Role"] },
  "aws-native:iam:UserPolicy": { kind: "user", property: "userName", types: ["aws:iam/user:User", "aws-native:iam:User"] },
  "aws-native:iam:GroupPolicy": { kind: "group", property: "groupName", types: ["aws:iam/group:Group", "aws-native:iam:Group"] },
};
