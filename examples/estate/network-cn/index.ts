import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

const vpc = new aws.ec2.Vpc("beijing", {
  cidrBlock: config.require("cidrBlock"),
  tags: { Name: "acme-prod-beijing", Owner: "platform-cn" },
});

new aws.ec2.Subnet("apps", {
  vpcId: vpc.id,
  cidrBlock: "10.20.0.0/20",
  availabilityZone: "cn-north-1a",
  tags: { Name: "acme-prod-beijing-apps", Owner: "platform-cn" },
});

new aws.ec2.Subnet("data", {
  vpcId: vpc.id,
  cidrBlock: "10.20.16.0/20",
  availabilityZone: "cn-north-1b",
  tags: { Name: "acme-prod-beijing-data", Owner: "platform-cn" },
});

const assets = new aws.s3.BucketV2("assets", {
  bucket: "acme-prod-beijing-assets",
  tags: { Name: "acme-prod-beijing-assets", Owner: "platform-cn" },
});

export const vpcId = vpc.id;
export const assetsArn = assets.arn;
