import type { Grammar } from "../grammar";

const IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html";
const ELB = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html";

const iamName = (max: number): Grammar => ({ min: 1, max, allowed: "A-Za-z0-9_+=,.@\\-", says: `1 to ${max} letters, digits and any of _+=,.@-`, source: IAM });

const loadBalancerName: Grammar = {
  min: 1,
  max: 32,
  allowed: "A-Za-z0-9\\-",
  begins: "A-Za-z0-9",
  ends: "A-Za-z0-9",
  says: "1 to 32 letters, digits and hyphens, with no hyphen first or last",
  never: [{ pattern: /^internal-/, because: 'begins with "internal-"' }],
  source: ELB,
};

const databaseIdentifier: Grammar = {
  min: 1,
  max: 63,
  allowed: "A-Za-z0-9\\-",
  begins: "A-Za-z",
  ends: "A-Za-z0-9",
  says: "1 to 63 letters, digits and hyphens, beginning with a letter",
  never: [{ pattern: /--/, because: "has two hyphens in a row" }],
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
};

export const awsGrammars: Record<string, Grammar> = {
  "aws:cloudwatch/logGroup:LogGroup": { min: 1, max: 512, allowed: "A-Za-z0-9_/.#\\-", says: "1 to 512 letters, digits and any of _-/.#", source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html" },
  "aws:dynamodb/table:Table": { min: 3, max: 255, allowed: "A-Za-z0-9_.\\-", says: "3 to 255 letters, digits and any of _.-", source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html" },
  "aws:ec2/launchTemplate:LaunchTemplate": { min: 3, max: 128, allowed: "A-Za-z0-9().\\-/_", says: "3 to 128 letters, digits and any of ().-/_", source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html" },
  "aws:ec2/securityGroup:SecurityGroup": {
    min: 1,
    max: 255,
    allowed: "A-Za-z0-9 ._:/()#,@\\[\\]+=&;{}!$*\\-",
    says: "1 to 255 letters, digits, spaces and any of ._-:/()#,@[]+=&;{}!$*",
    never: [{ pattern: /^sg-/i, because: 'begins with "sg-", like an id' }],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html",
  },
  "aws:ecr/repository:Repository": { min: 2, max: 256, allowed: "a-z0-9._/\\-", begins: "a-z0-9", ends: "a-z0-9", says: "2 to 256 lower-case letters, digits and any of ._-/, none of them first or last", source: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html" },
  "aws:eks/cluster:Cluster": { min: 1, max: 100, allowed: "A-Za-z0-9_\\-", begins: "A-Za-z0-9", says: "1 to 100 letters, digits, hyphens and underscores, beginning with a letter or digit", source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html" },
  "aws:iam/group:Group": iamName(128),
  "aws:iam/instanceProfile:InstanceProfile": iamName(128),
  "aws:iam/policy:Policy": iamName(128),
  "aws:iam/role:Role": iamName(64),
  "aws:iam/rolePolicy:RolePolicy": iamName(128),
  "aws:iam/user:User": iamName(64),
  "aws:kms/alias:Alias": {
    min: 7,
    max: 256,
    allowed: "A-Za-z0-9:/_\\-",
    says: '"alias/", then letters, digits and any of :/_-, 256 characters at most',
    never: [
      { pattern: /^(?!alias\/)/, because: 'does not begin with "alias/"' },
      { pattern: /^alias\/aws\//, because: 'begins with "alias/aws/", which is kept for AWS' },
    ],
    source: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html",
  },
  "aws:lambda/function:Function": { min: 1, max: 64, allowed: "A-Za-z0-9_\\-", says: "1 to 64 letters, digits, hyphens and underscores", source: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html" },
  "aws:lb/loadBalancer:LoadBalancer": loadBalancerName,
  "aws:lb/targetGroup:TargetGroup": { ...loadBalancerName, never: [], source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html" },
  "aws:rds/cluster:Cluster": databaseIdentifier,
  "aws:rds/instance:Instance": databaseIdentifier,
  "aws:s3/bucket:Bucket": {
    min: 3,
    max: 63,
    allowed: "a-z0-9.\\-",
    begins: "a-z0-9",
    ends: "a-z0-9",
    says: "3 to 63 lower-case letters, digits, dots and hyphens, with a letter or digit first and last",
    never: [
      { pattern: /\.\./, because: "has two dots in a row" },
      { pattern: /^\d+\.\d+\.\d+\.\d+$/, because: "looks like an IP address" },
      { pattern: /^(xn--|sthree-|amzn-s3-demo-)/, because: 'begins with "xn--", "sthree-" or "amzn-s3-demo-", which AWS keeps for itself' },
      { pattern: /(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/, because: 'ends with "-s3alias", "--ol-s3", ".mrap", "--x-s3" or "--table-s3", which AWS keeps for itself' },
    ],
    source: S3,
  },
  "aws:secretsmanager/secret:Secret": { min: 1, max: 512, allowed: "A-Za-z0-9/_+=.@\\-", says: "1 to 512 letters, digits and any of /_+=.@-", source: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html" },
  "aws:sns/topic:Topic": { min: 1, max: 256, allowed: "A-Za-z0-9_.\\-", says: "1 to 256 letters, digits, hyphens and underscores, and .fifo at the end of a FIFO topic", never: [{ pattern: /\.(?!fifo$)/, because: "has a dot that does not begin .fifo" }], source: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html" },
  "aws:sqs/queue:Queue": { min: 1, max: 80, allowed: "A-Za-z0-9_.\\-", says: "1 to 80 letters, digits, hyphens and underscores, and .fifo at the end of a FIFO queue", never: [{ pattern: /\.(?!fifo$)/, because: "has a dot that does not begin .fifo" }], source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html" },
  "aws:ssm/parameter:Parameter": {
    min: 1,
    max: 1011,
    allowed: "A-Za-z0-9_./\\-",
    says: "1 to 1011 letters, digits and any of _.-/",
    never: [{ pattern: /^\/?(aws|ssm)(?!-)/i, because: 'begins with "aws" or "ssm"' }],
    source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html",
  },
};
