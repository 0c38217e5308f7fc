/** Where documents of AWS that grant something are, by normalised type. */
export const GRANT_DOCUMENTS: Record<string, readonly string[]> = {
  "aws:iam/policy:Policy": ["policy"],
  "aws:iam/rolePolicy:RolePolicy": ["policy"],
  "aws:iam/userPolicy:UserPolicy": ["policy"],
  "aws:iam/groupPolicy:GroupPolicy": ["policy"],
  "aws:iam/role:Role": ["inlinePolicies.*.policy"],
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": ["inlinePolicy"],
  "aws-native:iam:ManagedPolicy": ["policyDocument"],
  "aws-native:iam:RolePolicy": ["policyDocument"],
  "aws-native:iam:Role": ["policies.*.policyDocument"],
};

/** Where policies that exist already are attached by ARN. */
export const ATTACHED_POLICIES: Record<string, readonly string[]> = {
  "aws:iam/role:Role": ["managedPolicyArns.*"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["policyArn"],
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": ["policyArns.*"],
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": ["policyArn"],
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": ["policyArn"],
  "aws:iam/policyAttachment:PolicyAttachment": ["policyArn"],
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": ["managedPolicyArn"],
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": ["policyArn"],
  "aws-native:iam:Role": ["managedPolicyArns.*"],
};

/** Who may take on a role, by normalised type. */
export const TRUST_DOCUMENTS: Record<string, readonly string[]> = {
  "aws:iam/role:Role": ["assumeRolePolicy"],
  "aws-native:iam:Role": ["assumeRolePolicyDocument"],
};
