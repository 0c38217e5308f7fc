import { mkdir, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import process from "node:process";
import { stringify } from "yaml";
import { seedAwsAccounts, type AwsAccounts, type AwsKeys } from "../../test/cloud/seed-aws-accounts.ts";
import { startMoto, type Moto } from "../../test/cloud/start-moto.ts";
import { startForge, type RunningForge } from "../../test/forge/start-forge.ts";
import { startTestCloud, type TestCloud } from "../../test/support/test-cloud.ts";
import { engineDir, repositoryRoot } from "../engine/paths.ts";
import { deployEstate, type DeployedEstate } from "./estate.ts";
import { run, type CommandResult } from "./run.ts";
import { startServing, type Serving } from "./serving.ts";
import type { Say } from "../say.ts";

/** Everything the demo plays on, all of it on this machine. */
export interface Clouds {
  aws: { server: Moto; accounts: AwsAccounts };
  others: TestCloud;
  /** For whoever deploys into the main AWS account and the other clouds. */
  deploying: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

export async function startClouds(): Promise<Clouds> {
  const [server, others] = await Promise.all([startMoto(), startTestCloud()]);
  const accounts = await seedAwsAccounts(server);
  const deploying = { ...others.env, AWS_ENDPOINT_URL: server.endpoint, ...keysInEnvironment(accounts.aws.deployer) };
  return { aws: { server, accounts }, others, deploying, stop: async () => void (await Promise.all([server.stop(), others.stop()])) };
}

/** The environment that deploys a project: the network in China is in an account of its own. */
export function deployerOf(project: string, { deploying, aws }: Clouds): NodeJS.ProcessEnv {
  return project === "network-cn" ? { ...deploying, ...keysInEnvironment(aws.accounts["aws-cn"].deployer) } : deploying;
}

export function deployInto(clouds: Clouds, work: string, say: Say): Promise<DeployedEstate> {
  return deployEstate({ work, cloud: { env: clouds.deploying, envOf: project => deployerOf(project, clouds) }, say });
}

/** A forge whose `main` holds the deployed programs. */
export function publishEstate(estate: DeployedEstate): Promise<RunningForge> {
  return startForge({ owner: "acme", repo: "estate", seedDir: estate.folder });
}

/** `trueup` as its user runs it: the built product, a configuration, and an environment without any right to write. */
export interface Trueup {
  /** The configuration file. */
  config: string;
  run(...args: string[]): Promise<CommandResult>;
  /** The same in a checkout of CI, whose credentials may deploy. */
  inCi(folder: string, ...args: string[]): Promise<CommandResult>;
  /** `trueup serve`, once it answers. */
  serve(): Promise<Serving>;
  /** Ends a service that still runs. */
  stop(): Promise<void>;
}

interface ConfigureRequest {
  /** The folder for trueup.yaml and its store. */
  folder: string;
  clouds: Clouds;
  estate: DeployedEstate;
  forge: RunningForge;
  /** Where scans of the service are told. */
  receiver: string;
}

/** Writes the configuration that scans the estate as somebody who may assume the reader's roles, and nothing else. */
export async function configureTrueup({ folder, clouds, estate, forge, receiver }: ConfigureRequest): Promise<Trueup> {
  const config = join(folder, "trueup.yaml");
  const credentials = join(folder, "work", "aws-credentials");
  await mkdir(folder, { recursive: true });
  await writeFile(config, stringify(configuration({ clouds, estate, forge }), { lineWidth: 0 }));
  await writeFile(credentials, credentialsFile(clouds.aws.accounts));
  const env = {
    ...clouds.others.env,
    PATH: [clouds.others.env["PATH"], engineDir()].join(delimiter),
    HOME: estate.env["HOME"],
    PULUMI_HOME: estate.env["PULUMI_HOME"],
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    AWS_ENDPOINT_URL: clouds.aws.server.endpoint,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    ESTATE_PASSPHRASE: estate.canaries.passphrase,
    FORGE_TOKEN: forge.token,
    RECEIVER_URL: receiver,
  };
  const program = join(repositoryRoot, "dist", "cli", "main.js");
  const place = { cwd: folder, env };
  const running: Serving[] = [];
  return {
    config,
    run: (...args) => run(process.execPath, [program, "--config", config, ...args], place),
    inCi: (cwd, ...args) => run(process.execPath, [program, "--config", config, ...args], { cwd, env: { ...env, ...estate.env, ...clouds.deploying, PATH: env.PATH, AWS_SHARED_CREDENTIALS_FILE: undefined } }),
    serve: async () => {
      const serving = await startServing(process.execPath, [program, "--config", config, "serve"], place);
      running.push(serving);
      return serving;
    },
    stop: async () => {
      for (const serving of running) await serving.stop();
    },
  };
}

function configuration({ clouds, estate, forge }: Pick<ConfigureRequest, "clouds" | "estate" | "forge">) {
  const { aws, "aws-cn": china } = clouds.aws.accounts;
  return {
    backends: { main: { url: estate.backendUrl, secrets: { passphrase: { env: "ESTATE_PASSPHRASE" } } } },
    identities: {
      "aws-reader": { cloud: "aws", roleArn: aws.readerRoleArn, region: aws.region, externalId: aws.externalId, profile: "scanner" },
      "aws-cn-reader": { cloud: "aws", roleArn: china.readerRoleArn, region: china.region, externalId: china.externalId, profile: "scanner-cn" },
      azure: { cloud: "azure-native", credentials: "ambient" },
      gcp: { cloud: "gcp", credentials: "ambient" },
      kubernetes: { cloud: "kubernetes", credentials: "ambient" },
    },
    stacks: [
      {
        include: ["*/*"],
        identities: ["aws-reader", "aws-cn-reader", "azure", "gcp", "kubernetes"],
        source: { forge: "forge", repository: forge.repository, path: "{project}", prepare: ["ln", "-s", join(repositoryRoot, "node_modules"), "node_modules"] },
        onDrift: "adopt",
        owner: "platform team",
        schedule: { cron: "0 2 * * *", timeZone: "UTC", window: "01:30-05:00", jitterMinutes: 30 },
      },
    ],
    notify: [{ kind: "webhook", url: { env: "RECEIVER_URL" }, when: ["always"] }],
    service: { listen: "127.0.0.1:0" },
    forges: { forge: { kind: "github", url: forge.apiUrl, token: { env: "FORGE_TOKEN" } } },
    policy: { onScan: true },
    // A chapter of its own.
    reconcile: { afterScan: false },
  };
}

/** The scanner has an account in each partition. */
function credentialsFile({ aws, "aws-cn": china }: AwsAccounts): string {
  const profile = (name: string, keys: AwsKeys) => `[${name}]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`;
  return profile("scanner", aws.scanner) + profile("scanner-cn", china.scanner);
}

function keysInEnvironment({ accessKeyId, secretAccessKey }: AwsKeys): NodeJS.ProcessEnv {
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}

export async function emptyFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
