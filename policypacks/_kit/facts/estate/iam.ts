import type { EstateProperties } from "./estate-properties";

/**
 * What the snapshot keeps for the rules of the iam pack that look across stacks: who holds which policy, what policies allow, who may
 * take on which role, and what stands above an account. Documents are kept whole: what a policy allowed at the last scan is compared with.
 */
export const iamProperties: EstateProperties = {
  "aws:iam/role:Role": ["name", "path", "assumeRolePolicy", "inlinePolicies.*.policy", "managedPolicyArns", "permissionsBoundary"],
  "aws:iam/user:User": ["name", "path", "permissionsBoundary"],
  "aws:iam/group:Group": ["name", "path"],
  "aws:iam/policy:Policy": ["name", "policy"],
  "aws:iam/rolePolicy:RolePolicy": ["role", "policy"],
  "aws:iam/userPolicy:UserPolicy": ["user", "policy"],
  "aws:iam/groupPolicy:GroupPolicy": ["group", "policy"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["role", "policyArn"],
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": ["user", "policyArn"],
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": ["group", "policyArn"],
  "aws:iam/policyAttachment:PolicyAttachment": ["roles", "users", "groups", "policyArn"],
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": ["roleName", "policyArns"],
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": ["userName", "policyArns"],
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": ["groupName", "policyArns"],
  "aws:iam/userGroupMembership:UserGroupMembership": ["user", "groups"],
  "aws:iam/groupMembership:GroupMembership": ["group", "users"],
  "aws:ssoadmin/permissionSet:PermissionSet": ["name"],
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": ["permissionSetArn", "inlinePolicy"],
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": ["permissionSetArn", "managedPolicyArn"],
  "aws:organizations/policy:Policy": ["type", "content"],
  "aws:organizations/policyAttachment:PolicyAttachment": ["policyId", "targetId"],
  "aws:organizations/account:Account": ["parentId"],
  "aws:organizations/organizationalUnit:OrganizationalUnit": ["parentId"],
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ["bucket", "blockPublicPolicy", "restrictPublicBuckets", "blockPublicAcls", "ignorePublicAcls"],
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": ["accountId", "blockPublicPolicy", "restrictPublicBuckets", "blockPublicAcls", "ignorePublicAcls"],
};
