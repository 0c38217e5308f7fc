/** Region prefixes and the partition they belong to; every other region is in `aws`. https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const PREFIXES: [prefix: string, partition: string][] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["eusc-", "aws-eusc"],
  ["us-iso-", "aws-iso"],
  ["us-isob-", "aws-iso-b"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-isof-", "aws-iso-f"],
];

/** The partition of a region, as it stands in ARNs: `aws-cn` for `cn-north-1`. */
export function partitionOf(region: string): string {
  return PREFIXES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}

/** The partition and account of an ARN. */
export function ownerOf(arn: string): { partition: string; account: string } {
  const [, partition = "", , , account = ""] = arn.split(":");
  return { partition, account };
}
