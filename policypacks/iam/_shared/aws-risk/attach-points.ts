/** What can hold rights in AWS: users, groups and roles of IAM, and permission sets of IAM Identity Center, which become roles. */
export type PrincipalKind = "role" | "user" | "group" | "permission set";

export const PRINCIPAL_TYPES: Record<string, PrincipalKind> = {
  "aws:iam/role:Role": "role",
  "aws:iam/user:User": "user",
  "aws:iam/group:Group": "group",
  "aws:ssoadmin/permissionSet:PermissionSet": "permission set",
};

/** How a resource gives rights to principals. */
export interface AttachPoint {
  /** Which property names the principal or principals, and what these are. */
  to: readonly { property: string; kind: PrincipalKind }[];
  /** Documents that it holds itself. */
  documents?: readonly string[];
  /** Properties that name managed policies by ARN. */
  policies?: readonly string[];
}

export const ATTACH_POINTS: Record<string, AttachPoint> = {
  "aws:iam/rolePolicy:RolePolicy": { to: [{ property: "role", kind: "role" }], documents: ["policy"] },
  "aws:iam/userPolicy:UserPolicy": { to: [{ property: "user", kind: "user" }], documents: ["policy"] },
  "aws:iam/groupPolicy:GroupPolicy": { to: [{ property: "group", kind: "group" }], documents: ["policy"] },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { to: [{ property: "role", kind: "role" }], policies: ["policyArn"] },
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": { to: [{ property: "user", kind: "user" }], policies: ["policyArn"] },
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": { to: [{ property: "group", kind: "group" }], policies: ["policyArn"] },
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": { to: [{ property: "roleName", kind: "role" }], policies: ["policyArns"] },
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": { to: [{ property: "userName", kind: "user" }], policies: ["policyArns"] },
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": { to: [{ property: "groupName", kind: "group" }], policies: ["policyArns"] },
  "aws:iam/policyAttachment:PolicyAttachment": {
    to: [{ property: "roles", kind: "role" }, { property: "users", kind: "user" }, { property: "groups", kind: "group" }],
    policies: ["policyArn"],
  },
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": { to: [{ property: "permissionSetArn", kind: "permission set" }], documents: ["inlinePolicy"] },
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": { to: [{ property: "permissionSetArn", kind: "permission set" }], policies: ["managedPolicyArn"] },
  "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive": { to: [{ property: "permissionSetArn", kind: "permission set" }], policies: ["managedPolicyArns"] },
};

/** What principals hold in their own properties. */
export const OWN_POINTS: Record<string, Pick<AttachPoint, "documents" | "policies">> = {
  "aws:iam/role:Role": { documents: ["inlinePolicies.*.policy"], policies: ["managedPolicyArns"] },
};

/** Which groups users are in: the properties that name each. */
export const MEMBERSHIPS: Record<string, { users: string; groups: string }> = {
  "aws:iam/userGroupMembership:UserGroupMembership": { users: "user", groups: "groups" },
  "aws:iam/groupMembership:GroupMembership": { users: "users", groups: "group" },
};

export const MANAGED_POLICY = "aws:iam/policy:Policy";

export function typesOfKind(kind: PrincipalKind): string[] {
  return Object.keys(PRINCIPAL_TYPES).filter(type => PRINCIPAL_TYPES[type] === kind);
}
