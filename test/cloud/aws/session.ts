import type { EC2 } from "@aws-sdk/client-ec2";
import type { IAM } from "@aws-sdk/client-iam";
import type { S3 } from "@aws-sdk/client-s3";
import type { SSM } from "@aws-sdk/client-ssm";
import type { STS } from "@aws-sdk/client-sts";
import { isJsonObject, type JsonObject } from "../../../model/json.ts";
import { structured, text } from "../plugin/config.ts";
import { CloudFailure } from "../plugin/provider.ts";
import { AwsFailure, awsFailure } from "./failures.ts";

export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** A configured AWS: who asks, where, and the clients to ask with, each loaded when first needed. */
export interface AwsSession {
  region: string;
  partition: string;
  account: string;
  caller: { arn: string; userId: string };
  defaultTags: Record<string, string>;
  ec2(region?: string): Promise<EC2>;
  s3(region?: string): Promise<S3>;
  ssm(region?: string): Promise<SSM>;
  iam(): Promise<IAM>;
}

/**
 * Opens a session from the provider's configuration, else the environment; confirms the credentials and assumes the roles that are configured.
 * Profiles are not looked at. @throws {CloudFailure} worded like the real provider's
 */
export async function openSession(config: JsonObject): Promise<AwsSession> {
  const region = text(config, "region") ?? process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"];
  if (!region) throw new CloudFailure("unable to validate AWS credentials.\nDetails: Invalid Configuration: Missing Region\nMake sure you have set your AWS region, e.g. `pulumi config set aws:region us-east-1`.");
  const credentials = await rolesAssumed(rolesOf(config), ownCredentials(config), region);
  const { Account = "", Arn = "", UserId = "" } = structured(config, "skipCredentialsValidation") === true ? {} : await confirm(credentials, region);
  const options = (place = region) => ({ region: place, credentials, maxAttempts: 2 });
  const tags = structured(config, "defaultTags");
  return {
    region,
    partition: partitionOf(region),
    account: Account,
    caller: { arn: Arn, userId: UserId },
    defaultTags: isJsonObject(tags) && isJsonObject(tags["tags"]) ? (tags["tags"] as Record<string, string>) : {},
    ec2: kept(async place => telling(new (await import("@aws-sdk/client-ec2")).EC2(options(place)))),
    s3: kept(async place => telling(new (await import("@aws-sdk/client-s3")).S3({ ...options(place), forcePathStyle: true }))),
    ssm: kept(async place => telling(new (await import("@aws-sdk/client-ssm")).SSM(options(place)))),
    iam: kept(async () => telling(new (await import("@aws-sdk/client-iam")).IAM(options()))),
  };
}

export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

export function dnsSuffixOf(partition: string): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

function ownCredentials(config: JsonObject): AwsCredentials {
  const accessKeyId = text(config, "accessKey") ?? process.env["AWS_ACCESS_KEY_ID"];
  const secretAccessKey = text(config, "secretKey") ?? process.env["AWS_SECRET_ACCESS_KEY"];
  // A token of the environment belongs to the keys of the environment.
  const sessionToken = text(config, "accessKey") ? text(config, "token") : (text(config, "token") ?? process.env["AWS_SESSION_TOKEN"]);
  if (!accessKeyId || !secretAccessKey) throw new CloudFailure("unable to validate AWS credentials.\nDetails: No valid credential sources found. Please see https://www.pulumi.com/registry/packages/aws/installation-configuration/\n  no EC2 IMDS role found");
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

interface Role {
  roleArn: string;
  externalId?: string;
  sessionName?: string;
  policy?: string;
  policyArns?: string[];
}

/** `assumeRoles`, each assumed with the credentials of the one before; older states have one `assumeRole`. */
function rolesOf(config: JsonObject): Role[] {
  const [many, one] = [structured(config, "assumeRoles"), structured(config, "assumeRole")];
  const roles = Array.isArray(many) ? many : isJsonObject(one) ? [one] : [];
  return (roles as unknown as Role[]).filter(role => role?.roleArn);
}

async function rolesAssumed(roles: Role[], own: AwsCredentials, region: string): Promise<AwsCredentials> {
  const [role, ...others] = roles;
  if (!role) return own;
  const sts = await openSts(own, region);
  const asked = sts.assumeRole({
    RoleArn: role.roleArn,
    RoleSessionName: role.sessionName ?? "pulumi",
    ExternalId: role.externalId,
    Policy: role.policy,
    PolicyArns: role.policyArns?.map(arn => ({ arn })),
  });
  const { Credentials } = await asked.catch((error: AwsFailure) => {
    throw new AwsFailure(`unable to validate AWS credentials.\nDetails: Cannot assume IAM Role. IAM Role (${role.roleArn}) cannot be assumed.\n\nError: ${error.message}`, error.code, { cause: error });
  });
  const assumed = { accessKeyId: Credentials!.AccessKeyId!, secretAccessKey: Credentials!.SecretAccessKey!, sessionToken: Credentials!.SessionToken! };
  return rolesAssumed(others, assumed, region);
}

async function confirm(credentials: AwsCredentials, region: string) {
  const sts = await openSts(credentials, region);
  return sts.getCallerIdentity({}).catch((error: AwsFailure) => {
    throw new AwsFailure(`unable to validate AWS credentials.\nDetails: validating provider credentials: retrieving caller identity from STS: ${error.message}`, error.code, { cause: error });
  });
}

async function openSts(credentials: AwsCredentials, region: string): Promise<STS> {
  const { STS } = await import("@aws-sdk/client-sts");
  return telling(new STS({ region, credentials, maxAttempts: 2 }));
}

interface Client {
  middlewareStack: { add(middleware: (next: (args: never) => Promise<unknown>, context: { clientName?: string; commandName?: string }) => (args: never) => Promise<unknown>, options: object): void };
}

/** Every error of this client is an AwsFailure that names the operation. */
function telling<Any>(client: Any): Any {
  (client as Client).middlewareStack.add(
    (next, { clientName = "", commandName = "" }) => async args => {
      try {
        return await next(args);
      } catch (error) {
        throw error instanceof AwsFailure ? error : awsFailure(error, clientName.replace(/Client$/, ""), commandName.replace(/Command$/, ""));
      }
    },
    { step: "initialize", priority: "high", name: "tellFailures" },
  );
  return client;
}

/** One client for each region. */
function kept<Made>(make: (region?: string) => Promise<Made>): (region?: string) => Promise<Made> {
  const made = new Map<string | undefined, Promise<Made>>();
  return region => {
    const one = made.get(region) ?? make(region);
    made.set(region, one);
    return one;
  };
}
