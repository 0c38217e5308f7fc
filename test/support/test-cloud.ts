import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { openFaults, type Faults } from "../cloud/faults.ts";
import { openFileCloud, type FileCloud } from "../cloud/file-cloud.ts";
import { seedAwsAccounts, type AwsAccounts } from "../cloud/seed-aws-accounts.ts";
import { startMoto, type Moto } from "../cloud/start-moto.ts";

export interface TestCloud {
  /** For the engine: PATH with the provider plugins first, and where they find their clouds. With AWS also the deployer's keys. */
  env: NodeJS.ProcessEnv;
  /** Everything but AWS. */
  files: FileCloud;
  faults: Faults;
  stop(): Promise<void>;
}

/** A test cloud with an AWS in it. */
export interface TestCloudWithAws extends TestCloud {
  moto: Moto;
  /** One account in each partition; authorisation is on. */
  accounts: AwsAccounts;
}

/** The folder of provider plugins that goes on PATH. */
export const PLUGIN_BIN = resolve(import.meta.dirname, "../cloud/bin");

/** A new empty cloud of its own for one test or file of tests; with `aws` it starts an AWS too (half a second). */
export async function startTestCloud(options: { aws: true }): Promise<TestCloudWithAws>;
export async function startTestCloud(options?: { aws?: false }): Promise<TestCloud>;
export async function startTestCloud({ aws = false } = {}): Promise<TestCloud | TestCloudWithAws> {
  const home = mkdtempSync(join(tmpdir(), "trueup-cloud-"));
  const files = openFileCloud(join(home, "objects"));
  const faults = openFaults(join(home, "faults.json"));
  const env = {
    PATH: [PLUGIN_BIN, process.env["PATH"]].join(delimiter),
    TEST_CLOUD_DIR: files.dir,
    TEST_CLOUD_FAULTS: faults.file,
    // Nothing of the machine's own user may decide what a test sees.
    KUBECONFIG: join(home, "no-kubeconfig"),
    AWS_SHARED_CREDENTIALS_FILE: join(home, "no-credentials"),
    AWS_CONFIG_FILE: join(home, "no-config"),
    AWS_EC2_METADATA_DISABLED: "true",
  };
  const cloud = { env, files, faults, stop: async () => rmSync(home, { recursive: true, force: true }) };
  return aws ? withAws(cloud) : cloud;
}

async function withAws(cloud: TestCloud): Promise<TestCloudWithAws> {
  const moto = await startMoto();
  const accounts = await seedAwsAccounts(moto);
  const { deployer, region } = accounts.aws;
  const stop = async () => {
    await moto.stop();
    await cloud.stop();
  };
  const env = { ...cloud.env, AWS_ENDPOINT_URL: moto.endpoint, AWS_REGION: region, AWS_ACCESS_KEY_ID: deployer.accessKeyId, AWS_SECRET_ACCESS_KEY: deployer.secretAccessKey };
  return { ...cloud, env, moto, accounts, stop };
}
