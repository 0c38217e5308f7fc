import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { startMoto } from "../../cloud/start-moto.ts";
import { startPostgres } from "../postgres.ts";
import { startAzurite } from "./azurite.ts";
import { startGoogleStorage } from "./google-storage.ts";
import { startRecorder } from "./recorder.ts";

/** A place for states, empty. */
export interface StateServer {
  url: string;
  /** As whom the engine writes. */
  env: NodeJS.ProcessEnv;
  /** As whom we read, over `env`: somebody who may only read, where the place has such a thing. */
  readerEnv: NodeJS.ProcessEnv;
  /** The address of a bucket of the same server that is not there. */
  missingUrl: string;
  /** A moment, for `expectOnlyReads`. */
  mark(): unknown;
  /** Nothing but reads since then. */
  expectOnlyReads(mark: unknown): Promise<void>;
  stop(): Promise<void>;
}

export const STATE_SERVERS: { kind: string; start(): Promise<StateServer> }[] = [
  { kind: "file", start: startFiles },
  { kind: "s3", start: startS3 },
  { kind: "azblob", start: startAzblob },
  { kind: "gs", start: startGs },
  { kind: "postgres", start: startTable },
];

async function startFiles(): Promise<StateServer> {
  const folder = mkdtempSync(join(tmpdir(), "trueup-states-"));
  const everything = (): string[] =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter(name => statSync(join(folder, name)).isFile())
      .map(name => `${name} ${statSync(join(folder, name)).mtimeMs} ${readFileSync(join(folder, name), "base64")}`);
  return {
    url: `file://${folder}`,
    ...{ env: {}, readerEnv: {}, missingUrl: `file://${folder}/none` },
    mark: everything,
    expectOnlyReads: async mark => expect(everything()).toEqual(mark),
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function startS3(): Promise<StateServer> {
  const moto = await startMoto();
  const recorder = await startRecorder(moto.endpoint.replace("http://", ""));
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new S3Client({ endpoint: moto.endpoint, region: "eu-central-1", credentials, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: "states", CreateBucketConfiguration: { LocationConstraint: "eu-central-1" } }));
  client.destroy();
  const query = `endpoint=${recorder.host}&region=eu-central-1&disableSSL=true&s3ForcePathStyle=true`;
  return {
    // In a folder of the bucket, as teams share one.
    url: `s3://states/team/a?${query}`,
    env: { AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey },
    readerEnv: {},
    missingUrl: `s3://no-such-bucket?${query}`,
    mark: () => recorder.requests().length,
    expectOnlyReads: async mark => expectGets(recorder.requests(mark as number)),
    async stop() {
      await recorder.stop();
      await moto.stop();
    },
  };
}

async function startAzblob(): Promise<StateServer> {
  const azurite = await startAzurite("states");
  const recorder = await startRecorder(azurite.host);
  const query = `protocol=http&domain=${recorder.host}&localemu=true&storage_account=${azurite.account}`;
  return {
    url: `azblob://states?${query}`,
    env: { AZURE_STORAGE_ACCOUNT: azurite.account, AZURE_STORAGE_KEY: azurite.key },
    // A signature that lets one read and list, and nothing else.
    readerEnv: { AZURE_STORAGE_KEY: "", AZURE_STORAGE_SAS_TOKEN: azurite.readOnly },
    missingUrl: `azblob://no-such-container?${query}`,
    mark: () => recorder.requests().length,
    expectOnlyReads: async mark => expectGets(recorder.requests(mark as number)),
    async stop() {
      await recorder.stop();
      await azurite.stop();
    },
  };
}

async function startGs(): Promise<StateServer> {
  const storage = await startGoogleStorage("states", "token-of-the-test");
  const recorder = await startRecorder(storage.host);
  return {
    url: "gs://states",
    env: { STORAGE_EMULATOR_HOST: recorder.host, GOOGLE_OAUTH_ACCESS_TOKEN: "token-of-the-test" },
    readerEnv: {},
    missingUrl: "gs://no-such-bucket",
    mark: () => recorder.requests().length,
    expectOnlyReads: async mark => expectGets(recorder.requests(mark as number)),
    async stop() {
      await recorder.stop();
      await storage.stop();
    },
  };
}

async function startTable(): Promise<StateServer> {
  const server = await startPostgres();
  const url = new URL(await server.createDatabase());
  // Somebody who may do nothing else can do all that we do.
  await server.sql("CREATE ROLE reader LOGIN PASSWORD 'reader'; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader", url.href);
  const address = (database: string): string => `postgres://${url.host}/${database}?sslmode=disable&table=states`;
  const name = url.pathname.slice(1);
  return {
    url: address(name),
    env: { PGUSER: "postgres", PGPASSWORD: server.password },
    readerEnv: { PGUSER: "reader", PGPASSWORD: "reader" },
    missingUrl: address("no_such_database"),
    mark: () => undefined,
    expectOnlyReads: async () => expect(await server.sql("SELECT * FROM states LIMIT 1", url.href)).toHaveLength(1),
    stop: () => server[Symbol.asyncDispose](),
  };
}

function expectGets(requests: string[]): void {
  expect(requests.length).toBeGreaterThan(0);
  expect(requests.filter(request => !request.startsWith("GET "))).toEqual([]);
}
