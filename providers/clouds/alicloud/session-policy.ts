/**
 * What Alibaba Cloud calls its reads. Whatever else a service names its reads is left out: a read too few is told as refused, a write too many by nobody.
 * https://www.alibabacloud.com/help/en/ram/policy-overview
 */
const READS = ["*:Describe*", "*:List*", "*:Get*", "*:BatchGet*", "*:BatchDescribe*", "*:Query*", "*:BatchQuery*", "actiontrail:LookupEvents"];

/** Reads by name that hand out secrets, tokens, kubeconfigs or passwords. */
export const SECRET_READS = [
  "kms:GetSecretValue",
  "oos:GetSecretParameter",
  "oos:GetSecretParameters",
  "oos:GetSecretParametersByPath",
  "cs:GetUserConfig",
  "cs:DescribeClusterUserKubeconfig",
  "cs:DescribeSubaccountK8sClusterUserConfig",
  "cr:GetAuthorizationToken",
  "ecs:DescribeInstanceVncPasswd",
  "ecs:DescribeInstanceVncUrl",
] as const;

/**
 * The policy that every session is cut down to: what it does not allow the session may not do, whatever its role allows.
 * `allowed` are those of SECRET_READS that the configuration asks for. At most 2,048 characters, the limit of AssumeRole: https://api.alibabacloud.com/api/Sts/2015-04-01/AssumeRole
 */
export function sessionPolicy(allowed: readonly string[]): string {
  const denied = SECRET_READS.filter(action => !allowed.includes(action));
  return JSON.stringify({
    Version: "1",
    Statement: [
      { Effect: "Allow", Action: READS, Resource: "*" },
      ...(denied.length > 0 ? [{ Effect: "Deny", Action: denied, Resource: "*" }] : []),
    ],
  });
}
