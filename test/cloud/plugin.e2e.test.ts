import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import grpc, { type ServiceError } from "@grpc/grpc-js";
import services, { type ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import pb from "@pulumi/pulumi/proto/provider_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import structPb from "google-protobuf/google/protobuf/struct_pb.js";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { PLUGIN_BIN, startTestCloud } from "../support/test-cloud.ts";
import { isAlive } from "../support/is-alive.ts";

const cloud = await startTestCloud();
afterAll(() => cloud.stop());

const URN = "urn:pulumi:dev::shop::azure-native:resources:ResourceGroup::rg";

describe.each(["aws", "azure-native", "gcp", "alicloud", "kubernetes"])("the %s plugin", name => {
  test("starts soon whatever PATH is, prints its port and nothing else, and says its version", async () => {
    const started = performance.now();
    const plugin = await start(name, { PATH: "/nowhere" });
    expect(performance.now() - started).toBeLessThan(3_000);
    const info = await ask<pb.GetSchemaResponse>(plugin.client, "getSchema", new pb.GetSchemaRequest());
    expect(JSON.parse(info.getSchema())).toMatchObject({ name, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    expect(plugin.printed).toEqual([expect.stringMatching(/^\d+$/)]);
  });
});

test("a plugin ends with the process that started it", async () => {
  const shell = spawn("/bin/sh", ["-c", `"${join(PLUGIN_BIN, "pulumi-resource-gcp")}" & echo $!; wait`], { stdio: ["ignore", "pipe", "ignore"] });
  const lines = createInterface(shell.stdout!)[Symbol.asyncIterator]();
  const pid = Number((await lines.next()).value);
  expect(Number((await lines.next()).value)).toBeGreaterThan(0);
  shell.kill("SIGKILL");
  const deadline = Date.now() + 10_000;
  while (isAlive(pid) && Date.now() < deadline) await wait(50);
  expect(isAlive(pid)).toBe(false);
});

test("a plugin that is to refuse secrets says so, one that is not accepts them", async () => {
  const accepts = async (env: NodeJS.ProcessEnv) => (await ask<pb.ConfigureResponse>((await start("gcp", env)).client, "configure", new pb.ConfigureRequest())).getAcceptsecrets();
  expect(await accepts({})).toBe(true);
  expect(await accepts({ TEST_CLOUD_SECRETS: "refuse" })).toBe(false);
});

test("what a plugin cannot do it says is not implemented", async () => {
  const { client } = await start("gcp");
  await expect(ask(client, "construct", new pb.ConstructRequest())).rejects.toMatchObject({ code: grpc.status.UNIMPLEMENTED });
  await expect(ask(client, "parameterize", new pb.ParameterizeRequest())).rejects.toMatchObject({ code: grpc.status.UNIMPLEMENTED });
});

describe("with a resource that exists", () => {
  test("a read that hangs stays unanswered while others are answered, also after a cancel", async () => {
    const { client, id } = await withResource();
    cloud.faults.set({ fault: "hang", name: "rg" });
    onTestFinished(() => cloud.faults.clear());
    await expect(ask(client, "read", readOf(id), 300)).rejects.toMatchObject({ code: grpc.status.DEADLINE_EXCEEDED });
    await expect(ask(client, "cancel", new emptyPb.Empty())).resolves.toBeDefined();
    const other = await ask<pb.ReadResponse>(client, "read", readOf(id).setUrn(URN.replace("::rg", "::other")));
    expect(other.getId()).toBe(id);
  });

  test("a read that crashes ends the plugin with a panic, and the call with it", async () => {
    const { client, child, id } = await withResource();
    cloud.faults.set({ fault: "crash", name: "rg" });
    onTestFinished(() => cloud.faults.clear());
    const [said, ended] = [textOf(child), new Promise(done => child.once("exit", done))];
    await expect(ask(client, "read", readOf(id))).rejects.toMatchObject({ code: grpc.status.UNAVAILABLE });
    expect(await ended).toBe(2);
    expect(await said).toContain("panic: ");
  });

  test("a refused read is an error with code UNKNOWN, in the provider's words", async () => {
    const { client, id } = await withResource();
    cloud.faults.set({ fault: "refused", provider: "azure-native" });
    onTestFinished(() => cloud.faults.clear());
    await expect(ask(client, "read", readOf(id))).rejects.toMatchObject({ code: grpc.status.UNKNOWN, details: expect.stringContaining(`Code="AuthorizationFailed"`) });
  });

  test.each([["native", { Owner: "b", Extra: "1" }], ["bridged", { Owner: "b", __defaults: [] }]])("a %s refresh tells the inputs %j", async (semantic, tags) => {
    const { client, id } = await withResource({ TEST_CLOUD_REFRESH: semantic });
    cloud.files.change(id, properties => (properties["tags"] = { Owner: "b", Extra: "1" }));
    const known = structPb.Struct.fromJavaScript({ tags: { Owner: "a", ...(semantic === "bridged" && { __defaults: [] }) } });
    const found = await ask<pb.ReadResponse>(client, "read", readOf(id).setInputs(known).setProperties(known));
    expect([found.getInputs()!.toJavaScript()["tags"], found.getProperties()!.toJavaScript()["tags"]]).toEqual([tags, { Owner: "b", Extra: "1" }]);
  });

  test("a cloud that is not there is unreachable, never empty", async () => {
    const folder = mkdtempSync(join(tmpdir(), "trueup-gone-"));
    const { client } = await start("azure-native", { TEST_CLOUD_DIR: folder });
    rmSync(folder, { recursive: true });
    await expect(ask(client, "read", readOf("/subscriptions/s/resourceGroups/rg"))).rejects.toMatchObject({ code: grpc.status.UNKNOWN, details: expect.stringContaining("no such host") });
  });
});

interface Plugin {
  client: ResourceProviderClient;
  child: ChildProcess;
  printed: string[];
}

async function start(name: string, env: NodeJS.ProcessEnv = {}): Promise<Plugin> {
  const child = spawn(join(PLUGIN_BIN, `pulumi-resource-${name}`), ["127.0.0.1:1"], { env: { ...cloud.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const printed: string[] = [];
  const lines = createInterface(child.stdout!);
  lines.on("line", line => void printed.push(line));
  await new Promise((ready, fail) => {
    lines.once("line", ready);
    child.once("exit", code => fail(new Error(`the plugin ended with ${code}`)));
  });
  const client = new services.ResourceProviderClient(`127.0.0.1:${printed[0]}`, grpc.credentials.createInsecure());
  onTestFinished(() => client.close());
  return { client, child, printed };
}

async function withResource(env: NodeJS.ProcessEnv = {}): Promise<Plugin & { id: string }> {
  const plugin = await start("azure-native", env);
  await ask(plugin.client, "configure", new pb.ConfigureRequest());
  const properties = structPb.Struct.fromJavaScript({ resourceGroupName: `rg-${cloud.files.list().length}` });
  const created = await ask<pb.CreateResponse>(plugin.client, "create", new pb.CreateRequest().setUrn(URN).setProperties(properties));
  return { ...plugin, id: created.getId() };
}

function readOf(id: string): pb.ReadRequest {
  return new pb.ReadRequest().setUrn(URN).setId(id).setProperties(new structPb.Struct()).setInputs(new structPb.Struct());
}

async function ask<Response>(client: ResourceProviderClient, method: string, request: unknown, deadlineMs = 10_000): Promise<Response> {
  const methods = client as unknown as Record<string, (request: unknown, metadata: grpc.Metadata, options: grpc.CallOptions, reply: (error: ServiceError | null, response: Response) => void) => void>;
  return new Promise((resolve, reject) => methods[method]!.call(client, request, new grpc.Metadata(), { deadline: Date.now() + deadlineMs }, (error, response) => (error ? reject(error) : resolve(response))));
}

async function textOf(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  for await (const chunk of child.stderr!) said.push(String(chunk));
  return said.join("");
}
