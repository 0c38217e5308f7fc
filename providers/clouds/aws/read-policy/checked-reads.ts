/**
 * What the Read of the AWS provider asks for, type by type, as its source says: https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/<service>,
 * with the action that each API call needs: https://docs.aws.amazon.com/service-authorization/latest/reference/. Tags count as part of a Read.
 * Each entry is `module: kinds | service:actions`, where `+` joins kinds that ask for the same and a second service follows after a space.
 */
const TABLE = `
ec2: vpc:Vpc + defaultVpc:DefaultVpc | ec2:DescribeVpcs,DescribeVpcAttribute,DescribeNetworkAcls,DescribeRouteTables,DescribeSecurityGroups
ec2: subnet:Subnet + defaultSubnet:DefaultSubnet | ec2:DescribeSubnets
ec2: vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation + vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation | ec2:DescribeVpcs
ec2: vpcDhcpOptions:VpcDhcpOptions | ec2:DescribeDhcpOptions
ec2: internetGateway:InternetGateway + internetGatewayAttachment:InternetGatewayAttachment | ec2:DescribeInternetGateways
ec2: egressOnlyInternetGateway:EgressOnlyInternetGateway | ec2:DescribeEgressOnlyInternetGateways
ec2: natGateway:NatGateway | ec2:DescribeNatGateways
ec2: eip:Eip | ec2:DescribeAddresses,DescribeAddressesAttribute
ec2: eipAssociation:EipAssociation | ec2:DescribeAddresses
ec2: routeTable:RouteTable + route:Route + routeTableAssociation:RouteTableAssociation + mainRouteTableAssociation:MainRouteTableAssociation + defaultRouteTable:DefaultRouteTable | ec2:DescribeRouteTables
ec2: networkAcl:NetworkAcl + networkAclRule:NetworkAclRule + networkAclAssociation:NetworkAclAssociation + defaultNetworkAcl:DefaultNetworkAcl | ec2:DescribeNetworkAcls
ec2: securityGroup:SecurityGroup + defaultSecurityGroup:DefaultSecurityGroup | ec2:DescribeSecurityGroups
ec2: securityGroupRule:SecurityGroupRule | ec2:DescribeSecurityGroups,DescribeSecurityGroupRules
vpc: securityGroupIngressRule:SecurityGroupIngressRule + securityGroupEgressRule:SecurityGroupEgressRule | ec2:DescribeSecurityGroupRules
ec2: instance:Instance | ec2:DescribeInstances,DescribeInstanceTypes,DescribeInstanceAttribute,DescribeInstanceCreditSpecifications,DescribeVolumes,DescribeTags,DescribeLaunchTemplates,DescribeLaunchTemplateVersions,DescribeSpotInstanceRequests
ec2: launchTemplate:LaunchTemplate | ec2:DescribeLaunchTemplates,DescribeLaunchTemplateVersions
ec2: volumeAttachment:VolumeAttachment | ec2:DescribeInstances,DescribeVolumes
ec2: keyPair:KeyPair | ec2:DescribeKeyPairs
ec2: networkInterface:NetworkInterface + networkInterfaceAttachment:NetworkInterfaceAttachment | ec2:DescribeNetworkInterfaces
ec2: vpcEndpoint:VpcEndpoint | ec2:DescribeVpcEndpoints,DescribePrefixLists
ec2: vpcPeeringConnection:VpcPeeringConnection + vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter | ec2:DescribeVpcPeeringConnections
ec2: flowLog:FlowLog | ec2:DescribeFlowLogs
ec2: managedPrefixList:ManagedPrefixList + managedPrefixListEntry:ManagedPrefixListEntry | ec2:DescribeManagedPrefixLists,GetManagedPrefixListEntries
ec2: customerGateway:CustomerGateway | ec2:DescribeCustomerGateways
ec2: vpnGateway:VpnGateway + vpnGatewayAttachment:VpnGatewayAttachment | ec2:DescribeVpnGateways
ec2: placementGroup:PlacementGroup | ec2:DescribePlacementGroups
ec2: ami:Ami | ec2:DescribeImages
ebs: volume:Volume | ec2:DescribeVolumes
ebs: snapshot:Snapshot | ec2:DescribeSnapshots
ebs: encryptionByDefault:EncryptionByDefault | ec2:GetEbsEncryptionByDefault
ec2transitgateway: transitGateway:TransitGateway | ec2:DescribeTransitGateways
ec2transitgateway: routeTable:RouteTable | ec2:DescribeTransitGatewayRouteTables
ec2transitgateway: route:Route | ec2:SearchTransitGatewayRoutes
iam: role:Role | iam:GetRole,ListRolePolicies,GetRolePolicy,ListAttachedRolePolicies
iam: rolePolicy:RolePolicy | iam:GetRolePolicy
iam: rolePolicyAttachment:RolePolicyAttachment | iam:ListAttachedRolePolicies
iam: policy:Policy | iam:GetPolicy,GetPolicyVersion,ListPolicyVersions
iam: user:User | iam:GetUser,ListUserTags
iam: userPolicy:UserPolicy | iam:GetUserPolicy
iam: userPolicyAttachment:UserPolicyAttachment | iam:ListAttachedUserPolicies
iam: userGroupMembership:UserGroupMembership | iam:ListGroupsForUser
iam: accessKey:AccessKey | iam:ListAccessKeys
iam: group:Group + groupMembership:GroupMembership | iam:GetGroup
iam: groupPolicy:GroupPolicy | iam:GetGroupPolicy
iam: groupPolicyAttachment:GroupPolicyAttachment | iam:ListAttachedGroupPolicies
iam: instanceProfile:InstanceProfile | iam:GetInstanceProfile,GetRole
iam: openIdConnectProvider:OpenIdConnectProvider | iam:GetOpenIDConnectProvider
iam: samlProvider:SamlProvider | iam:GetSAMLProvider
iam: serviceLinkedRole:ServiceLinkedRole | iam:GetRole
iam: accountPasswordPolicy:AccountPasswordPolicy | iam:GetAccountPasswordPolicy
iam: accountAlias:AccountAlias | iam:ListAccountAliases
s3: bucket:Bucket + bucketV2:BucketV2 | s3:ListBucket,ListTagsForResource,GetAccelerateConfiguration,GetBucketAbac,GetBucketAcl,GetBucketCORS,GetBucketLocation,GetBucketLogging,GetBucketObjectLockConfiguration,GetBucketPolicy,GetBucketRequestPayment,GetBucketTagging,GetBucketVersioning,GetBucketWebsite,GetEncryptionConfiguration,GetLifecycleConfiguration,GetReplicationConfiguration
s3: bucketPolicy:BucketPolicy | s3:GetBucketPolicy
s3: bucketPublicAccessBlock:BucketPublicAccessBlock | s3:GetBucketPublicAccessBlock
s3: bucketVersioning:BucketVersioning + bucketVersioningV2:BucketVersioningV2 | s3:GetBucketVersioning
s3: bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration + bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2 | s3:GetEncryptionConfiguration
s3: bucketAcl:BucketAcl + bucketAclV2:BucketAclV2 | s3:GetBucketAcl
s3: bucketLifecycleConfiguration:BucketLifecycleConfiguration + bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2 | s3:GetLifecycleConfiguration
s3: bucketLogging:BucketLogging + bucketLoggingV2:BucketLoggingV2 | s3:GetBucketLogging
s3: bucketCorsConfiguration:BucketCorsConfiguration + bucketCorsConfigurationV2:BucketCorsConfigurationV2 | s3:GetBucketCORS
s3: bucketWebsiteConfiguration:BucketWebsiteConfiguration + bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2 | s3:GetBucketWebsite,GetBucketLocation
s3: bucketNotification:BucketNotification | s3:GetBucketNotification
s3: bucketOwnershipControls:BucketOwnershipControls | s3:GetBucketOwnershipControls
s3: bucketReplicationConfig:BucketReplicationConfig | s3:GetReplicationConfiguration
s3: bucketObject:BucketObject + bucketObjectv2:BucketObjectv2 | s3:GetObject,GetObjectTagging
lambda: function:Function | lambda:GetFunction,GetFunctionCodeSigningConfig,GetFunctionConfiguration,ListVersionsByFunction
lambda: permission:Permission | lambda:GetPolicy
lambda: alias:Alias | lambda:GetAlias
lambda: functionUrl:FunctionUrl | lambda:GetFunctionUrlConfig
lambda: eventSourceMapping:EventSourceMapping | lambda:GetEventSourceMapping,ListTags
lambda: layerVersion:LayerVersion | lambda:GetLayerVersion
rds: instance:Instance | rds:DescribeDBInstances,ListTagsForResource
rds: cluster:Cluster | rds:DescribeDBClusters,DescribeGlobalClusters,ListTagsForResource
rds: clusterInstance:ClusterInstance | rds:DescribeDBInstances,DescribeDBClusters,ListTagsForResource
rds: subnetGroup:SubnetGroup | rds:DescribeDBSubnetGroups,ListTagsForResource
rds: parameterGroup:ParameterGroup | rds:DescribeDBParameterGroups,DescribeDBParameters,ListTagsForResource
rds: clusterParameterGroup:ClusterParameterGroup | rds:DescribeDBClusterParameterGroups,DescribeDBClusterParameters,ListTagsForResource
rds: optionGroup:OptionGroup | rds:DescribeOptionGroups,ListTagsForResource
dynamodb: table:Table | dynamodb:DescribeTable,DescribeContinuousBackups,DescribeTimeToLive,ListTagsOfResource kms:DescribeKey
sqs: queue:Queue | sqs:GetQueueAttributes,ListQueueTags
sqs: queuePolicy:QueuePolicy | sqs:GetQueueAttributes
sns: topic:Topic | sns:GetTopicAttributes,ListTagsForResource
sns: topicPolicy:TopicPolicy | sns:GetTopicAttributes
sns: topicSubscription:TopicSubscription | sns:GetSubscriptionAttributes
kms: key:Key | kms:DescribeKey,GetKeyPolicy,GetKeyRotationStatus,ListResourceTags
kms: alias:Alias | kms:ListAliases
secretsmanager: secret:Secret | secretsmanager:DescribeSecret,GetResourcePolicy
secretsmanager: secretVersion:SecretVersion | secretsmanager:DescribeSecret,GetSecretValue
ssm: parameter:Parameter | ssm:GetParameter,DescribeParameters,ListTagsForResource
cloudwatch: logGroup:LogGroup | logs:DescribeLogGroups,ListTagsForResource
cloudwatch: logSubscriptionFilter:LogSubscriptionFilter | logs:DescribeSubscriptionFilters
cloudwatch: logMetricFilter:LogMetricFilter | logs:DescribeMetricFilters
cloudwatch: metricAlarm:MetricAlarm | cloudwatch:DescribeAlarms,ListTagsForResource
cloudwatch: dashboard:Dashboard | cloudwatch:GetDashboard
cloudwatch: eventRule:EventRule | events:DescribeRule,ListTagsForResource
cloudwatch: eventTarget:EventTarget | events:ListTargetsByRule
lb: loadBalancer:LoadBalancer | elasticloadbalancing:DescribeLoadBalancers,DescribeLoadBalancerAttributes,DescribeCapacityReservation,DescribeTags
lb: listener:Listener | elasticloadbalancing:DescribeListeners,DescribeListenerAttributes,DescribeTags
lb: listenerRule:ListenerRule | elasticloadbalancing:DescribeRules,DescribeTags
lb: listenerCertificate:ListenerCertificate | elasticloadbalancing:DescribeListenerCertificates
lb: targetGroup:TargetGroup | elasticloadbalancing:DescribeTargetGroups,DescribeTargetGroupAttributes,DescribeTags
lb: targetGroupAttachment:TargetGroupAttachment | elasticloadbalancing:DescribeTargetHealth
autoscaling: group:Group + attachment:Attachment | autoscaling:DescribeAutoScalingGroups
autoscaling: policy:Policy | autoscaling:DescribePolicies
autoscaling: schedule:Schedule | autoscaling:DescribeScheduledActions
autoscaling: lifecycleHook:LifecycleHook | autoscaling:DescribeLifecycleHooks
route53: zone:Zone | route53:GetHostedZone,ListResourceRecordSets,ListTagsForResource
route53: record:Record | route53:GetHostedZone,ListResourceRecordSets
acm: certificate:Certificate | acm:DescribeCertificate,ListTagsForCertificate
acm: certificateValidation:CertificateValidation | acm:DescribeCertificate
cloudfront: distribution:Distribution | cloudfront:GetDistribution,ListTagsForResource
ecs: cluster:Cluster | ecs:DescribeClusters
ecs: service:Service | ecs:DescribeServices,DescribeTaskDefinition
ecs: taskDefinition:TaskDefinition | ecs:DescribeTaskDefinition
ecr: repository:Repository | ecr:DescribeRepositories,ListTagsForResource
ecr: lifecyclePolicy:LifecyclePolicy | ecr:GetLifecyclePolicy
ecr: repositoryPolicy:RepositoryPolicy | ecr:GetRepositoryPolicy
eks: cluster:Cluster | eks:DescribeCluster
eks: nodeGroup:NodeGroup | eks:DescribeNodegroup
eks: addon:Addon | eks:DescribeAddon
efs: fileSystem:FileSystem | elasticfilesystem:DescribeFileSystems,DescribeLifecycleConfiguration
efs: mountTarget:MountTarget | elasticfilesystem:DescribeMountTargets,DescribeMountTargetSecurityGroups
kinesis: stream:Stream | kinesis:DescribeStreamSummary,ListTagsForStream
sfn: stateMachine:StateMachine | states:DescribeStateMachine,ListStateMachineVersions,ListTagsForResource
cloudtrail: trail:Trail | cloudtrail:DescribeTrails,GetTrailStatus,GetEventSelectors,GetInsightSelectors,ListTags
`;

/** Actions by type token, as `aws:ec2/vpc:Vpc` → `ec2:DescribeVpcs`. */
export function checkedReads(): ReadonlyMap<string, readonly string[]> {
  return new Map(TABLE.trim().split("\n").flatMap(parseRow));
}

function parseRow(row: string): [type: string, actions: string[]][] {
  const [, module = "", kinds = "", services = ""] = /^(\w+): (.+) \| (.+)$/.exec(row)!;
  const actions = services.split(" ").flatMap(service => {
    const [prefix = "", names = ""] = service.split(":");
    return names.split(",").map(name => `${prefix}:${name}`);
  });
  // The provider knows load balancers under three names.
  const modules = module === "lb" ? ["lb", "alb", "applicationloadbalancing"] : [module];
  return kinds.split(" + ").flatMap(kind => modules.map((name): [string, string[]] => [`aws:${name}/${kind}`, actions]));
}
