import type { IAMClient } from "@aws-sdk/client-iam";
import type { Moto } from "./start-moto.ts";

export interface AwsKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** One AWS account with somebody who may deploy and somebody who may only become the reader. */
export interface AwsAccount {
  partition: "aws" | "aws-cn";
  region: string;
  account: string;
  /** May do anything. */
  deployer: AwsKeys;
  /** May do nothing but assume roles. */
  scanner: AwsKeys;
  /** Can be assumed by both, with the external id; reads everything and writes nothing. */
  readerRoleArn: string;
  externalId: string;
}

export interface AwsAccounts {
  aws: AwsAccount;
  "aws-cn": AwsAccount;
}

const ACCOUNTS = [
  { partition: "aws", region: "us-east-1", account: "123456789012" },
  { partition: "aws-cn", region: "cn-north-1", account: "210987654321" },
] as const;
const EXTERNAL_ID = "trueup-7c1d";
const ANYBODY: AwsKeys = { accessKeyId: "AKIAANYBODY", secretAccessKey: "anything" };

/** Makes one account in each partition, with the same names in both, and then switches authorisation on. */
export async function seedAwsAccounts(moto: Moto): Promise<AwsAccounts> {
  await moto.authorise(false);
  const [aws, china] = await Promise.all(ACCOUNTS.map(place => seedAccount(moto.endpoint, place)));
  await moto.authorise(true);
  return { aws: aws!, "aws-cn": china! };
}

async function seedAccount(endpoint: string, place: (typeof ACCOUNTS)[number]): Promise<AwsAccount> {
  const { IAMClient, CreateRoleCommand, AttachRolePolicyCommand } = await import("@aws-sdk/client-iam");
  const iam = new IAMClient({ endpoint, region: place.region, credentials: await enter(endpoint, place) });
  const arn = (rest: string) => `arn:${place.partition}:iam::${rest}`;
  const deployer = await createUser(iam, "deployer", "*");
  const scanner = await createUser(iam, "scanner", "sts:AssumeRole");
  const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: ["deployer", "scanner"].map(user => arn(`${place.account}:user/${user}`)) }, Condition: { StringEquals: { "sts:ExternalId": EXTERNAL_ID } } };
  await iam.send(new CreateRoleCommand({ RoleName: "trueup-reader", AssumeRolePolicyDocument: policyOf(trust) }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: "trueup-reader", PolicyArn: arn("aws:policy/ReadOnlyAccess") }));
  return { ...place, deployer, scanner, readerRoleArn: arn(`${place.account}:role/trueup-reader`), externalId: EXTERNAL_ID };
}

/** While authorisation is off, assuming any role of an account is the way into it. */
async function enter(endpoint: string, { partition, region, account }: (typeof ACCOUNTS)[number]): Promise<AwsKeys> {
  const { STSClient, AssumeRoleCommand } = await import("@aws-sdk/client-sts");
  const sts = new STSClient({ endpoint, region, credentials: ANYBODY });
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: `arn:${partition}:iam::${account}:role/founder`, RoleSessionName: "founder" }));
  return { accessKeyId: Credentials!.AccessKeyId!, secretAccessKey: Credentials!.SecretAccessKey!, sessionToken: Credentials!.SessionToken! };
}

async function createUser(iam: IAMClient, name: string, action: string): Promise<AwsKeys> {
  const { CreateUserCommand, PutUserPolicyCommand, CreateAccessKeyCommand } = await import("@aws-sdk/client-iam");
  await iam.send(new CreateUserCommand({ UserName: name }));
  await iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName: "own", PolicyDocument: policyOf({ Effect: "Allow", Action: action, Resource: "*" }) }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
}

function policyOf(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
