import type { JsonObject } from "../../../model/json.ts";
import { textAt, type Shape } from "../plugin/file-backed.ts";
import type { Traits } from "../plugin/provider.ts";
import { randomId } from "../plugin/random-id.ts";

/** What Alibaba Cloud makes of a type; those without a row here keep their inputs as they are. */
export function shapeOf(type: string): Shape {
  return SHAPES[type.split(":")[1]!] ?? shape("", { optional: ["tags"] });
}

const SHAPES: Record<string, Shape> = {
  "vpc/network": shape("vpc-", { defaults: { isDefault: false }, cloudDefaults: { resourceGroupId: "rg-acfm2defaultgroup", enableIpv6: false }, immutable: ["cidrBlock", "isDefault"], optional: ["description", "tags"] },
    (inputs, id) => ({ status: "Available", routerId: id.replace("vpc-", "vrt-"), routeTableId: id.replace("vpc-", "vtb-"), createTime: now(), userCidrs: [], ...(textAt(inputs, "vpcName") && { name: textAt(inputs, "vpcName")! }) })),
  "vpc/switch": shape("vsw-", { cloudDefaults: { enableIpv6: false }, immutable: ["cidrBlock", "vpcId", "zoneId"], optional: ["description", "tags"] }, () => ({ status: "Available", createTime: now() })),
  "ecs/securityGroup": shape("sg-", { defaults: { innerAccessPolicy: "Accept", securityGroupType: "normal" }, immutable: ["vpcId", "securityGroupType"], optional: ["description", "tags"] }),
  "ecs/securityGroupRule": shape("sgr-", { defaults: { nicType: "internet", policy: "accept", priority: 1, portRange: "-1/-1" }, immutable: ["type", "ipProtocol", "portRange", "securityGroupId", "cidrIp", "priority", "policy"] }),
  "ecs/instance": shape("i-", {
    defaults: { dryRun: false, instanceChargeType: "PostPaid", internetMaxBandwidthOut: 0, systemDiskCategory: "cloud_efficiency" },
    cloudDefaults: { systemDiskSize: 40, deletionProtection: false, status: "Running" },
    immutable: ["availabilityZone", "systemDiskCategory"],
    optional: ["description", "tags"],
    sets: ["securityGroups"],
    secrets: ["password", "kmsEncryptedPassword"],
  }, () => ({ privateIp: "172.16.0.10", publicIp: "", primaryIpAddress: "172.16.0.10", osType: "linux", createTime: now() })),
};

function shape(prefix: string, traits: Traits, compute: (inputs: JsonObject, id: string) => JsonObject = () => ({})): Shape {
  return {
    traits: { ...traits, outputs: ["status", "createTime"] },
    identify: (inputs, { label }) => ({ id: randomId(prefix || `${label}-`, 20), name: nameIn(inputs) ?? label }),
    compute: (inputs, { id }) => compute(inputs, id),
  };
}

function nameIn(inputs: JsonObject): string | undefined {
  return ["vpcName", "vswitchName", "instanceName", "securityGroupName", "name", "bucket"].map(key => textAt(inputs, key)).find(name => name !== undefined);
}

function now(): string {
  return new Date().toISOString();
}
