import * as grpc from "@grpc/grpc-js";
import { afterAll, expect, test } from "vitest";
import { openGateway, type Gateway } from "../../../providers/engines/pulumi/gateway/gateway.ts";
import { createSession } from "../../../providers/engines/pulumi/reading/session.ts";
import { inProcessLimiter } from "../../../providers/limiter/in-process-limiter.ts";
import { PluginPool } from "../../../providers/engines/pulumi/plugins/plugin-pool.ts";
import { CreateRequest, ResourceProviderService, UpdateRequest } from "../../../providers/engines/pulumi/proto.ts";

// No plugin is on this PATH: a call that the gateway lets through fails to find one, one that it stops never looks for one.
const pool = new PluginPool({ env: { PATH: "" }, startMs: 1000, keepIdle: 0 });
const limiter = inProcessLimiter({ callsPerSecond: {} });
afterAll(() => pool.close());

async function ask(purpose: "read" | "preview", method: string, request: Uint8Array = new Uint8Array()): Promise<string> {
  const session = createSession({ purpose, pool, limiter, fingerprint: () => "", identityFor: () => Promise.reject(new Error("not needed")), readMs: 1000, versions: new Map(), facts: new Map(), leaving: new Set(), made: new Map() });
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
type CreateRequest = InstanceType<typeof CreateRequest>;
type UpdateRequest = InstanceType<typeof UpdateRequest>;

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

test("a method that the border does not know is not answered", async () => {
  for (const method of ["call", "construct", "parameterize"]) expect(await ask("read", method)).toMatch(/^UNIMPLEMENTED/);
});

test("one stack's cancellation does not reach the plugins, which others share", async () => {
  expect(await ask("read", "cancel")).toBe("answered");
});
