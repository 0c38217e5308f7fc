import type { Clouds } from "./stage.ts";

export const RETENTION = { code: "90 days", cloud: "30 days" };

/** What people do at a console: each change goes through the cloud's own API, past every program. Gives what was done, in words. */
export async function changeBehindTheBack(clouds: Clouds, newPassword: string): Promise<string[]> {
  const { accounts, server } = clouds.aws;
  const options = { endpoint: server.endpoint, region: "eu-central-1", credentials: accounts.aws.deployer };
  return [
    await editTag(options),
    await openPort(options),
    await deleteBucket(options),
    await rotateSecret(options, newPassword),
    scaleDeployment(clouds),
  ];
}

interface ClientOptions {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}

async function editTag(options: ClientOptions): Promise<string> {
  const { S3 } = await import("@aws-sdk/client-s3");
  const s3 = new S3({ ...options, forcePathStyle: true });
  const { TagSet = [] } = await s3.getBucketTagging({ Bucket: "acme-prod-events" });
  await s3.putBucketTagging({ Bucket: "acme-prod-events", Tagging: { TagSet: TagSet.map(tag => (tag.Key === "Retention" ? { ...tag, Value: RETENTION.cloud } : tag)) } });
  return `tag Retention of bucket acme-prod-events: "${RETENTION.code}" became "${RETENTION.cloud}"`;
}

async function openPort(options: ClientOptions): Promise<string> {
  const { EC2 } = await import("@aws-sdk/client-ec2");
  const ec2 = new EC2(options);
  const { SecurityGroups = [] } = await ec2.describeSecurityGroups({ Filters: [{ Name: "group-name", Values: ["acme-prod-edge"] }] });
  const GroupId = SecurityGroups[0]?.GroupId ?? "";
  await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "just for today" }] }] });
  return "security group acme-prod-edge: SSH opened to 0.0.0.0/0";
}

async function deleteBucket(options: ClientOptions): Promise<string> {
  const { S3 } = await import("@aws-sdk/client-s3");
  await new S3({ ...options, forcePathStyle: true }).deleteBucket({ Bucket: "acme-prod-reports" });
  return "bucket acme-prod-reports: deleted";
}

async function rotateSecret(options: ClientOptions, newPassword: string): Promise<string> {
  const { SSM } = await import("@aws-sdk/client-ssm");
  await new SSM(options).putParameter({ Name: "/acme/prod/database/password", Type: "SecureString", Value: newPassword, Overwrite: true });
  return "parameter /acme/prod/database/password: rotated";
}

function scaleDeployment({ others }: Clouds): string {
  const [deployment] = others.files.find({ type: "kubernetes:apps/*", name: "checkout" });
  if (!deployment) throw new Error("the cluster has no deployment checkout");
  others.files.change(deployment, ({ spec }) => void ((spec as { replicas: number }).replicas = 7));
  return "deployment checkout: scaled to 7 replicas (which its program ignores)";
}
