import * as pulumi from "@pulumi/pulumi";
import { WebTier } from "./web-tier";

const config = new pulumi.Config();
const network = new pulumi.StackReference(`${pulumi.getOrganization()}/network/${pulumi.getStack()}`);

const shop = new WebTier("shop", {
  vpcId: network.requireOutput("vpcId"),
  subnetId: network.requireOutput("publicSubnetId"),
  instanceType: config.require("instanceType"),
  owner: "shop",
});

export const securityGroupId = shop.securityGroupId;
export const instanceId = shop.instanceId;
