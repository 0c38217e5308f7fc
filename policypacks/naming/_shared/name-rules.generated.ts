// Written by `npm run gen` from the files it names. Edit those, then run it again.
// Those of AWS that are from its API models: botocore 1.44.5, Apache-2.0.
// The format is told in scripts/gen/names.ts; name-rules.ts reads it.

export const NAME_TABLES = {
  "aws": String.raw`
source https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
s3/bucket global 3-63 a-z0-9.- ^a-z0-9 $a-z0-9 !.. ?not-ip !^xn-- !^sthree- !^amzn-s3-demo- !$-s3alias !$--ol-s3 !$.mrap !$--x-s3 !$--table-s3 slug=s3,bucket
s3/directoryBucket region 3-63 a-z0-9- ^a-z0-9 $a-z0-9
s3/accessPoint region 3-50 a-z0-9- ^a-z0-9 $a-z0-9 !$-s3alias !$--xa-s3
s3control/multiRegionAccessPoint account 3-50 a-z0-9- ^a-z0-9 $a-z0-9
s3tables/tableBucket region 3-63 a-z0-9- ^a-z0-9 $a-z0-9 !^xn-- !^sthree- !^amzn-s3-demo !^aws !$-s3alias !$--ol-s3 !$--x-s3 !$--table-s3
source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
iam/virtualMfaDevice account 1-226 A-Za-z0-9_+=,.@-
source https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
lb/loadBalancer region 1-32 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 !^internal- slug=lb,alb,nlb
lb/targetGroup region 1-32 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 slug=tg
alb/loadBalancer region 1-32 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 !^internal- space=lb/loadBalancer slug=lb,alb,nlb
alb/targetGroup region 1-32 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 space=lb/targetGroup slug=tg
elb/loadBalancer region 1-32 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 slug=elb
lb/trustStore region 1-32 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9
source https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
ec2/securityGroup none 1-255 A-Za-z0-9\x20._:/()#,@\[\]+=&;{}!$*- !^sg- slug=sg
source sdk
ec2/keyPair region 1-255 \x20-\x7e
ec2/placementGroup region 1-255 \x20-\x7e
ec2/launchTemplate region 3-128 A-Za-z0-9().\-/_ slug=lt
ec2/managedPrefixList none 1-255 \x20-\x7e inplace
redshift/cluster region 1-63 a-z0-9- ^a-z $a-z0-9 !-- slug=redshift,rs
redshift/subnetGroup region 1-255 A-Za-z0-9._\x20- ~case
redshift/parameterGroup region 1-255 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case
redshiftserverless/namespace region 3-64 a-z0-9-
redshiftserverless/workgroup region 3-64 a-z0-9-
elasticache/cluster region 1-50 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case slug=cache
elasticache/replicationGroup region 1-40 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case slug=redis,valkey
elasticache/serverlessCache region 1-40 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case
elasticache/subnetGroup region 1-255 A-Za-z0-9- ~case
elasticache/parameterGroup region 1-255 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case
memorydb/cluster region 1-40 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case
memorydb/subnetGroup region 1-255 A-Za-z0-9-
dax/cluster region 1-20 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case
dms/replicationInstance region 1-63 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case
dms/endpoint region 1-255 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case
sns/topic region 1-256 A-Za-z0-9_.- ?fifo slug=sns,topic
secretsmanager/secret region 1-512 A-Za-z0-9/_+=.@- slug=secret
ssm/parameter region 1-1011 A-Za-z0-9_./- ?ssm slug=ssm,param
timestreamwrite/database region 3-256 A-Za-z0-9_.-
timestreamwrite/table in:databaseName 3-256 A-Za-z0-9_.-
cloudwatch/logStream in:logGroupName 1-512 ^:*
cloudwatch/metricAlarm region 1-255 \s\S slug=alarm
cloudwatch/compositeAlarm region 1-255 \s\S
cloudwatch/dashboard account 1-255 A-Za-z0-9_-
cloudwatch/queryDefinition none 1-255 \s\S inplace
cloudwatch/logMetricFilter in:logGroupName 1-512 ^:*
cloudtrail/trail region 3-128 A-Za-z0-9._- ^A-Za-z0-9 $A-Za-z0-9 !.. !-- !__ ?not-ip
eks/nodeGroup in:clusterName 1-63 A-Za-z0-9_- ^A-Za-z0-9 slug=ng
eks/fargateProfile in:clusterName 1-100 A-Za-z0-9_- ^A-Za-z0-9
ecs/cluster region 1-255 A-Za-z0-9_- slug=ecs
ecs/service in:cluster 1-255 A-Za-z0-9_- slug=svc
ecs/taskDefinition none 1-255 A-Za-z0-9_- slug=task
ecs/capacityProvider region 1-255 A-Za-z0-9_- !^aws !^ecs !^fargate
ecr/repository region 2-256 a-z0-9._/- ^a-z0-9 $a-z0-9 slug=ecr,repo
ecrpublic/repository account 2-205 a-z0-9._/- ^a-z0-9 $a-z0-9
autoscaling/group region 1-255 ^:\x00-\x1f slug=asg
autoscaling/policy in:autoscalingGroupName 1-255 ^:\x00-\x1f
batch/computeEnvironment region 1-128 A-Za-z0-9_- ^A-Za-z0-9
batch/jobDefinition none 1-128 A-Za-z0-9_- ^A-Za-z0-9
batch/jobQueue region 1-128 A-Za-z0-9_- ^A-Za-z0-9
batch/schedulingPolicy region 1-128 A-Za-z0-9_- ^A-Za-z0-9
elasticbeanstalk/application region 1-100 ^/
elasticbeanstalk/environment region 4-40 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9
imagebuilder/component none 3-128 A-Za-z0-9_\x20- ^A-Za-z0-9_- $A-Za-z0-9_-
imagebuilder/imagePipeline region 3-128 A-Za-z0-9_\x20- ^A-Za-z0-9_- $A-Za-z0-9_-
imagebuilder/imageRecipe none 3-128 A-Za-z0-9_\x20- ^A-Za-z0-9_- $A-Za-z0-9_-
imagebuilder/infrastructureConfiguration region 3-128 A-Za-z0-9_\x20- ^A-Za-z0-9_- $A-Za-z0-9_-
appconfig/application none 1-64 \s\S inplace
appmesh/mesh region 1-255 \s\S
athena/database region 1-255 A-Za-z0-9_
athena/namedQuery none 1-128 \s\S
athena/dataCatalog region 1-256 A-Za-z0-9_@-
backup/plan none 1-50 A-Za-z0-9_.- inplace
backup/selection none 1-50 A-Za-z0-9_.-
cfg/rule region 1-128 \s\S
cloudformation/stack region 1-128 A-Za-z0-9- ^A-Za-z
cloudformation/stackSet region 1-128 A-Za-z0-9- ^A-Za-z
cloudfront/originAccessControl account 1-64 \s\S inplace
cloudfront/cachePolicy account 1-128 A-Za-z0-9_- inplace
codebuild/reportGroup region 2-128 A-Za-z0-9_- ^A-Za-z0-9
codecommit/repository region 1-100 A-Za-z0-9_.- !$.git
codestarconnections/connection none 1-32 \s\S
cognito/userPool none 1-128 A-Za-z0-9_\s+=,.@- inplace slug=pool
cognito/userPoolDomain region 1-253 a-z0-9.- ^a-z0-9 $a-z0-9 ?labels63
cognito/userGroup in:userPoolId 1-128 ^\x00-\x20
datasync/task none 0-256 A-Za-z0-9\s+=._:@/- inplace
fsx/ontapStorageVirtualMachine in:fileSystemId 1-47 A-Za-z0-9_- ^A-Za-z0-9_
fsx/ontapVolume in:storageVirtualMachineId 1-203 A-Za-z0-9_ ^A-Za-z_
glue/catalogDatabase in:catalogId 1-255 ^\x00-\x1fA-Z
glue/crawler region 1-255 ^\x00-\x08\x0a-\x1f
glue/job region 1-255 ^\x00-\x08\x0a-\x1f slug=job
glue/trigger region 1-255 ^\x00-\x08\x0a-\x1f
glue/workflow region 1-255 ^\x00-\x08\x0a-\x1f
ivs/channel none 0-128 A-Za-z0-9_- inplace
lightsail/instance region 2-255 A-Za-z0-9_- ^A-Za-z0-9_ $A-Za-z0-9_
mq/broker region 1-50 A-Za-z0-9_-
msk/cluster region 1-64 A-Za-z0-9- ^A-Za-z0-9 slug=msk
msk/serverlessCluster region 1-64 A-Za-z0-9- ^A-Za-z0-9 space=msk/cluster
msk/configuration region 1-256 A-Za-z0-9- ^A-Za-z0-9
organizations/organizationalUnit in:parentId 1-128 \s\S inplace
organizations/policy in:type 1-128 \s\S inplace
ram/resourceShare none 1-256 \s\S inplace
route53/resolverEndpoint none 1-64 A-Za-z0-9_'\x20- ?not-digits inplace
route53/resolverRule none 1-64 A-Za-z0-9_'\x20- ?not-digits inplace
rum/appMonitor region 1-255 A-Za-z0-9_.#- ^A-Za-z0-9_#-
schemas/registry region 1-64 A-Za-z0-9_.-
servicecatalog/portfolio none 1-100 \s\S inplace
servicediscovery/httpNamespace region 1-1024 !-~
servicediscovery/privateDnsNamespace none 1-253 !-~
ses/configurationSet region 1-64 A-Za-z0-9_-
sesv2/configurationSet region 1-64 A-Za-z0-9_- space=ses/configurationSet
sesv2/dedicatedIpPool region 1-64 A-Za-z0-9_-
sesv2/contactList region 1-64 A-Za-z0-9_-
sfn/stateMachine region 1-80 ^\x00-\x20<>{}\[\]?*"#%\\^|~\x60$&,;:/\x7f-\x9f slug=sfn
sfn/activity region 1-80 ^\x00-\x20<>{}\[\]?*"#%\\^|~\x60$&,;:/\x7f-\x9f
synthetics/canary region 1-255 a-z0-9_-
vpclattice/service region 3-40 a-z0-9- ^a-z0-9 $a-z0-9 !-- !^svc-
vpclattice/serviceNetwork region 3-63 a-z0-9- ^a-z0-9 $a-z0-9 !--
vpclattice/targetGroup region 3-128 a-z0-9- ^a-z0-9 $a-z0-9 !-- !^tg- inplace
xray/group region 1-32 \s\S
globalaccelerator/accelerator none 1-64 A-Za-z0-9.- ^A-Za-z0-9 $A-Za-z0-9 inplace
guardduty/filter in:detectorId 3-64 A-Za-z0-9_.-
ec2/customerGateway none - slug=cgw
ec2/eip none - slug=eip
ec2/flowLog none - slug=flow
ec2/instance none - slug=ec2,vm
ec2/internetGateway none - slug=igw
ec2/natGateway none - slug=nat,ngw
ec2/networkAcl none - slug=nacl
ec2/networkInterface none - slug=eni
ec2/routeTable none - slug=rt,rtb
ec2/subnet none - slug=snet,subnet
ec2/vpc none - slug=vpc
ec2/vpcEndpoint none - slug=vpce
ec2/vpcPeeringConnection none - slug=pcx
ec2/vpnConnection none - slug=vpn
ec2/vpnGateway none - slug=vgw
ec2transitgateway/transitGateway none - slug=tgw
ebs/volume none - slug=vol,ebs
efs/fileSystem none - slug=efs
kms/key none - slug=key,kms
route53/zone none - slug=zone
cloudfront/distribution none - slug=cf
apigateway/restApi none 1-255 \s\S inplace slug=api
apigatewayv2/api none 1-128 \s\S inplace slug=api
source https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
rds/instance region 1-63 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case inplace slug=rds,db
rds/cluster region 1-63 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case slug=aurora,rds
rds/clusterInstance region 1-63 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case space=rds/instance inplace
rds/clusterParameterGroup region 1-255 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case
rds/parameterGroup region 1-255 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case
rds/optionGroup region 1-255 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case
rds/subnetGroup region 1-255 A-Za-z0-9._\x20- ~case !=default
rds/proxy region 1-63 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case
rds/eventSubscription region 1-255 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !--
rds/globalCluster account 1-63 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case
docdb/cluster region 1-63 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case space=rds/cluster
docdb/clusterInstance region 1-63 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case space=rds/instance
docdb/clusterParameterGroup region 1-255 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case space=rds/clusterParameterGroup
docdb/subnetGroup region 1-255 A-Za-z0-9._\x20- ~case space=rds/subnetGroup
neptune/cluster region 1-63 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case space=rds/cluster
neptune/clusterInstance region 1-63 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ~case space=rds/instance
neptune/subnetGroup region 1-255 A-Za-z0-9._\x20- ~case space=rds/subnetGroup
source https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
lambda/function region 1-64 A-Za-z0-9_- slug=fn,lambda
lambda/alias in:functionName 1-128 A-Za-z0-9_-
lambda/layerVersion none 1-140 A-Za-z0-9_-
source https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
sqs/queue region 1-80 A-Za-z0-9_.- ?fifo slug=sqs,queue
source https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
kms/alias region 7-256 A-Za-z0-9:/_- +alias/ !^alias/aws/ slug=key
source https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
dynamodb/table region 3-255 A-Za-z0-9_.- slug=table,ddb
dynamodb/globalTable account 3-255 A-Za-z0-9_.-
source https://docs.aws.amazon.com/amplify/latest/APIReference/API_CreateApp.html
amplify/app none 1-255 \s\S inplace
source https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html
backup/vault region 2-50 A-Za-z0-9_- slug=vault
iam/group account 1-128 A-Za-z0-9+,.=@_- ~case slug=group @iam.CreateGroup.GroupName
iam/instanceProfile account 1-128 A-Za-z0-9+,.=@_- ~case slug=profile @iam.CreateInstanceProfile.InstanceProfileName
iam/policy account 1-128 A-Za-z0-9+,.=@_- ~case slug=policy,pol @iam.CreatePolicy.PolicyName
iam/role account 1-64 A-Za-z0-9+,.=@_- ~case slug=role @iam.CreateRole.RoleName
iam/user account 1-64 A-Za-z0-9+,.=@_- ~case inplace slug=user @iam.CreateUser.UserName
iam/rolePolicy in:role 1-128 A-Za-z0-9+,.=@_- @iam.PutRolePolicy.PolicyName
iam/userPolicy in:user 1-128 A-Za-z0-9+,.=@_- @iam.PutUserPolicy.PolicyName
iam/groupPolicy in:group 1-128 A-Za-z0-9+,.=@_- @iam.PutGroupPolicy.PolicyName
iam/samlProvider account 1-128 A-Za-z0-9._- @iam.CreateSAMLProvider.Name
iam/serverCertificate account 1-128 A-Za-z0-9+,.=@_- @iam.UploadServerCertificate.ServerCertificateName
ssm/document region 3-128 A-Za-z0-9._- @ssm.CreateDocument.Name
ssm/maintenanceWindow none 3-128 A-Za-z0-9._- inplace @ssm.CreateMaintenanceWindow.Name
ssm/patchBaseline none 3-128 A-Za-z0-9._- inplace @ssm.CreatePatchBaseline.Name
keyspaces/keyspace region 1-48 A-Za-z0-9_ ^A-Za-z0-9 @keyspaces.CreateKeyspace.keyspaceName
keyspaces/table in:keyspaceName 1-48 A-Za-z0-9_ ^A-Za-z0-9 @keyspaces.CreateTable.tableName
cloudwatch/logGroup region 1-512 A-Za-z0-9#./_- !^aws/ slug=log,logs @logs.CreateLogGroup.logGroupName
cloudwatch/eventBus region 1-256 A-Za-z0-9./_- !=default slug=bus @events.CreateEventBus.Name
cloudwatch/eventRule in:eventBusName 1-64 A-Za-z0-9._- slug=rule @events.PutRule.Name
cloudwatch/eventArchive region 1-48 A-Za-z0-9._- @events.CreateArchive.ArchiveName
cloudwatch/eventConnection region 1-64 A-Za-z0-9._- @events.CreateConnection.Name
cloudwatch/eventApiDestination region 1-64 A-Za-z0-9._- @events.CreateApiDestination.Name
cloudwatch/metricStream region 1-255 \s\S @cloudwatch.PutMetricStream.Name
cloudtrail/eventDataStore region 3-128 A-Za-z0-9._- inplace @cloudtrail.CreateEventDataStore.Name
eks/cluster region 1-100 A-Za-z0-9_- ^A-Za-z0-9 slug=eks @eks.CreateCluster.name
apprunner/service region 4-40 A-Za-z0-9_- ^A-Za-z0-9 @apprunner.CreateService.ServiceName
apprunner/vpcConnector region 4-40 A-Za-z0-9_- ^A-Za-z0-9 @apprunner.CreateVpcConnector.VpcConnectorName
apprunner/autoScalingConfigurationVersion none 4-32 A-Za-z0-9_- ^A-Za-z0-9 @apprunner.CreateAutoScalingConfiguration.AutoScalingConfigurationName
autoscaling/lifecycleHook in:autoscalingGroupName 1-255 A-Za-z0-9/_- @autoscaling.PutLifecycleHook.LifecycleHookName
appflow/flow region 2-256 A-Za-z0-9!#.@_- ^A-Za-z0-9 @appflow.CreateFlow.flowName
appflow/connectorProfile region 1-256 A-Za-z0-9!#+./=@_- @appflow.CreateConnectorProfile.connectorProfileName
appstream/fleet region 1-101 A-Za-z0-9._- ^A-Za-z0-9 @appstream.CreateFleet.Name
appstream/imageBuilder region 1-101 A-Za-z0-9._- ^A-Za-z0-9 @appstream.CreateImageBuilder.Name
appstream/stack region 1-101 A-Za-z0-9._- ^A-Za-z0-9 @appstream.CreateStack.Name
appsync/dataSource in:apiId 1-65536 A-Za-z0-9_ ^A-Za-z_ @appsync.CreateDataSource.name
appsync/function none 1-65536 A-Za-z0-9_ ^A-Za-z_ inplace @appsync.CreateFunction.name
athena/workgroup region 1-128 A-Za-z0-9._- @athena.CreateWorkGroup.Name
backup/framework region 1-256 A-Za-z0-9_ ^A-Za-z @backup.CreateFramework.FrameworkName
backup/reportPlan region 1-256 A-Za-z0-9_ ^A-Za-z @backup.CreateReportPlan.ReportPlanName
bedrock/guardrail region 1-50 A-Za-z0-9_- inplace @bedrock.CreateGuardrail.name
cfg/configurationAggregator region 1-256 A-Za-z0-9_- @config.PutConfigurationAggregator.ConfigurationAggregatorName
cfg/conformancePack region 1-256 A-Za-z0-9- ^A-Za-z @config.PutConformancePack.ConformancePackName
chatbot/slackChannelConfiguration account 1-128 A-Za-z0-9_- @chatbot.CreateSlackChannelConfiguration.ConfigurationName
cloudfront/function account 1-64 A-Za-z0-9_- @cloudfront.CreateFunction.Name
cloudfront/keyValueStore account 1-64 A-Za-z0-9_- @cloudfront.CreateKeyValueStore.Name
cloudsearch/domain region 3-28 a-z0-9- ^a-z @cloudsearch.CreateDomain.DomainName
codeartifact/domain region 2-50 a-z0-9- ^a-z $a-z0-9 @codeartifact.CreateDomain.domain
codeartifact/repository in:domain 2-100 A-Za-z0-9._- ^A-Za-z0-9 @codeartifact.CreateRepository.repository
codebuild/project region 2-150 A-Za-z0-9_- ^A-Za-z0-9 slug=build @codebuild.CreateProject.name
codedeploy/application region 1-100 A-Za-z0-9+,.=@_- inplace @codedeploy.CreateApplication.applicationName
codedeploy/deploymentConfig region 1-100 A-Za-z0-9+,.=@_- @codedeploy.CreateDeploymentConfig.deploymentConfigName
codedeploy/deploymentGroup in:appName 1-100 A-Za-z0-9+,.=@_- inplace @codedeploy.CreateDeploymentGroup.deploymentGroupName
codepipeline/pipeline region 1-100 A-Za-z0-9.@_- slug=pipe @codepipeline.CreatePipeline.pipeline.name
cognito/identityPool none 1-128 A-Za-z0-9\x20+,.=@_- inplace @cognito-identity.CreateIdentityPool.IdentityPoolName
gamelift/gameSessionQueue region 1-128 A-Za-z0-9- @gamelift.CreateGameSessionQueue.Name
glue/registry region 1-255 A-Za-z0-9#$._- @glue.CreateRegistry.RegistryName
glue/schema in:registryArn 1-255 A-Za-z0-9#$._- @glue.CreateSchema.SchemaName
iot/authorizer region 1-128 A-Za-z0-9,=@_- @iot.CreateAuthorizer.authorizerName
iot/billingGroup region 1-128 A-Za-z0-9:_- @iot.CreateBillingGroup.billingGroupName
iot/policy region 1-128 A-Za-z0-9+,.=@_- @iot.CreatePolicy.policyName
iot/thing region 1-128 A-Za-z0-9:_- @iot.CreateThing.thingName
iot/thingGroup region 1-128 A-Za-z0-9:_- @iot.CreateThingGroup.thingGroupName
iot/thingType region 1-128 A-Za-z0-9:_- @iot.CreateThingType.thingTypeName
iot/topicRule region 1-128 A-Za-z0-9_ @iot.CreateTopicRule.ruleName
kinesis/stream region 1-128 A-Za-z0-9._- slug=stream @kinesis.CreateStream.StreamName
kinesis/firehoseDeliveryStream region 1-64 A-Za-z0-9._- slug=firehose @firehose.CreateDeliveryStream.DeliveryStreamName
kinesisanalyticsv2/application region 1-128 A-Za-z0-9._- @kinesisanalyticsv2.CreateApplication.ApplicationName
lightsail/bucket region 3-54 a-z0-9- ^a-z0-9 $a-z0-9 @lightsail.CreateBucket.bucketName
location/map region 1-100 A-Za-z0-9._- @location.CreateMap.MapName
location/tracker region 1-100 A-Za-z0-9._- @location.CreateTracker.TrackerName
mediastore/container region 1-255 A-Za-z0-9_- @mediastore.CreateContainer.ContainerName
msk/replicator region 1-128 A-Za-z0-9- ^A-Za-z0-9 @kafka.CreateReplicator.ReplicatorName
mwaa/environment region 1-80 A-Za-z0-9_- ^A-Za-z @mwaa.CreateEnvironment.Name
networkfirewall/firewall region 1-128 A-Za-z0-9- slug=fw @network-firewall.CreateFirewall.FirewallName
networkfirewall/firewallPolicy region 1-128 A-Za-z0-9- @network-firewall.CreateFirewallPolicy.FirewallPolicyName
networkfirewall/ruleGroup region 1-128 A-Za-z0-9- @network-firewall.CreateRuleGroup.RuleGroupName
opensearch/domain region 3-28 a-z0-9- ^a-z slug=os,opensearch @opensearch.CreateDomain.DomainName
opensearch/serverlessCollection region 3-64 a-z0-9_- ^a-z @opensearchserverless.CreateCollection.name
opensearch/serverlessSecurityPolicy none 3-32 a-z0-9- ^a-z @opensearchserverless.CreateSecurityPolicy.name
elasticsearch/domain region 3-28 a-z0-9- ^a-z space=opensearch/domain @es.CreateElasticsearchDomain.DomainName
pipes/pipe region 1-64 A-Za-z0-9._- @pipes.CreatePipe.Name
rekognition/project region 1-255 A-Za-z0-9._- @rekognition.CreateProject.ProjectName
rekognition/collection region 1-255 A-Za-z0-9._- @rekognition.CreateCollection.CollectionId
resourcegroups/group region 1-300 A-Za-z0-9._- !^aws @resource-groups.CreateGroup.Name
rolesanywhere/profile none 1-255 A-Za-z0-9\x20_- inplace @rolesanywhere.CreateProfile.name
rolesanywhere/trustAnchor none 1-255 A-Za-z0-9\x20_- inplace @rolesanywhere.CreateTrustAnchor.name
sagemaker/domain none 1-63 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 @sagemaker.CreateDomain.DomainName
sagemaker/endpoint region 1-63 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 @sagemaker.CreateEndpoint.EndpointName
sagemaker/endpointConfiguration region 1-63 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 @sagemaker.CreateEndpointConfig.EndpointConfigName
sagemaker/featureGroup region 1-64 A-Za-z0-9_- ^A-Za-z0-9 $A-Za-z0-9 @sagemaker.CreateFeatureGroup.FeatureGroupName
sagemaker/model region 1-63 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 @sagemaker.CreateModel.ModelName
sagemaker/modelPackageGroup region 1-63 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 @sagemaker.CreateModelPackageGroup.ModelPackageGroupName
sagemaker/notebookInstance region 1-63 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 @sagemaker.CreateNotebookInstance.NotebookInstanceName
sagemaker/pipeline region 1-256 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 @sagemaker.CreatePipeline.PipelineName
sagemaker/project region 1-32 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 @sagemaker.CreateProject.ProjectName
sagemaker/userProfile in:domainId 1-63 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 @sagemaker.CreateUserProfile.UserProfileName
sagemaker/studioLifecycleConfig region 1-63 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 @sagemaker.CreateStudioLifecycleConfig.StudioLifecycleConfigName
scheduler/schedule in:groupName 1-64 A-Za-z0-9._- @scheduler.CreateSchedule.Name
scheduler/scheduleGroup region 1-64 A-Za-z0-9._- @scheduler.CreateScheduleGroup.Name
signer/signingProfile region 2-64 A-Za-z0-9_ @signer.PutSigningProfile.profileName
ssoadmin/permissionSet in:instanceArn 1-32 A-Za-z0-9+,.=@_- @sso-admin.CreatePermissionSet.Name
transfer/user in:serverId 3-100 A-Za-z0-9.@_- ^A-Za-z0-9_ @transfer.CreateUser.UserName
wafv2/ipSet in:scope 1-128 A-Za-z0-9_- @wafv2.CreateIPSet.Name
wafv2/regexPatternSet in:scope 1-128 A-Za-z0-9_- @wafv2.CreateRegexPatternSet.Name
wafv2/ruleGroup in:scope 1-128 A-Za-z0-9_- @wafv2.CreateRuleGroup.Name
wafv2/webAcl in:scope 1-128 A-Za-z0-9_- slug=waf @wafv2.CreateWebACL.Name
accessanalyzer/analyzer region 1-255 A-Za-z0-9._- ^A-Za-z_ @accessanalyzer.CreateAnalyzer.analyzerName
codeguruprofiler/profilingGroup region 1-255 A-Za-z0-9_- @codeguruprofiler.CreateProfilingGroup.profilingGroupName
`,
  "azure-native": String.raw`
source https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
analysisservices:ServerDetails region 3-63 a-z0-9 ^a-z ?reserved slug=as
apimanagement:ApiManagementService global 1-50 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 ?reserved slug=apim
apimanagement:Api in:serviceName 1-256 ^*#&+:<>?
apimanagement:Backend in:serviceName 1-80 A-Za-z0-9- ^A-Za-z $A-Za-z0-9
apimanagement:Certificate in:serviceName 1-80 A-Za-z0-9- ^A-Za-z $A-Za-z0-9
apimanagement:Group in:serviceName 1-80 A-Za-z0-9- ^A-Za-z $A-Za-z0-9
apimanagement:Logger in:serviceName 1-80 A-Za-z0-9- ^A-Za-z $A-Za-z0-9
apimanagement:NamedValue in:serviceName 1-256 ^*#&+:<>?
apimanagement:Product in:serviceName 1-80 A-Za-z0-9- ^A-Za-z $A-Za-z0-9
apimanagement:Subscription in:serviceName 1-256 ^*#&+:<>?
apimanagement:Tag in:serviceName 1-80 A-Za-z0-9- ^A-Za-z $A-Za-z0-9
apimanagement:ApiVersionSet in:serviceName 1-80 A-Za-z0-9- ^A-Za-z $A-Za-z0-9
app:ContainerApp group 2-32 a-z0-9- ^a-z $a-z0-9 !-- slug=ca
app:ManagedEnvironment group 1-60 A-Za-z0-9- slug=cae
app:Job group 2-32 a-z0-9- ^a-z $a-z0-9 !-- slug=caj
appconfiguration:ConfigurationStore global 5-50 A-Za-z0-9_- ?reserved slug=appcs
appplatform:Service global 4-32 a-z0-9- ?reserved
authorization:ManagementLockByScope none 1-90 A-Za-z0-9_.()- $A-Za-z0-9_()-
authorization:PolicyAssignment in:scope 1-64 ^<>*%&:\\?.+/\x00-\x1f $^\x20.
authorization:PolicyDefinition account 1-64 ^<>*%&:\\?.+/\x00-\x1f $^\x20.
authorization:PolicySetDefinition account 1-64 ^<>*%&:\\?.+/\x00-\x1f $^\x20.
authorization:PolicyExemption in:scope 1-64 ^<>*%&:\\?.+/\x00-\x1f $^\x20.
authorization:RoleAssignment none 36-36 0-9a-fA-F- ?guid
authorization:RoleDefinition none 36-36 0-9a-fA-F- ?guid
automation:AutomationAccount group 6-50 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 slug=aa
automation:Credential in:automationAccountName 1-128 ^<>*%&:\\?.+/\x00-\x1f $^\x20
automation:Connection in:automationAccountName 1-128 ^<>*%&:\\?.+/\x00-\x1f $^\x20
automation:Certificate in:automationAccountName 1-128 ^<>*%&:\\?.+/\x00-\x1f $^\x20
automation:Runbook in:automationAccountName 1-63 A-Za-z0-9_- ^A-Za-z
automation:Schedule in:automationAccountName 1-128 ^<>*%&:\\?.+/\x00-\x1f $^\x20
automation:Variable in:automationAccountName 1-128 ^<>*%&:\\?.+/\x00-\x1f $^\x20
automation:Watcher in:automationAccountName 1-63 A-Za-z0-9_- ^A-Za-z
automation:Webhook in:automationAccountName 1-128 ^<>*%&:\\?.+/\x00-\x1f $^\x20
batch:BatchAccount region 3-24 a-z0-9 ?reserved slug=ba
batch:Application in:accountName 1-64 A-Za-z0-9_-
batch:Pool in:accountName 1-64 A-Za-z0-9_-
botservice:Bot global 2-64 A-Za-z0-9_.- ^A-Za-z0-9 ?reserved slug=bot
botservice:BotConnection in:resourceName 2-64 A-Za-z0-9_.- ^A-Za-z0-9
cdn:Profile group 1-260 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 slug=cdnp,afd
cdn:Endpoint global 1-50 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 ?reserved slug=cdne
cdn:AFDEndpoint in:profileName 1-50 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 ?reserved slug=fde
cdn:AFDOriginGroup in:profileName 1-90 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9
cdn:AFDOrigin in:profileName+originGroupName 1-90 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9
cdn:Route in:profileName+endpointName 1-90 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9
cdn:Policy group 1-128 A-Za-z0-9 ^A-Za-z slug=fdfp
certificateregistration:AppServiceCertificateOrder group 3-30 A-Za-z0-9
cognitiveservices:Account group 2-64 A-Za-z0-9_.- ^A-Za-z0-9 ?reserved slug=ais,oai,cog
communication:CommunicationService global 1-63 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 ?reserved slug=acs
confidentialledger:Ledger global 3-32 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 ?reserved
consumption:Budget none 1-63 A-Za-z0-9_-
compute:AvailabilitySet group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=avail
compute:CapacityReservationGroup group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_
compute:DedicatedHostGroup group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_
compute:DedicatedHost in:hostGroupName 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_
compute:DiskEncryptionSet group 1-80 A-Za-z0-9_- slug=des
compute:Disk group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=disk,osdisk
compute:DiskAccess group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_
compute:Gallery account 1-80 A-Za-z0-9_. ^A-Za-z0-9 $A-Za-z0-9 slug=gal
compute:GalleryApplication in:galleryName 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9
compute:GalleryImage in:galleryName 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9
compute:GalleryImageVersion in:galleryName+galleryImageName 5-32 0-9. ^0-9 $0-9 !..
compute:GalleryApplicationVersion in:galleryName+galleryApplicationName 5-32 0-9. ^0-9 $0-9 !..
compute:Image group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=it
compute:ProximityPlacementGroup group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=ppg
compute:RestorePointCollection group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=rpc
compute:Snapshot group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=snap
compute:SshPublicKey group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=sshkey
compute:VirtualMachine group 1-64 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=vm
compute:VirtualMachineScaleSet group 1-64 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=vmss
containerinstance:ContainerGroup group 1-63 a-z0-9- ^a-z0-9 $a-z0-9 !-- slug=ci
containerregistry:Registry global 5-50 A-Za-z0-9 ?reserved slug=cr
containerregistry:AgentPool in:registryName 3-20 A-Za-z0-9- ^A-Za-z
containerregistry:CacheRule in:registryName 5-50 A-Za-z0-9_-
containerregistry:Replication in:registryName 5-50 A-Za-z0-9
containerregistry:ScopeMap in:registryName 5-50 A-Za-z0-9_-
containerregistry:Task in:registryName 5-50 A-Za-z0-9_-
containerregistry:Token in:registryName 5-50 A-Za-z0-9_-
containerregistry:Webhook in:registryName 5-50 A-Za-z0-9
containerservice:AgentPool in:resourceName 1-12 a-z0-9 ^a-z slug=np,npsystem,npuser
containerservice:ManagedCluster group 1-63 A-Za-z0-9_- ^A-Za-z0-9 $A-Za-z0-9 slug=aks
containerservice:Fleet group 1-63 a-z0-9- ^a-z0-9 $a-z0-9
cosmosdb:DatabaseAccount global 3-44 a-z0-9- ^a-z0-9 ?reserved slug=cosmos
cosmosdb:SqlResourceSqlDatabase in:accountName 1-255 ^/\\#?\x00-\x1f $^\x20
cosmosdb:SqlResourceSqlContainer in:accountName+databaseName 1-255 ^/\\#?\x00-\x1f $^\x20
cosmosdb:MongoCluster global 3-40 a-z0-9- ^a-z0-9 $a-z0-9 ?reserved
cosmosdb:MongoDBResourceMongoDBDatabase in:accountName 1-255 ^/\\#?\x00-\x1f $^\x20
customproviders:CustomResourceProvider group 3-64 ^%&\\?/\x00-\x1f $^\x20.
databox:Job group 3-24 A-Za-z0-9_.-
databricks:Workspace group 3-64 A-Za-z0-9_- slug=dbw
datafactory:Factory global 3-63 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 ?reserved slug=adf
datafactory:DataFlow in:factoryName 1-260 ^<>*#.%&:\\+?/\x00-\x1f ^A-Za-z0-9_
datafactory:Dataset in:factoryName 1-260 ^<>*#.%&:\\+?/\x00-\x1f ^A-Za-z0-9_
datafactory:IntegrationRuntime in:factoryName 3-63 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9
datafactory:LinkedService in:factoryName 1-260 ^<>*#.%&:\\+?/\x00-\x1f ^A-Za-z0-9_
datafactory:Pipeline in:factoryName 1-260 ^<>*#.%&:\\+?/\x00-\x1f ^A-Za-z0-9_
datafactory:Trigger in:factoryName 1-260 ^<>*#.%&:\\+?/\x00-\x1f ^A-Za-z0-9_
datamigration:Service group 2-62 A-Za-z0-9_.- ^A-Za-z0-9
datamigration:Project in:serviceName 2-57 A-Za-z0-9_.- ^A-Za-z0-9
dbformysql:Server global 3-63 a-z0-9- ^a-z0-9 $a-z0-9 ?reserved slug=mysql
dbformysql:SingleServer global 3-63 a-z0-9- ^a-z0-9 $a-z0-9 ?reserved slug=mysql
dbformysql:Database in:serverName 1-63 A-Za-z0-9_-
dbformysql:FirewallRule in:serverName 1-128 A-Za-z0-9_-
dbforpostgresql:Server global 3-63 a-z0-9- ^a-z0-9 $a-z0-9 ?reserved slug=psql
dbforpostgresql:SingleServer global 3-63 a-z0-9- ^a-z0-9 $a-z0-9 ?reserved slug=psql
dbforpostgresql:Database in:serverName 1-63 ^\x00-\x1f
dbforpostgresql:FirewallRule in:serverName 1-128 A-Za-z0-9_-
deviceprovisioningservices:IotDpsResource global 3-64 A-Za-z0-9- $A-Za-z0-9 ?reserved slug=provs
iothub:IotHubResource global 3-50 A-Za-z0-9- $A-Za-z0-9 ?reserved slug=iot
iothub:IotHubResourceEventHubConsumerGroup in:resourceName+eventHubEndpointName 1-50 A-Za-z0-9_.-
devtestlab:Lab group 1-50 A-Za-z0-9_-
dns:Zone group 1-253 A-Za-z0-9_.- ?labels63 !..
privatedns:PrivateZone group 1-253 A-Za-z0-9_.- ?labels63 !..
privatedns:VirtualNetworkLink in:privateZoneName 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_
dnsresolver:DnsForwardingRuleset group 1-80 A-Za-z0-9_- ^A-Za-z0-9 $A-Za-z0-9 slug=dnsfrs
dnsresolver:DnsResolver group 1-80 A-Za-z0-9_- ^A-Za-z0-9 $A-Za-z0-9 slug=dnspr
dnsresolver:InboundEndpoint in:dnsResolverName 1-80 A-Za-z0-9_- ^A-Za-z0-9 $A-Za-z0-9 slug=in
dnsresolver:OutboundEndpoint in:dnsResolverName 1-80 A-Za-z0-9_- ^A-Za-z0-9 $A-Za-z0-9 slug=out
elasticsan:ElasticSan group 3-24 a-z0-9_- ^a-z0-9 $a-z0-9 !-- !__ slug=esan
elasticsan:VolumeGroup in:elasticSanName 3-63 a-z0-9- ^a-z0-9 $a-z0-9 !--
eventgrid:Domain region 3-50 A-Za-z0-9- ?reserved slug=evgd
eventgrid:DomainTopic in:domainName 3-128 ^/?#\x00-\x1f
eventgrid:EventSubscription in:scope 3-64 A-Za-z0-9- slug=evgs
eventgrid:SystemTopic group 3-128 A-Za-z0-9- slug=egst
eventgrid:Topic region 3-50 A-Za-z0-9- ?reserved slug=evgt
eventhub:Cluster group 6-50 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 slug=evhc
eventhub:Namespace global 6-50 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 ?reserved space=servicebus slug=evhns
eventhub:NamespaceAuthorizationRule in:namespaceName 1-50 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9
eventhub:EventHub in:namespaceName 1-256 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9 slug=evh
eventhub:ConsumerGroup in:namespaceName+eventHubName 1-50 A-Za-z0-9_.$-
frontdoor:FrontDoor global 5-64 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 ?reserved slug=afd
frontdoor:Policy group 1-128 A-Za-z0-9 ^A-Za-z slug=fdfp
hdinsight:Cluster global 3-59 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 ?reserved slug=hadoop,hbase,kafka,spark
monitor:ActionGroup group 1-260 ^:<>+/&%\\?\x00-\x1f $^\x20. slug=ag
monitor:ActivityLogAlert group 1-260 ^<>*%{}&:\\?+/#\x00-\x1f $^\x20.
monitor:MetricAlert group 1-260 ^*#&+:<>?@%{}\\/\x00-\x1f $^\x20.
monitor:ScheduledQueryRule group 1-260 ^*<>%{}&:\\?/#\x00-\x1f $^\x20.
monitor:DataCollectionRule group 3-64 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=dcr
monitor:DataCollectionEndpoint group 3-44 A-Za-z0-9- slug=dce
applicationinsights:Component group 1-260 ^%&\\?/\x00-\x1f $^\x20. slug=appi
iotcentral:App global 2-63 a-z0-9- ^a-z0-9 ?reserved
keyvault:Vault global 3-24 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ?reserved slug=kv
keyvault:ManagedHsm global 3-24 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 !-- ?reserved slug=kvmhsm
keyvault:Secret in:vaultName 1-127 A-Za-z0-9-
keyvault:Key in:vaultName 1-127 A-Za-z0-9-
kusto:Cluster global 4-22 a-z0-9 ^a-z ?reserved slug=dec
kusto:ReadWriteDatabase in:clusterName 1-260 A-Za-z0-9.\x20_- slug=dedb
labservices:Lab group 1-100 A-Za-z0-9_.- ^A-Za-z $A-Za-z0-9
labservices:LabPlan group 1-100 A-Za-z0-9_.- ^A-Za-z $A-Za-z0-9
loadtestservice:LoadTest group 1-64 ^<>*&@:?+/\\,;=.|[\]"\x20\x00-\x1f ^^0-9_- $^_- slug=lt
logic:IntegrationAccount group 1-80 A-Za-z0-9_.()- slug=ia
logic:IntegrationAccountMap in:integrationAccountName 1-80 A-Za-z0-9_.()-
logic:IntegrationAccountPartner in:integrationAccountName 1-80 A-Za-z0-9_.()-
logic:IntegrationAccountSchema in:integrationAccountName 1-80 A-Za-z0-9_.()-
logic:Workflow group 1-80 A-Za-z0-9_.()- slug=logic
machinelearningservices:Workspace group 3-33 A-Za-z0-9_- ^A-Za-z0-9 slug=mlw,hub,proj
machinelearningservices:Compute in:workspaceName 2-32 A-Za-z0-9-
managedidentity:UserAssignedIdentity group 3-128 A-Za-z0-9_- ^A-Za-z0-9 slug=id
managedidentity:FederatedIdentityCredential in:resourceName 3-120 A-Za-z0-9_- ^A-Za-z0-9
maps:Account group 1-98 A-Za-z0-9_.- ^A-Za-z0-9 slug=map
netapp:Account group 1-128 A-Za-z0-9_- ^A-Za-z0-9 slug=anf
netapp:CapacityPool in:accountName 1-64 A-Za-z0-9_- ^A-Za-z0-9
netapp:CapacityPoolVolume in:accountName+poolName 1-64 A-Za-z0-9_- ^A-Za-z0-9 !=bin !=default
netapp:SnapshotPolicy in:accountName 1-64 A-Za-z0-9_- ^A-Za-z0-9
netapp:BackupPolicy in:accountName 1-64 A-Za-z0-9_- ^A-Za-z0-9
network:ApplicationGateway group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=agw
network:ApplicationSecurityGroup group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=asg
network:AzureFirewall group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=afw
network:BastionHost group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=bas
network:DdosProtectionPlan group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=ddos
network:ExpressRouteCircuit group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=erc
network:ExpressRouteGateway group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=ergw
network:FirewallPolicy group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=afwp
network:FirewallPolicyRuleCollectionGroup in:firewallPolicyName 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_
network:FlowLog in:networkWatcherName 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_
network:IpGroup group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=ipg
network:LoadBalancer group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=lbi,lbe
network:InboundNatRule in:loadBalancerName 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_
network:LocalNetworkGateway group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=lgw
network:NatGateway group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=ng
network:NetworkInterface group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=nic
network:NetworkManager group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=vnm
network:NetworkSecurityGroup group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=nsg
network:NetworkWatcher group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=nw
network:PrivateEndpoint group 2-64 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=pep
network:PrivateDnsZoneGroup in:privateEndpointName 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_
network:PrivateLinkService group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=pl
network:PublicIPAddress group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=pip
network:PublicIPPrefix group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=ippre
network:Route in:routeTableName 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=udr
network:RouteFilter group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=rf
network:RouteTable group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=rt
network:SecurityRule in:networkSecurityGroupName 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=nsgsr
network:ServiceEndpointPolicy group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=se
network:Subnet in:virtualNetworkName 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=snet
network:VirtualHub group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=vhub
network:HubVirtualNetworkConnection in:virtualHubName 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_
network:VirtualNetwork group 2-64 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=vnet
network:VirtualNetworkGateway group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=vgw,vpng
network:VirtualNetworkGatewayConnection group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=cn,con
network:VirtualNetworkPeering in:virtualNetworkName 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=peer
network:VirtualWan group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=vwan
network:VpnGateway group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=vpng
network:VpnConnection in:gatewayName 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=vcn
network:VpnSite group 1-80 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=vst
network:WebApplicationFirewallPolicy group 1-128 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9_ slug=waf
trafficmanager:Profile global 1-63 A-Za-z0-9.- ^A-Za-z0-9 $A-Za-z0-9 ?reserved slug=traf
notificationhubs:Namespace global 6-50 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 ?reserved space=servicebus slug=ntfns
notificationhubs:NotificationHub in:namespaceName 1-260 A-Za-z0-9_.- ^A-Za-z0-9 slug=ntf
operationalinsights:Cluster group 4-63 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9
operationalinsights:Workspace group 4-63 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 slug=log
portal:Dashboard group 3-160 A-Za-z0-9-
powerbidedicated:CapacityDetails region 3-63 a-z0-9 ^a-z slug=pbi
quantum:Workspace region 2-54 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9
recoveryservices:Vault group 2-50 A-Za-z0-9- ^A-Za-z slug=rsv
recoveryservices:ProtectionPolicy in:vaultName 3-150 A-Za-z0-9- ^A-Za-z $A-Za-z0-9
redis:Redis global 1-63 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 !-- ?reserved slug=redis
redis:FirewallRule in:cacheName 1-256 A-Za-z0-9_
redisenterprise:RedisEnterprise region 1-60 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 !-- ?reserved slug=amr
relay:Namespace global 6-50 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 ?reserved space=servicebus
relay:HybridConnection in:namespaceName 1-260 A-Za-z0-9_./- ^A-Za-z0-9 $A-Za-z0-9
resources:Deployment group 1-64 A-Za-z0-9_.()-
resources:ResourceGroup account 1-90 \p{L}\p{Nd}_.()- $\p{L}\p{Nd}_()- slug=rg
resources:TemplateSpec group 1-90 A-Za-z0-9_.()- slug=ts
search:Service global 2-60 a-z0-9- ^a-z0-9 $a-z0-9 !-- ?reserved slug=srch
security:Automation group 1-260 A-Za-z0-9_-
servicebus:Namespace global 6-50 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 ?reserved space=servicebus !$-sb !$-mgmt slug=sbns
servicebus:NamespaceAuthorizationRule in:namespaceName 1-50 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9
servicebus:Queue in:namespaceName 1-260 A-Za-z0-9_./- ^A-Za-z0-9 $A-Za-z0-9 slug=sbq
servicebus:Topic in:namespaceName 1-260 A-Za-z0-9_./- ^A-Za-z0-9 $A-Za-z0-9 slug=sbt
servicebus:Subscription in:namespaceName+topicName 1-50 A-Za-z0-9_.- ^A-Za-z0-9 $A-Za-z0-9 slug=sbts
servicebus:Rule in:namespaceName+topicName+subscriptionName 1-50 A-Za-z0-9_.$-
servicefabric:ManagedCluster region 4-23 a-z0-9- ^a-z $a-z0-9 ?reserved slug=sfmc
signalrservice:SignalR global 3-63 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 ?reserved slug=sigr
webpubsub:WebPubSub global 3-63 A-Za-z0-9- ^A-Za-z $A-Za-z0-9 ?reserved slug=wps
sql:ManagedInstance global 1-63 a-z0-9- ^a-z0-9 $a-z0-9 ?reserved space=database.windows.net slug=sqlmi
sql:Server global 1-63 a-z0-9- ^a-z0-9 $a-z0-9 ?reserved space=database.windows.net slug=sql
sql:Database in:serverName 1-128 ^<>*%&:\\/?\x00-\x1f $^\x20. slug=sqldb
sql:ElasticPool in:serverName 1-128 ^<>*%&:\\/?\x00-\x1f $^\x20. slug=sqlep
sql:FailoverGroup global 1-63 a-z0-9- ^a-z0-9 $a-z0-9 ?reserved space=database.windows.net
sql:FirewallRule in:serverName 1-128 ^<>*%&:;\\/?\x00-\x1f $^.
storage:StorageAccount global 3-24 a-z0-9 slug=st
storage:BlobContainer in:accountName 3-63 a-z0-9$- ^a-z0-9$ $a-z0-9 !--
storage:FileShare in:accountName 3-63 a-z0-9- ^a-z0-9 $a-z0-9 !-- slug=share
storage:Queue in:accountName 3-63 a-z0-9- ^a-z0-9 $a-z0-9 !--
storage:Table in:accountName 3-63 A-Za-z0-9 ^A-Za-z
storagesync:StorageSyncService group 1-260 A-Za-z0-9_.\x20- $A-Za-z0-9_- slug=sss
storagesync:SyncGroup in:storageSyncServiceName 1-260 A-Za-z0-9_.\x20- $A-Za-z0-9_-
streamanalytics:StreamingJob group 3-63 A-Za-z0-9_- slug=asa
streamanalytics:Cluster group 3-63 A-Za-z0-9_-
streamanalytics:Input in:jobName 3-63 A-Za-z0-9_-
streamanalytics:Output in:jobName 3-63 A-Za-z0-9_-
streamanalytics:Function in:jobName 3-63 A-Za-z0-9_-
synapse:Workspace global 1-50 a-z0-9- ^a-z0-9 $a-z0-9 !-ondemand ?reserved slug=synw
synapse:BigDataPool in:workspaceName 1-15 A-Za-z0-9 ^A-Za-z ?reserved slug=synsp
synapse:SqlPool in:workspaceName 1-60 ^<>*%&:\\/?@\x00-\x1f- $^\x20. ?reserved slug=syndp
timeseriesinsights:Gen2Environment group 1-90 ^'<>%&:\\?/#\x00-\x1f
web:AppServicePlan group 1-60 \p{L}\p{N}_- slug=asp
web:Certificate group 1-260 ^/\x00-\x1f $^\x20.
web:StaticSite group 1-60 \p{L}\p{N}- slug=stapp
web:WebApp global 2-60 \p{L}\p{N}- ^\p{L}\p{N} $\p{L}\p{N} ?reserved slug=app,func
web:WebAppSlot in:name 2-59 \p{L}\p{N}-
web:AppServiceEnvironment group 1-60 A-Za-z0-9- slug=ase
`,
  "gcp": String.raw`
source https://cloud.google.com/compute/docs/naming-resources
compute/address region 1-63 a-z0-9- ^a-z $a-z0-9 slug=ip,addr
compute/autoscaler in:zone 1-63 a-z0-9- ^a-z $a-z0-9
compute/backendBucket account 1-63 a-z0-9- ^a-z $a-z0-9 slug=bb
compute/backendService account 1-63 a-z0-9- ^a-z $a-z0-9 slug=bes
compute/disk in:zone 1-63 a-z0-9- ^a-z $a-z0-9 slug=disk
compute/externalVpnGateway account 1-63 a-z0-9- ^a-z $a-z0-9
compute/firewall account 1-63 a-z0-9- ^a-z $a-z0-9 slug=fw
compute/firewallPolicy in:parent 1-63 a-z0-9- ^a-z $a-z0-9
compute/forwardingRule region 1-63 a-z0-9- ^a-z $a-z0-9 slug=fr
compute/globalAddress account 1-63 a-z0-9- ^a-z $a-z0-9 slug=ip,addr
compute/globalForwardingRule account 1-63 a-z0-9- ^a-z $a-z0-9 slug=fr
compute/haVpnGateway region 1-63 a-z0-9- ^a-z $a-z0-9 slug=vpn
compute/healthCheck account 1-63 a-z0-9- ^a-z $a-z0-9 slug=hc
compute/image account 1-63 a-z0-9- ^a-z $a-z0-9
compute/instance in:zone 1-63 a-z0-9- ^a-z $a-z0-9 slug=vm
compute/instanceFromTemplate in:zone 1-63 a-z0-9- ^a-z $a-z0-9 space=compute/instance slug=vm
compute/instanceGroup in:zone 1-63 a-z0-9- ^a-z $a-z0-9 slug=ig
compute/instanceGroupManager in:zone 1-63 a-z0-9- ^a-z $a-z0-9 slug=mig
compute/instanceTemplate account 1-63 a-z0-9- ^a-z $a-z0-9 slug=tmpl
compute/interconnectAttachment region 1-63 a-z0-9- ^a-z $a-z0-9
compute/managedSslCertificate account 1-63 a-z0-9- ^a-z $a-z0-9 space=compute/sSLCertificate slug=cert
compute/network account 1-63 a-z0-9- ^a-z $a-z0-9 slug=vpc
compute/networkAttachment region 1-63 a-z0-9- ^a-z $a-z0-9
compute/networkEndpointGroup in:zone 1-63 a-z0-9- ^a-z $a-z0-9 slug=neg
compute/networkFirewallPolicy account 1-63 a-z0-9- ^a-z $a-z0-9
compute/nodeGroup in:zone 1-63 a-z0-9- ^a-z $a-z0-9
compute/nodeTemplate region 1-63 a-z0-9- ^a-z $a-z0-9
compute/packetMirroring region 1-63 a-z0-9- ^a-z $a-z0-9
compute/regionAutoscaler region 1-63 a-z0-9- ^a-z $a-z0-9
compute/regionBackendService region 1-63 a-z0-9- ^a-z $a-z0-9 slug=bes
compute/regionDisk region 1-63 a-z0-9- ^a-z $a-z0-9 slug=disk
compute/regionHealthCheck region 1-63 a-z0-9- ^a-z $a-z0-9 slug=hc
compute/regionInstanceGroupManager region 1-63 a-z0-9- ^a-z $a-z0-9 slug=mig
compute/regionInstanceTemplate region 1-63 a-z0-9- ^a-z $a-z0-9 slug=tmpl
compute/regionNetworkEndpointGroup region 1-63 a-z0-9- ^a-z $a-z0-9 slug=neg
compute/regionSslCertificate region 1-63 a-z0-9- ^a-z $a-z0-9 slug=cert
compute/regionTargetHttpProxy region 1-63 a-z0-9- ^a-z $a-z0-9
compute/regionTargetHttpsProxy region 1-63 a-z0-9- ^a-z $a-z0-9
compute/regionUrlMap region 1-63 a-z0-9- ^a-z $a-z0-9 slug=um
compute/reservation in:zone 1-63 a-z0-9- ^a-z $a-z0-9
compute/resourcePolicy region 1-63 a-z0-9- ^a-z $a-z0-9
compute/route account 1-63 a-z0-9- ^a-z $a-z0-9 slug=rt
compute/router region 1-63 a-z0-9- ^a-z $a-z0-9 slug=rtr
compute/routerInterface in:router 1-63 a-z0-9- ^a-z $a-z0-9
compute/routerNat in:router 1-63 a-z0-9- ^a-z $a-z0-9 slug=nat
compute/routerPeer in:router 1-63 a-z0-9- ^a-z $a-z0-9
compute/sSLCertificate account 1-63 a-z0-9- ^a-z $a-z0-9 slug=cert
compute/sSLPolicy account 1-63 a-z0-9- ^a-z $a-z0-9
compute/securityPolicy account 1-63 a-z0-9- ^a-z $a-z0-9 slug=armor
compute/serviceAttachment region 1-63 a-z0-9- ^a-z $a-z0-9
compute/snapshot account 1-63 a-z0-9- ^a-z $a-z0-9 slug=snap
compute/subnetwork region 1-63 a-z0-9- ^a-z $a-z0-9 slug=snet,subnet
compute/targetGrpcProxy account 1-63 a-z0-9- ^a-z $a-z0-9
compute/targetHttpProxy account 1-63 a-z0-9- ^a-z $a-z0-9
compute/targetHttpsProxy account 1-63 a-z0-9- ^a-z $a-z0-9
compute/targetInstance in:zone 1-63 a-z0-9- ^a-z $a-z0-9
compute/targetPool region 1-63 a-z0-9- ^a-z $a-z0-9
compute/targetSSLProxy account 1-63 a-z0-9- ^a-z $a-z0-9
compute/targetTCPProxy account 1-63 a-z0-9- ^a-z $a-z0-9
compute/uRLMap account 1-63 a-z0-9- ^a-z $a-z0-9 slug=um
compute/vPNGateway region 1-63 a-z0-9- ^a-z $a-z0-9 slug=vpn
compute/vPNTunnel region 1-63 a-z0-9- ^a-z $a-z0-9 slug=tun
source https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters
container/cluster in:location 1-40 a-z0-9- ^a-z $a-z0-9 slug=gke
container/nodePool in:cluster 1-40 a-z0-9- ^a-z $a-z0-9 slug=np
source https://cloud.google.com/storage/docs/buckets#naming
storage/bucket global 3-222 a-z0-9._- ^a-z0-9 $a-z0-9 ?labels63 ?not-ip !^goog !google !g00gle slug=gcs,bucket
source https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names
pubsub/topic account 3-255 A-Za-z0-9_.~+%- ^A-Za-z !^goog slug=topic
pubsub/subscription account 3-255 A-Za-z0-9_.~+%- ^A-Za-z !^goog slug=sub
pubsub/schema account 3-255 A-Za-z0-9_.~+%- ^A-Za-z !^goog
source https://cloud.google.com/iam/docs/service-accounts-create
serviceaccount/account account 6-30 a-z0-9- ^a-z $a-z0-9 slug=sa
source sdk
projects/iAMCustomRole account 3-64 A-Za-z0-9_.
organizations/iAMCustomRole in:orgId 3-64 A-Za-z0-9_.
organizations/project global 6-30 a-z0-9- ^a-z $a-z0-9 !google !ssl !undefined !null slug=prj
organizations/folder in:parent 3-30 \p{L}\p{N}_\x20- ^\p{L}\p{N} $\p{L}\p{N} inplace slug=fldr
iam/workloadIdentityPool account 4-32 a-z0-9- !^gcp-
iam/workloadIdentityPoolProvider in:workloadIdentityPoolId 4-32 a-z0-9- !^gcp-
iam/workforcePool global 6-63 a-z0-9- ^a-z $a-z0-9 !^gcp-
spanner/instance account 2-64 a-z0-9- ^a-z $a-z0-9 slug=spanner
spanner/database in:instance 2-30 a-z0-9_- ^a-z $a-z0-9
bigtable/instance account 6-33 a-z0-9- ^a-z $a-z0-9 slug=bt
bigtable/table in:instanceName 1-50 A-Za-z0-9_.-
bigquery/dataset account 1-1024 A-Za-z0-9_ slug=bq,ds
bigquery/table in:datasetId 1-1024 ^\x00-\x1f!"$'()*+,./:;<>?@\[\\\]^\x60{|}~
bigquery/routine in:datasetId 1-256 A-Za-z0-9_
alloydb/cluster region 1-63 a-z0-9- ^a-z $a-z0-9
alloydb/instance in:cluster 1-63 a-z0-9- ^a-z $a-z0-9
firestore/database account 4-63 A-Za-z0-9()- ^A-Za-z( $A-Za-z0-9)
redis/instance region 1-40 a-z0-9- ^a-z $a-z0-9 slug=redis
redis/cluster region 1-63 a-z0-9- ^a-z $a-z0-9
memcache/instance region 1-40 a-z0-9- ^a-z $a-z0-9
memorystore/instance region 4-63 a-z0-9- ^a-z $a-z0-9 slug=valkey
filestore/instance in:location 1-63 a-z0-9- ^a-z $a-z0-9 slug=nfs
cloudfunctions/function region 1-63 A-Za-z0-9_- ^A-Za-z $A-Za-z0-9 slug=fn
cloudfunctionsv2/function in:location 1-63 A-Za-z0-9_- ^A-Za-z $A-Za-z0-9 slug=fn
cloudscheduler/job region 1-500 A-Za-z0-9_-
cloudtasks/queue in:location 1-100 A-Za-z0-9-
workflows/workflow region 1-64 A-Za-z0-9_- ^A-Za-z $A-Za-z0-9
eventarc/trigger in:location 1-63 a-z0-9- ^a-z $a-z0-9
composer/environment region 1-64 a-z0-9- ^a-z $a-z0-9
dataproc/cluster region 1-51 a-z0-9- ^a-z $a-z0-9
dataproc/autoscalingPolicy in:location 3-50 A-Za-z0-9_- ^A-Za-z0-9 $A-Za-z0-9
dataflow/job region 1-1024 a-z0-9- ^a-z $a-z0-9
dns/managedZone account 1-63 a-z0-9- ^a-z $a-z0-9 slug=zone
dns/policy account 1-63 a-z0-9- ^a-z $a-z0-9
certificatemanager/certificate in:location 1-64 A-Za-z0-9_- ^A-Za-z
artifactregistry/repository in:location 1-63 a-z0-9- ^a-z $a-z0-9 slug=ar
secretmanager/secret account 1-255 A-Za-z0-9_- slug=secret
secretmanager/regionalSecret in:location 1-255 A-Za-z0-9_-
logging/metric account 1-100 A-Za-z0-9_.,+!*',()%/\\\x20-
logging/projectSink account 1-100 A-Za-z0-9_.-
logging/projectBucketConfig in:location 1-100 A-Za-z0-9_.- ^A-Za-z0-9_
networkconnectivity/hub account 1-63 a-z0-9- ^a-z $a-z0-9
vpcaccess/connector region 2-25 a-z0-9- ^a-z $a-z0-9 slug=vac
servicedirectory/namespace in:location 1-63 a-z0-9- ^a-z $a-z0-9
gkehub/membership account 1-63 a-z0-9- ^a-z0-9 $a-z0-9
healthcare/dataset in:location 1-256 \p{L}\p{N}_.-
apigateway/api account 1-63 a-z0-9- ^a-z $a-z0-9
apigateway/gateway region 1-49 a-z0-9- ^a-z $a-z0-9
notebooks/instance in:location 1-63 a-z0-9- ^a-z $a-z0-9
workstations/workstationCluster in:location 1-63 a-z0-9- ^a-z $a-z0-9
cloudbuild/trigger in:location 1-64 A-Za-z0-9- ^A-Za-z0-9 $A-Za-z0-9 inplace
source https://cloud.google.com/sql/docs/mysql/instance-settings
sql/databaseInstance account 1-98 a-z0-9- ^a-z $a-z0-9 slug=sql
sql/database in:instance 1-64 ^\x00-\x1f/\\
sql/user none 1-128 ^\x00-\x1f
source https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services/create
cloudrun/service in:location 1-49 a-z0-9- ^a-z $a-z0-9 slug=run
cloudrunv2/service in:location 1-49 a-z0-9- ^a-z $a-z0-9 space=cloudrun/service slug=run
cloudrunv2/job in:location 1-63 a-z0-9- ^a-z $a-z0-9 slug=job
source https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings/create
kms/keyRing in:location 1-63 A-Za-z0-9_- slug=kr
kms/cryptoKey in:keyRing 1-63 A-Za-z0-9_- slug=key
`,
  "alicloud": String.raw`
source https://www.alibabacloud.com/help/en/oss/user-guide/bucket-naming-conventions
oss/bucket global 3-63 a-z0-9- ^a-z0-9 $a-z0-9 slug=oss,bucket
source https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-runinstances
ecs/instance none 2-128 \p{L}\p{N}:_.,\[\]- ^\p{L} !^http:// !^https:// inplace slug=ecs,vm
ecs/securityGroup none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace slug=sg
ecs/ecsDisk none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace slug=disk
ecs/ecsKeyPair region 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// slug=key
ecs/ecsNetworkInterface none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace slug=eni
ecs/launchTemplate none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// slug=lt
ecs/ecsLaunchTemplate none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// space=ecs/launchTemplate slug=lt
ecs/ecsSnapshot none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace slug=snap
ecs/autoSnapshotPolicy none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
ecs/image none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// !^acs: !^aliyun inplace
ecs/dedicatedHost none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
ecs/ecsDeploymentSet none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
ecs/ecsPrefixList none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// !^com.aliyun !^com.alibabacloud inplace
ecs/eipAddress none 1-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace slug=eip
source https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-createvpc
vpc/network none 1-128 \p{L}\p{M}\p{N}\p{P}\p{S}\x20 !^http:// !^https:// inplace slug=vpc
vpc/switch none 1-128 \p{L}\p{M}\p{N}\p{P}\p{S}\x20 !^http:// !^https:// inplace slug=vsw
vpc/routeTable none 1-128 \p{L}\p{M}\p{N}\p{P}\p{S}\x20 !^http:// !^https:// inplace slug=rt
vpc/natGateway none 2-128 \p{L}\p{M}\p{N}\p{P}\p{S}\x20 !^http:// !^https:// inplace slug=nat
vpc/networkAcl none 1-128 \p{L}\p{M}\p{N}\p{P}\p{S}\x20 !^http:// !^https:// inplace
vpc/ipv4Gateway none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
vpc/ipv6Gateway none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
vpc/dhcpOptionsSet none 1-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
vpc/peerConnection none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
vpc/prefixList none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
vpc/haVipv2 none 1-128 \p{L}\p{M}\p{N}\p{P}\p{S}\x20 !^http:// !^https:// inplace
vpc/bgpGroup none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
vpn/gateway none 1-128 \p{L}\p{M}\p{N}\p{P}\p{S}\x20 !^http:// !^https:// inplace slug=vpn
vpn/connection none 1-128 \p{L}\p{M}\p{N}\p{P}\p{S}\x20 !^http:// !^https:// inplace
vpn/customerGateway none 1-128 \p{L}\p{M}\p{N}\p{P}\p{S}\x20 !^http:// !^https:// inplace
vpn/ipsecServer none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
source sdk
cen/instance none 1-128 \p{L}\p{M}\p{N}\p{P}\p{S}\x20 !^http:// !^https:// inplace slug=cen
cen/transitRouter none 1-128 \p{L}\p{M}\p{N}\p{P}\p{S}\x20 !^http:// !^https:// inplace slug=tr
cen/transitRouterVpcAttachment none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
resourcemanager/policy account 1-128 A-Za-z0-9-
resourcemanager/role account 1-64 A-Za-z0-9.-
resourcemanager/controlPolicy account 1-128 A-Za-z0-9- ^A-Za-z inplace
resourcemanager/resourceGroup account 3-50 A-Za-z0-9- ^A-Za-z slug=rg
alb/loadBalancer none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace slug=alb
alb/serverGroup none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
alb/acl none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
alb/healthCheckTemplate none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
alb/securityPolicy none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
nlb/loadBalancer none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace slug=nlb
nlb/serverGroup none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
ga/acl none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
kvstore/instance none 2-256 \s\S !^http:// !^https:// inplace slug=redis,tair
mongodb/instance none 2-256 \s\S !^http:// !^https:// inplace slug=mongo
mongodb/shardingInstance none 2-256 \s\S !^http:// !^https:// inplace slug=mongo
polardb/database in:dbClusterId 1-64 a-z0-9_- ^a-z
polardb/account in:dbClusterId 2-16 a-z0-9_ ^a-z $a-z0-9
hbase/instance none 2-128 \p{L}\p{N}_.- inplace
ots/instance region 3-16 A-Za-z0-9- ^A-Za-z $A-Za-z0-9
maxcompute/project global 3-28 A-Za-z0-9_ ^A-Za-z
cs/registryEnterpriseNamespace in:instanceId 2-120 a-z0-9._- ^a-z0-9 $a-z0-9
cs/registryEnterpriseRepo in:instanceId+namespace 2-64 a-z0-9._- ^a-z0-9 $a-z0-9
cr/namespace region 2-120 a-z0-9._- ^a-z0-9 $a-z0-9
cr/repo in:namespace 2-64 a-z0-9._- ^a-z0-9 $a-z0-9
kms/alias region 7-261 A-Za-z0-9_/- +alias/ slug=key
kms/secret region 1-64 A-Za-z0-9_/+=.@- slug=secret
fc/service region 1-128 A-Za-z0-9_- ^A-Za-z_
fc/function in:service 1-64 A-Za-z0-9_- ^A-Za-z_ slug=fn
fc/v3Function region 1-64 A-Za-z0-9_- ^A-Za-z_ slug=fn
message/serviceQueue region 1-120 A-Za-z0-9- ^A-Za-z0-9 slug=mns
message/serviceTopic region 1-120 A-Za-z0-9- ^A-Za-z0-9
mns/queue region 1-256 A-Za-z0-9- ^A-Za-z0-9 space=message/serviceQueue
mns/topic region 1-256 A-Za-z0-9- ^A-Za-z0-9 space=message/serviceTopic
rocketmq/topic in:instanceId 1-64 A-Za-z0-9_- !^GID !^CID
alikafka/topic in:instanceId 1-249 A-Za-z0-9_.-
eventbridge/eventBus region 2-127 A-Za-z0-9-
datahub/project region 3-32 A-Za-z0-9_ ~case
sae/application none 1-36 A-Za-z0-9- ^A-Za-z
edas/application none 1-36 A-Za-z0-9_-
oos/template region 1-200 A-Za-z0-9_- !^aliyun !^acs !^alibaba !^alicloud
actiontrail/trail account 6-36 a-z0-9_- ^a-z
ess/scalingGroup none 2-64 \p{L}\p{N}_.- ^\p{L}\p{N} inplace slug=asg
ess/scalingConfiguration none 2-64 \p{L}\p{N}_.- ^\p{L}\p{N} inplace
cms/alarmContactGroup account 2-64 \s\S
privatelink/vpcEndpoint none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
emrv2/cluster none 1-64 \p{L}\p{N}_- inplace
nas/accessGroup region 3-64 A-Za-z0-9_- ^A-Za-z
source https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-createrole
ram/policy account 1-128 A-Za-z0-9- slug=policy,pol
ram/role account 1-64 A-Za-z0-9.- slug=role
ram/user account 1-64 A-Za-z0-9._- inplace slug=user
ram/group account 1-64 A-Za-z0-9._- inplace slug=group
ram/samlProvider account 1-128 A-Za-z0-9._- ^A-Za-z0-9 $A-Za-z0-9
source https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-createloadbalancer
slb/applicationLoadBalancer none 1-80 \p{L}\p{M}\p{N}\p{P}\p{S}\x20 !^http:// !^https:// inplace slug=slb,clb
slb/loadBalancer none 1-80 \p{L}\p{M}\p{N}\p{P}\p{S}\x20 !^http:// !^https:// inplace slug=slb,clb
slb/tlsCipherPolicy none 2-128 \p{L}\p{N}:_.- ^\p{L} !^http:// !^https:// inplace
source https://www.alibabacloud.com/help/en/rds/developer-reference/api-rds-2014-08-15-createdbinstance
rds/instance none 2-256 \s\S !^http:// !^https:// inplace slug=rds
rds/readOnlyInstance none 2-256 \s\S !^http:// !^https:// inplace slug=rds
rds/database in:instanceId 2-64 a-z0-9_- ^a-z $a-z0-9
source https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/developer-reference/api-cs-2015-12-15-createcluster
cs/managedKubernetes none 1-63 \p{L}\p{N}- ^\p{L}\p{N} $\p{L}\p{N} inplace slug=ack
cs/kubernetes none 1-63 \p{L}\p{N}- ^\p{L}\p{N} $\p{L}\p{N} inplace slug=ack
cs/nodePool none 1-63 \p{L}\p{N}_- inplace slug=np
source https://www.alibabacloud.com/help/en/sls/developer-reference/api-sls-2020-12-30-createproject
log/project global 3-63 a-z0-9- ^a-z0-9 $a-z0-9 slug=sls
log/store in:projectName 2-63 a-z0-9_- ^a-z0-9 $a-z0-9
log/machineGroup in:project 2-128 a-z0-9_- ^a-z0-9 $a-z0-9
`,
};
