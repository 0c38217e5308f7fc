import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

const europe = new aws.Provider("europe", { region: "eu-central-1" });
const america = new aws.Provider("america", { region: "us-east-1" });

const europeVpc = new aws.ec2.Vpc("europe", { cidrBlock: "10.30.0.0/16", tags: { Name: "acme-prod-shared-europe", Owner: "platform" } }, { provider: europe });
const americaVpc = new aws.ec2.Vpc("america", { cidrBlock: "10.31.0.0/16", tags: { Name: "acme-prod-shared-america", Owner: "platform" } }, { provider: america });

const artifacts = new aws.s3.BucketV2("artifacts", { bucket: "acme-prod-artifacts", tags: { Name: "acme-prod-artifacts", Owner: "platform", Retention: "forever" } }, { provider: europe });
new aws.s3.BucketV2("artifacts-copy", { bucket: "acme-prod-artifacts-copy", tags: { Name: "acme-prod-artifacts-copy", Owner: "platform", Retention: "forever" } }, { provider: america });

new aws.ssm.Parameter("office-gateway", { name: "/acme/prod/office-gateway", type: "String", value: config.require("officeGateway"), tags: { Owner: "platform" } }, { provider: europe });

export const vpcIds = { europe: europeVpc.id, america: americaVpc.id };
export const artifactsArn = artifacts.arn;
