/** Modules of the providers whose IAM prefix is another word. https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const PREFIXES: Record<string, readonly string[]> = {
  ...{ vpc: ["ec2"], ebs: ["ec2"], ec2transitgateway: ["ec2"], ec2clientvpn: ["ec2"], verifiedaccess: ["ec2"], networkmonitor: ["networkmonitor"] },
  ...{ lb: ["elasticloadbalancing"], alb: ["elasticloadbalancing"], elb: ["elasticloadbalancing"], applicationloadbalancing: ["elasticloadbalancing"], elasticloadbalancingv2: ["elasticloadbalancing"] },
  ...{ cloudwatch: ["cloudwatch", "logs", "events"], cfg: ["config"], appautoscaling: ["application-autoscaling"], autoscalingplans: ["autoscaling-plans"], autoscaling: ["autoscaling"] },
  ...{ sfn: ["states"], stepfunctions: ["states"], msk: ["kafka"], mskconnect: ["kafkaconnect"], mwaa: ["airflow"], mq: ["mq"], amazonmq: ["mq"], amp: ["aps"], grafana: ["grafana"] },
  ...{ sesv2: ["ses"], mailmanager: ["ses"], cognito: ["cognito-idp", "cognito-identity"], apigatewayv2: ["apigateway"], efs: ["elasticfilesystem"], emr: ["elasticmapreduce"] },
  ...{ elasticsearch: ["es"], opensearch: ["es", "aoss"], opensearchserverless: ["aoss"], opensearchingest: ["osis"], opensearchservice: ["es"], docdb: ["rds", "docdb-elastic"], neptune: ["rds"], neptunegraph: ["neptune-graph"] },
  ...{ directoryservice: ["ds"], keyspaces: ["cassandra"], acmpca: ["acm-pca"], certificatemanager: ["acm"], ssoadmin: ["sso"], ecrpublic: ["ecr-public"], s3control: ["s3"], s3outposts: ["s3-outposts"] },
  ...{ kinesis: ["kinesis", "firehose", "kinesisanalytics"], kinesisfirehose: ["firehose"], kinesisanalyticsv2: ["kinesisanalytics"], timestreamwrite: ["timestream"], timestreamquery: ["timestream"], timestreaminfluxdb: ["timestream-influxdb"] },
  ...{ wafregional: ["waf-regional"], costexplorer: ["ce"], location: ["geo"], pinpoint: ["mobiletargeting"], serverlessrepository: ["serverlessrepo"], accessanalyzer: ["access-analyzer"], redshiftserverless: ["redshift-serverless"], redshiftdata: ["redshift-data"] },
  ...{ resourcegroups: ["resource-groups"], resourceexplorer: ["resource-explorer-2"], codestarconnections: ["codestar-connections"], codestarnotifications: ["codestar-notifications"], networkfirewall: ["network-firewall"], vpclattice: ["vpc-lattice"] },
  ...{ licensemanager: ["license-manager"], ssmcontacts: ["ssm-contacts"], ssmincidents: ["ssm-incidents"], route53recoverycontrol: ["route53-recovery-control-config"], route53recoveryreadiness: ["route53-recovery-readiness"], emrcontainers: ["emr-containers"], emrserverless: ["emr-serverless"] },
  ...{ bcmdata: ["bcm-data-exports"], bedrockfoundation: ["bedrock"], bedrockmodel: ["bedrock"], chimesdkmediapipelines: ["chime"], cloudcontrol: ["cloudformation"], cloudhsmv2: ["cloudhsm"], computeoptimizer: ["compute-optimizer"], costoptimizationhub: ["cost-optimization-hub"] },
  ...{ customerprofiles: ["profile"], devopsguru: ["devops-guru"], workspacesweb: ["workspaces-web"], paymentcryptography: ["payment-cryptography"], codegurureviewer: ["codeguru-reviewer"], codeguruprofiler: ["codeguru-profiler"], applicationinsights: ["applicationinsights"] },
};

/** IAM prefixes of a module of aws or aws-native, the likeliest first; only those that exist. */
export function prefixesOf(module: string, services: ReadonlyMap<string, unknown>): string[] {
  return (PREFIXES[module.toLowerCase()] ?? [module.toLowerCase()]).filter(prefix => services.has(prefix));
}

/** What CloudFormation calls a service, where it is not the module's own name. */
const CLOUDFORMATION: Record<string, string> = { vpc: "EC2", ebs: "EC2", ec2transitgateway: "EC2", lb: "ElasticLoadBalancingV2", alb: "ElasticLoadBalancingV2", sfn: "StepFunctions", cfg: "Config", appautoscaling: "ApplicationAutoScaling", msk: "MSK", acm: "CertificateManager", mq: "AmazonMQ" };

export function cloudFormationService(module: string): string {
  return (CLOUDFORMATION[module.toLowerCase()] ?? module).toLowerCase();
}
