import { DOCUMENTS } from "../documents";

/** Open to everybody by their nature (a public registry, an API that has authorizers of its own), or to nobody outside the network. */
const NOT_SHARED = ["aws:apigateway/restApi:RestApi", "aws:apigateway/restApiPolicy:RestApiPolicy", "aws:ecrpublic/repositoryPolicy:RepositoryPolicy", "aws:ec2/vpcEndpoint:VpcEndpoint", "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy", "aws-native:ec2:VpcEndpoint"];

/** Where documents stand that say who may use a resource, by normalised type. */
export const RESOURCE_POLICIES: Record<string, readonly string[]> = Object.fromEntries(
  Object.entries(DOCUMENTS)
    .filter(([type]) => !NOT_SHARED.includes(type))
    .map(([type, kinds]) => [type, Object.keys(kinds).filter(path => kinds[path] === "resource")] as const)
    .filter(([, paths]) => paths.length > 0),
);

/** Resources that say without a document who may use them: the property that names everybody, an account or a service, as a pattern for `Value.find`. */
export const SHARED_WITH: Record<string, readonly string[]> = {
  "aws:cloudwatch/eventPermission:EventPermission": ["principal"],
  "aws:ec2/amiLaunchPermission:AmiLaunchPermission": ["group", "accountId"],
  "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission": ["accountId"],
  "aws:lambda/layerVersionPermission:LayerVersionPermission": ["principal"],
  "aws:lambda/permission:Permission": ["principal"],
  "aws:rds/clusterSnapshot:ClusterSnapshot": ["sharedAccounts.*"],
  "aws:rds/snapshot:Snapshot": ["sharedAccounts.*"],
  "aws:ssm/document:Document": ["permissions.account_ids", "permissions.accountIds"],
};
