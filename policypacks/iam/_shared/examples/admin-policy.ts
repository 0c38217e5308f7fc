import type { BadExample, Example, ExampleResource } from "../../../_kit/policy";
import { unknown, type WireObject } from "../../../_kit/wire";
import { allow, document } from "./statements";

const SUBSCRIPTION = "/subscriptions/6f0b3a5e-0000-4000-8000-000000000000";
const OWNER = `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`;

export const examples: { good: readonly Example[]; bad: readonly BadExample[] } = {
  good: [
    { title: "reading one bucket", resources: [policy(allow("s3:GetObject", "arn:aws:s3:::reports/*"))] },
    { title: "all of IAM, with the rights over rights denied again", resources: [policy(allow("iam:*"), { Effect: "Deny", Action: ["iam:*Policy*", "iam:Create*", "iam:PassRole"], Resource: "*" })] },
    { title: "denying everything", resources: [policy({ Effect: "Deny", Action: "*", Resource: "*" })] },
    { title: "ReadOnlyAccess of AWS", resources: [{ type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", inputs: { role: "ci", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" } }] },
    {
      title: "a policy of the stack's own, attached before it has an ARN",
      resources: [{ ...policy(allow("s3:GetObject", "arn:aws:s3:::reports/*")), name: "own" }, { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name: "attach", inputs: { role: "ci", policyArn: unknown }, uses: { policyArn: "own" } }],
    },
    {
      title: "everything, as the most that a role may come to have",
      resources: [{ ...policy(allow("*")), name: "limit", id: "arn:aws:iam::123456789012:policy/limit" }, { type: "aws:iam/role:Role", name: "bounded", inputs: { permissionsBoundary: "arn:aws:iam::123456789012:policy/limit" } }],
    },
    { title: "Owner of one resource group", resources: [{ type: "azure-native:authorization:RoleAssignment", inputs: { roleDefinitionId: OWNER, scope: `${SUBSCRIPTION}/resourceGroups/app` } }] },
    { title: "everything but handing out rights", resources: [{ type: "azure-native:authorization:RoleDefinition", inputs: { assignableScopes: [SUBSCRIPTION], permissions: [{ actions: ["*"], notActions: ["Microsoft.Authorization/*/Write"] }] } }] },
    { title: "a predefined role", resources: [{ type: "gcp:projects/iAMMember:IAMMember", inputs: { project: "p", role: "roles/storage.objectViewer", member: "group:data@example.com" } }] },
    {
      title: "handing out some roles only",
      resources: [{ type: "gcp:projects/iAMMember:IAMMember", inputs: { project: "p", role: "roles/resourcemanager.projectIamAdmin", member: "group:ops@example.com", condition: { title: "some", expression: 'api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly(["roles/logging.viewer"])' } } }],
    },
    { title: "a RAM policy for one bucket", resources: [{ type: "alicloud:ram/policy:Policy", inputs: { policyDocument: ramDocument(allow("oss:GetObject", "acs:oss:*:*:reports/*")) } }] },
    { title: "a policy of one's own with a famous name", resources: [{ type: "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment", inputs: { policyName: "AdministratorAccess", policyType: "Custom", roleName: "ci" } }] },
    { title: "a role for reading pods", resources: [{ type: "kubernetes:rbac.authorization.k8s.io/v1:Role", inputs: { rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] }] } }] },
  ],
  bad: [
    { title: "every action on everything", resources: [policy(allow("*"))], says: ["policy.Statement[0] allows every action on every resource"] },
    { title: "another spelling of every action", resources: [policy(allow(["s3:Get*", "*:*"], ["arn:aws-cn:*"]))], says: ["allows every action"] },
    { title: "all but one action", resources: [policy({ Effect: "Allow", NotAction: ["s3:DeleteBucket"], Resource: "*" })], says: ["every action but", "s3:DeleteBucket"] },
    { title: "all but one resource", resources: [policy({ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::private" })], says: ["every resource but"] },
    { title: "all of IAM", resources: [policy(allow("iam:*"))], says: ["iam:*", "give themselves every other right"] },
    { title: "the alphabet, in two statements", resources: [policy(allow([..."abcdefghijklm"].map(letter => `${letter}*`)), allow([..."nopqrstuvwxyz"].map(letter => `${letter}*`)))], says: ["several statements together"] },
    { title: "everything but what is denied", resources: [policy(allow("*"), { Effect: "Deny", Action: "iam:*", Resource: "*" })], says: ["allows every action but what the document denies"] },
    { title: "a document that is an object", resources: [{ type: "aws-native:iam:ManagedPolicy", inputs: { policyDocument: { Statement: allow("*") } } }], says: ["policyDocument.Statement allows every action"] },
    { title: "an inline policy of a role", resources: [{ type: "aws:iam/role:Role", inputs: { inlinePolicies: [{ name: "all", policy: document(allow("*")) }] } }], says: ["inlinePolicies[0].policy"] },
    ...["aws", "aws-cn", "aws-us-gov"].map(partition => attachment(partition)),
    { title: "PowerUserAccess in a permission set", resources: [{ type: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", inputs: { managedPolicyArn: "arn:aws:iam::aws:policy/PowerUserAccess" } }], says: ["allows everything but to change rights"] },
    { title: "the administrators' policy of an EKS cluster", resources: [{ type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation", inputs: { policyArn: "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy" } }], says: ["AmazonEKSClusterAdminPolicy"] },
    { title: "Owner of a subscription", resources: [{ type: "azure-native:authorization:RoleAssignment", inputs: { roleDefinitionId: OWNER, scope: SUBSCRIPTION } }], says: ["Owner", SUBSCRIPTION] },
    { title: "a role definition with every action", resources: [{ type: "azure-native:authorization:RoleDefinition", inputs: { assignableScopes: [SUBSCRIPTION], permissions: [{ actions: ["*"] }] } }], says: ["permissions[0].actions", "every action"] },
    { title: "the basic role editor", resources: [{ type: "gcp:projects/iAMMember:IAMMember", inputs: { project: "p", role: "roles/editor", member: "group:data@example.com" } }], says: ["roles/editor", "group:data@example.com"] },
    { title: "the basic role owner in a whole policy", resources: [{ type: "gcp:organizations/iAMPolicy:IAMPolicy", inputs: { policyData: JSON.stringify({ bindings: [{ role: "roles/owner", members: ["user:a@example.com"] }] }) } }], says: ["policyData.bindings[0]", "roles/owner"] },
    { title: "a role with which one hands out roles", resources: [{ type: "gcp:projects/iAMMember:IAMMember", inputs: { project: "p", role: "roles/resourcemanager.projectIamAdmin", member: "group:ops@example.com" } }], says: ["every other role"] },
    { title: "AdministratorAccess for everybody who signs on", resources: [{ type: "alicloud:cloudsso/accessConfiguration:AccessConfiguration", inputs: { permissionPolicies: [{ permissionPolicyType: "Inline", permissionPolicyName: "own", permissionPolicyDocument: ramDocument(allow("oss:GetObject", "acs:oss:*:*:a/*")) }, { permissionPolicyType: "System", permissionPolicyName: "AdministratorAccess" }] } }], says: ["permissionPolicies[1].permissionPolicyName"] },
    { title: "every action of Alicloud", resources: [{ type: "alicloud:ram/policy:Policy", inputs: { policyDocument: ramDocument(allow("*:*")) } }], says: ["every action"] },
    { title: "AdministratorAccess of Alicloud", resources: [{ type: "alicloud:ram/userPolicyAttachment:UserPolicyAttachment", inputs: { policyName: "AdministratorAccess", policyType: "System", userName: "a" } }], says: ["AdministratorAccess"] },
    { title: "cluster-admin", resources: [{ type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding", inputs: { roleRef: { kind: "ClusterRole", name: "cluster-admin" } } }], says: ["cluster-admin"] },
    { title: "a role that has every group, one after the other", resources: [clusterRole("all", ["", "apps", "batch", "networking.k8s.io", "rbac.authorization.k8s.io"])], says: ["several rules together"] },
    {
      title: "two roles that are everything together, for one user",
      resources: [clusterRole("one", ["", "apps"]), clusterRole("two", ["batch", "networking.k8s.io", "rbac.authorization.k8s.io"]), clusterRoleBinding("one"), clusterRoleBinding("two")],
      says: ["User ann", "by this binding together with one"],
    },
    { title: "a role with wildcards only", resources: [{ type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", inputs: { rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }] } }], says: ["rules[0]"] },
  ],
};

function policy(...statements: WireObject[]): ExampleResource {
  return { type: "aws:iam/policy:Policy", inputs: { policy: document(...statements) } };
}

function clusterRole(name: string, groups: string[]): ExampleResource {
  return { type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", name, inputs: { metadata: { name }, rules: groups.map(group => ({ apiGroups: [group], resources: ["*"], verbs: ["*"] })) } };
}

function clusterRoleBinding(role: string): ExampleResource {
  return { type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding", name: role, inputs: { metadata: { name: role }, roleRef: { kind: "ClusterRole", name: role }, subjects: [{ kind: "User", name: "ann" }] } };
}

function ramDocument(...statements: WireObject[]): string {
  return document(...statements).replace("2012-10-17", "1");
}

function attachment(partition: string): BadExample {
  const policyArn = `arn:${partition}:iam::aws:policy/AdministratorAccess`;
  return { title: `AdministratorAccess in the partition ${partition}`, resources: [{ type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", inputs: { role: "ci", policyArn } }], says: [policyArn] };
}
