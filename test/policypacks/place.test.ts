import { expect, test } from "vitest";
import { subjectsOf, type Resource } from "../../policypacks/_kit/resource.ts";
import { secret, unknown } from "../../policypacks/_kit/wire.ts";

const CASES: [string, Omit<Resource, "urn">, object][] = [
  ["an ARN says it all", { type: "aws:ec2/vpc:Vpc", inputs: {}, outputs: { arn: "arn:aws-cn:ec2:cn-north-1:210987654321:vpc/vpc-1" } }, { partition: "aws-cn", account: "210987654321", region: "cn-north-1" }],
  ["a bucket's ARN says the partition, its provider the region", { type: "aws:s3/bucket:Bucket", inputs: {}, outputs: { arn: "arn:aws-us-gov:s3:::b" }, provider: aws({ region: "us-gov-west-1" }) }, { partition: "aws-us-gov", region: "us-gov-west-1" }],
  ["the region of a resource wins over its provider's", { type: "aws:ec2/vpc:Vpc", inputs: { region: "cn-northwest-1" }, provider: aws({ region: "eu-west-1" }) }, { partition: "aws-cn", region: "cn-northwest-1" }],
  ["the only account that a provider may work in", { type: "aws:ec2/vpc:Vpc", inputs: {}, provider: aws({ region: "eu-west-1", allowedAccountIds: '["123456789012"]' }) }, { partition: "aws", account: "123456789012", region: "eu-west-1" }],
  ["the account of the role that it takes on", { type: "aws:ec2/vpc:Vpc", inputs: {}, provider: aws({ region: "eu-west-1", assumeRoles: '[{"roleArn":"arn:aws:iam::1:role/hop"},{"roleArn":"arn:aws:iam::222222222222:role/deploy"}]' }) }, { partition: "aws", account: "222222222222", region: "eu-west-1" }],
  ["unknown and secret parts are left out", { type: "aws:ec2/vpc:Vpc", inputs: { region: unknown }, outputs: { arn: unknown }, provider: aws({ region: secret("eu-west-1") }) }, {}],
  [
    "an Azure id",
    { type: "azure-native:storage:StorageAccount", inputs: { location: "westeurope" }, id: "/subscriptions/s-1/resourceGroups/rg-1/providers/x", provider: { urn: "p", type: "pulumi:providers:azure-native", inputs: { environment: "china" } } },
    { partition: "AzureChinaCloud", account: "s-1", region: "westeurope", group: "rg-1" },
  ],
  ["a zone is in a region", { type: "gcp:compute/instance:Instance", inputs: { zone: "europe-west1-b", project: "p-1" } }, { account: "p-1", region: "europe-west1" }],
  ["a region given as a URL", { type: "gcp:compute/subnetwork:Subnetwork", inputs: { region: "https://www.googleapis.com/compute/v1/projects/p/regions/europe-west3" } }, { region: "europe-west3" }],
  ["Alicloud says whose it is by the account's type", { type: "alicloud:vpc/network:Network", inputs: {}, provider: { urn: "p", type: "pulumi:providers:alicloud", inputs: { region: "cn-hangzhou", accountType: "Domestic", accountId: "5" } } }, { partition: "china", account: "5", region: "cn-hangzhou" }],
  ["a namespace", { type: "kubernetes:apps/v1:Deployment", inputs: { metadata: { namespace: "shop" } } }, { group: "shop" }],
  ["a component is nowhere", { type: "shop:index:Frontend", inputs: { region: "eu-west-1" } }, {}],
];

test.each(CASES)("where a resource is: %s", (_, resource, place) => {
  expect(subjectsOf({ urn: `urn:pulumi:dev::net::${resource.type}::x`, ...resource })[0]!.place).toEqual(place);
});

function aws(inputs: NonNullable<Resource["provider"]>["inputs"]): NonNullable<Resource["provider"]> {
  return { urn: "urn:pulumi:dev::net::pulumi:providers:aws::default", type: "pulumi:providers:aws", inputs };
}
