import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { privateBlocks } from "./blocks";

const config = new pulumi.Config();
const stack = pulumi.getStack();
const cidrBlock = config.require("cidrBlock");

const vpc = new aws.ec2.Vpc("main", {
  cidrBlock,
  enableDnsHostnames: true,
  tags: { Name: `acme-${stack}-main`, Owner: "platform", Environment: stack },
});

const zones = ["eu-central-1a", "eu-central-1b"];
const privateSubnets = privateBlocks(cidrBlock, zones.length).map(
  (block, index) =>
    new aws.ec2.Subnet(`private-${index}`, {
      vpcId: vpc.id,
      cidrBlock: block,
      availabilityZone: zones[index]!,
      tags: { Name: `acme-${stack}-private-${index}`, Owner: "platform", Tier: "private" },
    }),
);

const publicSubnet = new aws.ec2.Subnet("public", {
  vpcId: vpc.id,
  cidrBlock: config.require("publicCidrBlock"),
  availabilityZone: "eu-central-1a",
  mapPublicIpOnLaunch: true,
  tags: { Name: `acme-${stack}-public`, Owner: "platform", Tier: "public" },
});

const edge = new aws.ec2.SecurityGroup("edge", {
  name: `acme-${stack}-edge`,
  description: "HTTPS from our offices",
  vpcId: vpc.id,
  ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [config.require("officeCidrBlock")], description: "offices" }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"], description: "anywhere" }],
  tags: { Name: `acme-${stack}-edge`, Owner: "platform" },
});

export const vpcId = vpc.id;
export const privateSubnetIds = privateSubnets.map(subnet => subnet.id);
export const publicSubnetId = publicSubnet.id;
export const edgeSecurityGroupId = edge.id;
