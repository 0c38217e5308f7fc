import * as grpc from "@grpc/grpc-js";
import { afterAll, expect, test } from "vitest";
import { openGateway, type Gateway } from "../../../providers/engines/pulumi/gateway/gateway.ts";
import { createSession, type WriteBook } from "../../../providers/engines/pulumi/reading/session.ts";
import { inProcessLimiter } from "../../../providers/limiter/in-process-limiter.ts";
import { PluginPool } from "../../../providers/engines/pulumi/plugins/plugin-pool.ts";
import { CreateRequest, DeleteRequest, ResourceProviderService, Struct, UpdateRequest } from "../../../providers/engines/pulumi/proto.ts";

// No plugin is on this PATH: a call that the gateway lets through fails to find one, one that it stops never looks for one.
const pool = new PluginPool({ env: { PATH: "" }, startMs: 1000, keepIdle: 0 });
const limiter = inProcessLimiter({ callsPerSecond: {} });
afterAll(() => pool.close());

async function ask(purpose: "read" | "preview" | "update", method: string, request: Uint8Array = new Uint8Array(), writes?: WriteBook): Promise<string> {
  const session = createSession({ purpose, ...(writes && { writes }), pool, limiter, fingerprint: () => "", identityFor: () => Promise.reject(new Error("not needed")), readMs: 1000, versions: new Map(), facts: new Map(), leaving: new Set(), made: new Map() });
  const gateway: Gateway = await openGateway(session, ["aws"]);
  const client = new grpc.Client(`127.0.0.1:${gateway.attach.slice("aws:".length)}`, grpc.credentials.createInsecure());
  const { path } = (ResourceProviderService as unknown as Record<string, { path: string }>)[method]!;
  try {
    return await new Promise(resolve => {
      const asIs = (bytes: Buffer): Buffer => bytes;
      client.makeUnaryRequest(path, asIs, asIs, Buffer.from(request), error => resolve(error ? `${grpc.status[error.code]}: ${error.details}` : "answered"));
    });
  } finally {
    client.close();
    gateway.close();
  }
}

const dryRun = (request: CreateRequest | UpdateRequest): Uint8Array => {
  request.setPreview(true);
  return request.serializeBinary();
};

test.each(["create", "update", "delete"])("%s is refused in a scan", async method => {
  expect(await ask("read", method)).toMatch(new RegExp(`^PERMISSION_DENIED: ${method} was refused: a scan only reads`));
});

test.each(["create", "update", "delete"])("%s is refused in a preview, unless it is a dry run", async method => {
  expect(await ask("preview", method)).toMatch(/^PERMISSION_DENIED/);
});

test("a dry run is refused in a scan, which has no use for one", async () => {
  expect(await ask("read", "create", dryRun(new CreateRequest()))).toMatch(/^PERMISSION_DENIED/);
});

test.each([
  ["create", dryRun(new CreateRequest())],
  ["update", dryRun(new UpdateRequest())],
])("a dry-run %s of a preview reaches for the plugin", async (method, request) => {
  expect(await ask("preview", method, request)).toMatch(/plugin aws is not installed/);
});

test("in an update a write is asked for by its resource, refused with the reason, and reaches for the plugin where there is none", async () => {
  const asked: unknown[] = [];
  const bookThat = (because: string | undefined): WriteBook => ({ refuse: (write, step) => (asked.push([write, step.op, step.newInputs ?? step.oldInputs]), because), note: () => {} });
  const creation = new CreateRequest();
  creation.setUrn("urn:pulumi:prod::shop::aws:s3/bucket:Bucket::logs");
  creation.setProperties(Struct.fromJavaScript({ acl: "private", key: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "canary-2f6c" } }));
  const deletion = new DeleteRequest();
  deletion.setUrn(creation.getUrn());
  expect(await ask("update", "create", creation.serializeBinary(), bookThat("it is not in the order."))).toBe(`PERMISSION_DENIED: The create of ${creation.getUrn()} was refused: it is not in the order. Nothing of it was written.`);
  expect(await ask("update", "create", creation.serializeBinary(), bookThat(undefined))).toMatch(/plugin aws is not installed/);
  expect(await ask("update", "delete", deletion.serializeBinary(), bookThat("no"))).toMatch(/^PERMISSION_DENIED/);
  expect(asked).toEqual([
    [{ urn: creation.getUrn(), operation: "create" }, "create", { acl: "private", key: "[secret]" }],
    [{ urn: creation.getUrn(), operation: "create" }, "create", { acl: "private", key: "[secret]" }],
    [{ urn: creation.getUrn(), operation: "delete" }, "delete", {}],
  ]);
});

test("an update without a book writes nothing", async () => {
  for (const method of ["create", "update", "delete"]) expect(await ask("update", method)).toMatch(/^PERMISSION_DENIED/);
  expect(await ask("update", "create", dryRun(new CreateRequest()))).toMatch(/plugin aws is not installed/);
});

test("a method that the border does not know is not answered", async () => {
  for (const method of ["call", "construct", "parameterize"]) expect(await ask("read", method)).toMatch(/^UNIMPLEMENTED/);
});

test("one stack's cancellation does not reach the plugins, which others share", async () => {
  expect(await ask("read", "cancel")).toBe("answered");
});
