import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseStackExport } from "../../../../estate/parse-stack-export.ts";
import type { Backend } from "../../../../model/index.ts";
import { pulumiBackend } from "../../../../providers/engines/pulumi/backend.ts";
import { portOf, stopServer } from "../../../support/state-servers/recorder.ts";

const CANARY = "canary-5d0e";
/** What every server answers; `hang` is no answer at all. */
const planned: { status: number | "hang"; body: string; headers: Record<string, string> } = { status: 200, body: "", headers: {} };
const asked: string[] = [];
const server: Server = createServer((request, response) => {
  asked.push(`${request.method} ${request.headers.authorization ?? ""}`);
  if (planned.status !== "hang") response.writeHead(planned.status, planned.headers).end(planned.body);
});
const host: { name: string } = { name: "" };
beforeAll(async () => void (host.name = `127.0.0.1:${await portOf(server)}`));
afterAll(() => stopServer(server));

const NO_CLOUD = { AWS_EC2_METADATA_DISABLED: "true", PATH: "/nowhere" };

const KINDS = [
  { kind: "s3", url: () => `s3://states?endpoint=${host.name}&disableSSL=true&s3ForcePathStyle=true&region=eu-central-1`, env: () => ({ AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: CANARY }), missing: "<Error><Code>NoSuchBucket</Code><Message>x</Message></Error>" },
  { kind: "azblob", url: () => `azblob://states?protocol=http&domain=${host.name}&storage_account=acme`, env: () => ({ AZURE_STORAGE_SAS_TOKEN: `sv=1&sig=${CANARY}` }), missing: "", missingHeaders: { "x-ms-error-code": "ContainerNotFound" } },
  { kind: "gs", url: () => "gs://states", env: () => ({ STORAGE_EMULATOR_HOST: host.name, GOOGLE_OAUTH_ACCESS_TOKEN: CANARY }), missing: "{}" },
  { kind: "Pulumi Cloud", url: () => `http://${host.name}`, env: () => ({ PULUMI_ACCESS_TOKEN: CANARY }), missing: "{}" },
];

describe.each(KINDS)("$kind", ({ url, env, missing, missingHeaders = {} }) => {
  const backend = (deadlineMs = 20_000): Backend => pulumiBackend("main", { url: url(), env: () => ({ ...NO_CLOUD, ...env(), PULUMI_BACKEND_URL: url() }), parseExport: parseStackExport, deadlineMs });
  const plan = (status: number | "hang", body = "", headers: Record<string, string> = {}): void => void Object.assign(planned, { status, body, headers });

  test("one that is not there is told with its address", async () => {
    plan(404, missing, missingHeaders);
    await expect(backend().list()).rejects.toMatchObject({ code: "BACKEND_UNREACHABLE", message: expect.stringMatching(/^Backend main \(.*\) could not be opened: there is no /) });
  });

  test.each([401, 403])("one that refuses with %i is told as that, and no credential is repeated", async status => {
    plan(status, `<Error><Code>AccessDenied</Code><Message>${CANARY}</Message></Error>`);
    const refusal = backend().list();
    await expect(refusal).rejects.toMatchObject({ code: "BACKEND_UNREACHABLE", message: expect.stringMatching(/access is denied|not valid/), hint: expect.stringContaining("backends.main") });
    await expect(refusal).rejects.not.toThrow(new RegExp(CANARY));
  });

  test("one that hangs is given up on at the deadline", async () => {
    plan("hang");
    await expect(backend(300).list()).rejects.toMatchObject({ code: "BACKEND_UNREACHABLE", message: expect.stringContaining("it did not answer within 0.3 s") });
  });

  test("one that is down for a moment is asked again, and one that stays down is told", async () => {
    plan(503);
    const before = asked.length;
    await expect(backend().list()).rejects.toMatchObject({ code: "BACKEND_UNREACHABLE", message: expect.stringContaining("503") });
    expect(asked.length - before).toBeGreaterThan(1);
    expect(asked.every(question => question.startsWith("GET "))).toBe(true);
  });
});

test.each([
  ["s3://b?role=arn:aws:iam::1:role/x", 'its address has the parameter "role"'],
  ["s3://b?accelerate=perhaps", 'the parameter "accelerate" of its address is neither true nor false'],
  ["gs://b?new=1", 'its address has the parameter "new"'],
  ["azblob://b?new=1", 'its address has the parameter "new"'],
  ["postgres://h/db?sslmode=prefer", "its sslmode is prefer"],
  ["postgres://h/db?table=a%22b", 'the parameter "table" of its address is no plain name'],
  ["file:///tmp?new=1", 'its address has the parameter "new"'],
  ["mem://", "it is of the kind mem://"],
  ["https://api.pulumi.com", "no access token is configured for it"],
])("%s is the engine's to read", async (url, because) => {
  const backend = pulumiBackend("main", { url, env: () => ({ ...NO_CLOUD, PULUMI_BACKEND_URL: url }), parseExport: parseStackExport });
  expect(await backend.how!()).toBe(`read by the engine, because ${because}`);
});

test("a password in an address is not repeated", async () => {
  const url = `postgres://trueup:${CANARY}@127.0.0.1:1/states?sslmode=disable`;
  const refusal = pulumiBackend("main", { url, env: () => ({ PULUMI_BACKEND_URL: url }), parseExport: parseStackExport }).list();
  await expect(refusal).rejects.toMatchObject({ code: "BACKEND_UNREACHABLE", message: expect.stringContaining("postgres://trueup@127.0.0.1:1/states") });
  await expect(refusal).rejects.not.toThrow(new RegExp(CANARY));
});
