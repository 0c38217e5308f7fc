import { describe, expect, test } from "vitest";
import { estateSnapshot } from "../../model/estate-snapshot.ts";
import { factsOf } from "../../policypacks/_kit/facts.ts";
import { parseSnapshot, withoutStacks } from "../../policypacks/_kit/snapshot.ts";
import { secret, unknown, type WireObject } from "../../policypacks/_kit/wire.ts";

test.each<[string, WireObject, string[]]>([
  ["aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16", ipv6CidrBlock: "2001:db8::/56" }, ["cidrBlock 10.0.0.0/16", "ipv6CidrBlock 2001:db8::/56"]],
  ["aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", { vpcId: "vpc-1", cidrBlock: "10.1.0.0/16" }, ["cidrBlock 10.1.0.0/16"]],
  ["aws:ec2/subnet:Subnet", { cidrBlock: "10.0.1.0/24" }, ["cidrBlock 10.0.1.0/24"]],
  ["aws-native:ec2:VPC", { cidrBlock: "10.0.0.0/16" }, ["cidrBlock 10.0.0.0/16"]],
  [
    "azure-native:network/v20240101:VirtualNetwork",
    { addressSpace: { addressPrefixes: ["10.0.0.0/16", "10.1.0.0/16"] }, subnets: [{ addressPrefix: "10.0.0.0/24" }, { addressPrefixes: ["10.0.1.0/24"] }] },
    ["addressSpace.addressPrefixes[0] 10.0.0.0/16", "addressSpace.addressPrefixes[1] 10.1.0.0/16", "subnets[0].addressPrefix 10.0.0.0/24", "subnets[1].addressPrefixes[0] 10.0.1.0/24"],
  ],
  ["gcp:compute/subnetwork:Subnetwork", { ipCidrRange: "10.0.0.0/20", secondaryIpRanges: [{ rangeName: "pods", ipCidrRange: "10.4.0.0/14" }] }, ["ipCidrRange 10.0.0.0/20", "secondaryIpRanges[0].ipCidrRange 10.4.0.0/14"]],
  ["gcp:compute/network:Network", {}, ["autoCreateSubnetworks 10.128.0.0/9"]],
  ["gcp:compute/network:Network", { autoCreateSubnetworks: false }, []],
  ["alicloud:vpc/network:Network", { cidrBlock: "172.16.0.0/12", secondaryCidrBlocks: ["192.168.0.0/16"] }, ["cidrBlock 172.16.0.0/12", "secondaryCidrBlocks[0] 192.168.0.0/16"]],
  ["alicloud:vpc/switch:Switch", { cidrBlock: "172.16.4.0/24" }, ["cidrBlock 172.16.4.0/24"]],
  ["random:index/pet:Pet", { cidrBlock: "10.0.0.0/8" }, []],
])("the blocks of %s", (type, inputs, blocks) => {
  expect(factsOf([{ urn: `urn:pulumi:dev::net::${type}::x`, type, inputs }]).blocks.map(({ path, cidr }) => `${path} ${cidr}`)).toEqual(blocks);
});

test.each<[string, WireObject, string]>([
  ["aws:s3/bucketV2:BucketV2", { bucket: "data" }, "data"],
  ["azure-native:storage/v20230101:StorageAccount", { accountName: "data" }, "data"],
  ["alicloud:vpc/network:Network", { name: "old", vpcName: "new" }, "new"],
  ["kubernetes:apps/v1:Deployment", { metadata: { name: "web" } }, "web"],
])("the name of %s", (type, inputs, name) => {
  const urn = `urn:pulumi:dev::net::${type}::x`;
  expect(factsOf([{ urn, type, inputs }]).names).toEqual([{ urn, type, name }]);
});

test("what is unknown or secret, plain or encrypted, is no fact", () => {
  const encrypted = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };
  const vpcs = [secret("10.0.0.0/16"), unknown, encrypted, { "trueup:secret": "f00" }].map((cidrBlock, i) => ({ urn: `urn:pulumi:dev::net::aws:ec2/vpc:Vpc::${i}`, type: "aws:ec2/vpc:Vpc", inputs: { cidrBlock } }));
  const buckets = [secret("hidden"), unknown].map((bucket, i) => ({ urn: `urn:pulumi:dev::net::aws:s3/bucket:Bucket::${i}`, type: "aws:s3/bucket:Bucket", inputs: { bucket } }));
  const facts = factsOf([...vpcs, ...buckets]);
  expect(facts).toMatchObject({ blocks: [], names: [] });
  expect(facts.resources.flatMap(({ inputs }) => Object.keys(inputs))).toEqual([]);
});

test("a block that the cloud chose is known by what the cloud says, and nothing is made of what it leaves empty", () => {
  const urn = "urn:pulumi:dev::net::aws:ec2/vpc:Vpc::pooled";
  const pooled = { urn, type: "aws:ec2/vpc:Vpc", inputs: { ipv4IpamPoolId: "ipam-pool-1" }, outputs: { cidrBlock: "10.7.0.0/20", ipv6CidrBlock: "" } };
  expect(factsOf([pooled]).blocks).toEqual([{ urn, type: "aws:ec2/vpc:Vpc", path: "cidrBlock", cidr: "10.7.0.0/20" }]);
});

test.each<[string, WireObject, string[]]>([
  ["gcp:compute/globalAddress:GlobalAddress", { purpose: "VPC_PEERING", address: "10.60.0.0", prefixLength: 16, network: "main" }, ["address 10.60.0.0/16"]],
  ["gcp:compute/globalAddress:GlobalAddress", { purpose: "PRIVATE_SERVICE_CONNECT", address: "10.60.0.5" }, []],
  ["gcp:filestore/instance:Instance", { networks: [{ network: "main", reservedIpRange: "10.9.0.0/29" }] }, ["networks[0].reservedIpRange 10.9.0.0/29"]],
  ["gcp:filestore/instance:Instance", { networks: [{ network: "main", reservedIpRange: "a-range" }] }, []],
  ["gcp:container/cluster:Cluster", { ipAllocationPolicy: { clusterIpv4CidrBlock: "/14", servicesSecondaryRangeName: "services" } }, []],
  ["gcp:container/cluster:Cluster", {}, ["ipAllocationPolicy.servicesIpv4CidrBlock 34.118.224.0/20"]],
  ["azure-native:containerservice:ManagedCluster", {}, ["networkProfile.serviceCidr 10.0.0.0/16", "networkProfile.podCidr 10.244.0.0/16"]],
  ["azure-native:containerservice:ManagedCluster", { networkProfile: { networkPlugin: "azure", serviceCidrs: ["10.2.0.0/16"] } }, ["networkProfile.serviceCidrs[0] 10.2.0.0/16"]],
  ["alicloud:cs/managedKubernetes:ManagedKubernetes", { podCidr: "172.20.0.0/16" }, ["serviceCidr 172.19.0.0/20", "podCidr 172.20.0.0/16"]],
  ["aws:ec2/defaultVpc:DefaultVpc", {}, ["cidrBlock 172.31.0.0/16"]],
])("the blocks of %s with %j", (type, inputs, blocks) => {
  expect(factsOf([{ urn: `urn:pulumi:dev::net::${type}::x`, type, inputs }]).blocks.map(({ path, cidr }) => `${path} ${cidr}`)).toEqual(blocks);
});

describe("the estate snapshot", () => {
  const snapshot = {
    schema: "trueup/estate/v1",
    takenAt: "2026-01-01T00:00:00Z",
    stacks: ["a/dev", "b/dev"],
    missing: [{ stack: "c/dev", reason: "locked" }],
    blocks: [{ stack: "a/dev", urn: "u", type: "t", path: "p", cidr: "10.0.0.0/8" }],
    names: [{ stack: "b/dev", urn: "u", type: "t", name: "n" }],
    resources: [{ stack: "c/dev", urn: "u", type: "t", id: "i", place: { region: "r" }, inputs: { p: 1 } }],
  };

  test("that the model describes is the one that the packs read", () => {
    expect(estateSnapshot.parse(snapshot)).toEqual(snapshot);
    expect(parseSnapshot(JSON.stringify(snapshot))).toMatchObject({ blocks: snapshot.blocks, names: snapshot.names, missing: snapshot.missing });
  });

  test("is read without the stack that is judged", () => {
    expect(withoutStacks({ ...snapshot }, new Set(["a/dev", "c/dev"]))).toEqual({ blocks: [], names: snapshot.names, resources: [], missing: [] });
  });

  test.each([
    ["{", "it is not JSON"],
    ["[]", "it is not a JSON object"],
    ["{}", 'its schema is not given, not "trueup/estate/v1"'],
    [JSON.stringify({ ...snapshot, blocks: undefined }), "it has no list of things with stack, urn, type, path, cidr"],
    [JSON.stringify({ ...snapshot, names: [{ stack: "a" }] }), 'one entry lacks one of stack, urn, type, name: {"stack":"a"}'],
  ])("that is broken is told: %s", (text, problem) => {
    expect(parseSnapshot(text)).toBe(problem);
  });
});
