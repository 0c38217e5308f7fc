import type { Subject } from "../../_kit/resource";
import { ifKnown } from "../../_kit/undecided";
import type { Value } from "../../_kit/value";

/**
 * What a document does: `identity` gives rights to whoever has it, `trust` says who may take on a role, `resource` says who may use a thing,
 * `service-control` and `resource-control` limit what accounts of an organisation may do.
 */
export type DocumentKind = "identity" | "trust" | "resource" | "service-control" | "resource-control";

/** Where documents of AWS stand: property paths (`*` for the items of a list) and the kind of each, by normalised type. */
export const DOCUMENTS: Record<string, Record<string, DocumentKind>> = {
  "aws:iam/policy:Policy": { policy: "identity" },
  "aws:iam/rolePolicy:RolePolicy": { policy: "identity" },
  "aws:iam/userPolicy:UserPolicy": { policy: "identity" },
  "aws:iam/groupPolicy:GroupPolicy": { policy: "identity" },
  "aws:iam/role:Role": { assumeRolePolicy: "trust", "inlinePolicies.*.policy": "identity" },
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": { inlinePolicy: "identity" },
  // Its content is of other kinds too; see `kindOf`.
  "aws:organizations/policy:Policy": { content: "service-control" },
  "aws:organizations/resourcePolicy:ResourcePolicy": { content: "resource" },
  ...resourcePolicies("policy", [
    "aws:acmpca/policy:Policy", "aws:apigateway/restApi:RestApi", "aws:apigateway/restApiPolicy:RestApiPolicy", "aws:backup/vaultPolicy:VaultPolicy",
    "aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy", "aws:cloudwatch/eventBusPolicy:EventBusPolicy", "aws:codebuild/resourcePolicy:ResourcePolicy",
    "aws:dsql/clusterPolicy:ClusterPolicy", "aws:dynamodb/resourcePolicy:ResourcePolicy", "aws:ec2/vpcEndpoint:VpcEndpoint", "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
    "aws:ecr/registryPolicy:RegistryPolicy", "aws:ecr/repositoryPolicy:RepositoryPolicy", "aws:ecrpublic/repositoryPolicy:RepositoryPolicy",
    "aws:efs/fileSystemPolicy:FileSystemPolicy", "aws:glacier/vaultLock:VaultLock", "aws:glue/resourcePolicy:ResourcePolicy", "aws:kinesis/resourcePolicy:ResourcePolicy",
    "aws:kms/externalKey:ExternalKey", "aws:kms/key:Key", "aws:kms/keyPolicy:KeyPolicy", "aws:kms/replicaExternalKey:ReplicaExternalKey", "aws:kms/replicaKey:ReplicaKey",
    "aws:lambda/resourcePolicy:ResourcePolicy", "aws:mediastore/containerPolicy:ContainerPolicy", "aws:msk/clusterPolicy:ClusterPolicy",
    "aws:networkfirewall/resourcePolicy:ResourcePolicy", "aws:oam/sinkPolicy:SinkPolicy", "aws:opensearchingest/resourcePolicy:ResourcePolicy",
    "aws:redshift/resourcePolicy:ResourcePolicy", "aws:redshiftserverless/resourcePolicy:ResourcePolicy", "aws:s3/accessPoint:AccessPoint", "aws:s3/bucket:Bucket",
    "aws:s3/bucketPolicy:BucketPolicy", "aws:s3/filesFileSystemPolicy:FilesFileSystemPolicy", "aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy",
    "aws:s3control/accessGrantsInstanceResourcePolicy:AccessGrantsInstanceResourcePolicy", "aws:s3control/accessPointPolicy:AccessPointPolicy",
    "aws:s3control/bucketPolicy:BucketPolicy", "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy", "aws:schemas/registryPolicy:RegistryPolicy",
    "aws:secretsmanager/secret:Secret", "aws:secretsmanager/secretPolicy:SecretPolicy", "aws:ses/identityPolicy:IdentityPolicy",
    "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy", "aws:sns/topic:Topic", "aws:sns/topicPolicy:TopicPolicy", "aws:sqs/queue:Queue", "aws:sqs/queuePolicy:QueuePolicy",
    "aws:vpclattice/authPolicy:AuthPolicy", "aws:vpclattice/resourcePolicy:ResourcePolicy", "aws-native:msk:ClusterPolicy",
  ]),
  ...resourcePolicies("policyDocument", [
    "aws:amp/resourcePolicy:ResourcePolicy", "aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "aws:codeartifact/domainPermissions:DomainPermissions",
    "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy", "aws:xray/resourcePolicy:ResourcePolicy",
    "aws-native:ec2:VpcEndpoint", "aws-native:s3:BucketPolicy", "aws-native:sns:TopicPolicy", "aws-native:sqs:QueuePolicy",
  ]),
  ...resourcePolicies("resourcePolicy", ["aws:s3tables/tableBucketPolicy:TableBucketPolicy", "aws:s3tables/tablePolicy:TablePolicy", "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy", "aws-native:secretsmanager:ResourcePolicy"]),
  ...resourcePolicies("accessPolicies", ["aws:elasticsearch/domain:Domain", "aws:elasticsearch/domainPolicy:DomainPolicy", "aws:opensearch/domain:Domain", "aws:opensearch/domainPolicy:DomainPolicy", "aws-native:opensearchservice:Domain"]),
  ...resourcePolicies("accessPolicy", ["aws:cloudsearch/domainServiceAccessPolicy:DomainServiceAccessPolicy", "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy", "aws:glacier/vault:Vault"]),
  "aws:cloudwatch/logDeliveryDestinationPolicy:LogDeliveryDestinationPolicy": { deliveryDestinationPolicy: "resource" },
  "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy": { "details.policy": "resource" },
  "aws-native:iam:ManagedPolicy": { policyDocument: "identity" },
  "aws-native:iam:RolePolicy": { policyDocument: "identity" },
  "aws-native:iam:UserPolicy": { policyDocument: "identity" },
  "aws-native:iam:GroupPolicy": { policyDocument: "identity" },
  "aws-native:iam:Role": { assumeRolePolicyDocument: "trust", "policies.*.policyDocument": "identity" },
  "aws-native:iam:User": { "policies.*.policyDocument": "identity" },
  "aws-native:iam:Group": { "policies.*.policyDocument": "identity" },
  "aws-native:kms:Key": { keyPolicy: "resource" },
  "aws-native:ecr:Repository": { repositoryPolicyText: "resource" },
  "aws-native:organizations:Policy": { content: "service-control" },
  "aws-native:sso:PermissionSet": { inlinePolicy: "identity" },
};

/** A document as it stands in a resource; it may be unknown, or no JSON. */
export interface StandingDocument {
  value: Value;
  kind: DocumentKind;
}

/** All documents of a resource. */
export function documentsOf(subject: Subject): StandingDocument[] {
  return Object.entries(DOCUMENTS[subject.type] ?? {}).flatMap(([path, declared]) => {
    const kind = kindOf(subject, declared);
    // An empty text is how some providers say that there is none.
    return kind ? subject.props.find(path).filter(value => ifKnown(() => value.text()) !== "").map(value => ({ value, kind })) : [];
  });
}

/** A policy of an organisation may be for tags, backups and more, which have languages of their own. */
function kindOf({ type, props }: Subject, declared: DocumentKind): DocumentKind | undefined {
  if (!/^aws(-native)?:organizations[:/][Pp]olicy/.test(type)) return declared;
  const said = ifKnown(() => props.at("type").text()) ?? "SERVICE_CONTROL_POLICY";
  return ({ SERVICE_CONTROL_POLICY: "service-control", RESOURCE_CONTROL_POLICY: "resource-control" } as const)[said];
}

/** Where documents of AWS that grant something are, by normalised type. */
export const GRANT_DOCUMENTS = placesOf("identity");

/** Who may take on a role, by normalised type. */
export const TRUST_DOCUMENTS = placesOf("trust");

/** Where policies that exist already are attached by ARN. */
export const ATTACHED_POLICIES: Record<string, readonly string[]> = {
  "aws:iam/role:Role": ["managedPolicyArns.*"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["policyArn"],
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": ["policyArns.*"],
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": ["policyArn"],
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": ["policyArns.*"],
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": ["policyArn"],
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": ["policyArns.*"],
  "aws:iam/policyAttachment:PolicyAttachment": ["policyArn"],
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": ["managedPolicyArn"],
  "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive": ["managedPolicyArns.*"],
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": ["policyArn"],
  "aws-native:iam:Role": ["managedPolicyArns.*"],
  "aws-native:iam:User": ["managedPolicyArns.*"],
  "aws-native:iam:Group": ["managedPolicyArns.*"],
  "aws-native:sso:PermissionSet": ["managedPolicies.*"],
};

function placesOf(kind: DocumentKind): Record<string, readonly string[]> {
  const places = Object.entries(DOCUMENTS).map(([type, kinds]) => [type, Object.keys(kinds).filter(path => kinds[path] === kind)] as const);
  return Object.fromEntries(places.filter(([, paths]) => paths.length > 0));
}

function resourcePolicies(path: string, types: readonly string[]): Record<string, Record<string, DocumentKind>> {
  return Object.fromEntries(types.map(type => [type, { [path]: "resource" }]));
}
