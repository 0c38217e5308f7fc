import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseStackExport } from "../../estate/parse-stack-export.ts";
import { GuidedError } from "../../model/guided-error.ts";
import { secretMark } from "../../model/secret.ts";
import { isReadByRefresh, type StateResource } from "../../model/stack.ts";

const REF = { project: "net", stack: "dev", backend: "main" };
const SECRET = secretMark("encrypted");

/** Written by engine 3.250.0 for the component and the stack's outputs; the cloud resources were added by hand to the format of apitype/core.go. */
const EXPORT = readFileSync(join(import.meta.dirname, "fixtures/every-kind-of-value.export.json"), "utf8");

test("what is secret in the state comes out as a mark, wherever it stands", () => {
  const { inputs, outputs } = resource("token");
  expect(inputs).toMatchObject({ value: SECRET, list: [{ deep: SECRET }], secretOutput: SECRET, shown: SECRET });
  expect(outputs["value"]).toEqual(SECRET);
  expect(Object.keys(outputs)).toEqual(["value"]);
  expect(resource("default_7_48_0").inputs).toEqual({ region: "eu-west-1", secretKey: SECRET });
  expect(resource("net-dev").outputs["secret"]).toEqual(SECRET);
});

test("nothing of a secret, plain or encrypted, gets through", () => {
  expect(EXPORT).toContain("canary");
  const text = JSON.stringify(parse());
  expect(text).not.toContain("canary");
  expect(text).not.toContain("ciphertext");
  expect(text).not.toContain("v1:");
});

test("references become ids or URNs, outputs their values, and floats that JSON lacks their names", () => {
  const urn = "urn:pulumi:dev::net::my:index:Thing::thing";
  expect(resource("token").inputs).toMatchObject({ vpc: "vpc-1", oldVpc: "vpc-1", component: urn, output: { n: 1 }, infinite: "-Infinity" });
  expect(resource("net-dev").outputs["nan"]).toBe("NaN");
});

test("assets and archives keep their hashes", () => {
  const { asset, arch } = resource("net-dev").outputs;
  expect(asset).toMatchObject({ hash: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", text: "hello" });
  expect(arch).toMatchObject({ assets: { "a.txt": { text: "x" } } });
});

test("the properties of a resource are as they stand, whatever their keys", () => {
  const vpc = resource("main");
  expect(Object.keys(vpc.inputs["tags"] as object)).toEqual(["a.b", "__proto__"]);
  expect(vpc).toMatchObject({
    urn: "urn:pulumi:dev::net::aws:ec2/vpc:Vpc::main",
    type: "aws:ec2/vpc:Vpc",
    id: "vpc-1",
    custom: true,
    external: false,
    protect: true,
    pendingDelete: false,
    provider: "urn:pulumi:dev::net::pulumi:providers:aws::default_7_48_0::0d1c2b3a",
    ignoreChanges: ['tags["a.b"]', "cidrBlock"],
    sourcePosition: "project:///index.ts#9,13",
  });
});

test("only what a refresh reads counts as read by it", () => {
  const read = parse().resources.filter(isReadByRefresh).map(({ id }) => id);
  expect(read).toEqual(["vpc-1", "token", "vpc-9"]);
});

test("the time of the last update is that of the manifest", () => {
  expect(parse().updatedAt).toBe("2026-11-21T06:29:32.296320506Z");
});

test("a stack that never ran has no resources and no time", () => {
  const neverRan = { version: 3, deployment: { manifest: { time: "2026-11-21T06:29:33Z", magic: "9e", version: "v3.250.0" }, metadata: {} } };
  expect(parseStackExport(neverRan, REF)).toEqual({ ref: REF, revision: "new", resources: [] });
  expect(parseStackExport({ version: 3, deployment: null }, REF)).toEqual({ ref: REF, revision: "new", resources: [] });
});

test.each([
  ["a version from before 2019", { version: 2, deployment: {} }, "its format is version 2, and Trueup knows 3 and 4", "pulumi up"],
  ["a version from tomorrow", { version: 5, deployment: {} }, "its format is version 5, and Trueup knows 3 and 4", "Update Trueup"],
  ["a file that is something else", { name: "net" }, "it has no version number", "pulumi stack export"],
  ["a list", [], "it has no version number", "pulumi stack export"],
  ["a backend's own file", { version: 3, checkpoint: { latest: {} } }, "it is a backend's own checkpoint file, not an export", "pulumi stack export"],
  ["a resource without a type", withResource({ urn: "u" }), "deployment.resources[0].type is not of type string", "pulumi stack export"],
  ["inputs that are a list", withResource({ urn: "u", type: "t", inputs: ["canary"] }), "deployment.resources[0].inputs is not of type object", "pulumi stack export"],
  ["a signature from tomorrow", withResource({ urn: "u", type: "t", inputs: { a: { "4dabf18193072939515e22adb298388d": "feed", value: "canary" } } }), "u holds a kind of value (feed) that Trueup does not know", "Update Trueup"],
])("%s is refused, and says why", (_, json, why, next) => {
  const error = failureOf(json);
  expect(error.code).toBe("STATE_UNREADABLE");
  expect(error.message).toBe(`The state of net/dev cannot be read: ${why}.`);
  expect(error.hint).toContain(next);
  expect(error.message + error.hint).not.toContain("canary");
});

function parse() {
  return parseStackExport(JSON.parse(EXPORT), REF);
}

function resource(name: string): StateResource {
  const found = parse().resources.find(({ urn }) => urn.endsWith(`::${name}`));
  if (!found) throw new Error(`the fixture has no ${name}`);
  return found;
}

function withResource(resource: object): object {
  return { version: 3, deployment: { manifest: {}, resources: [resource] } };
}

function failureOf(json: unknown): GuidedError {
  try {
    parseStackExport(json, REF);
  } catch (error) {
    if (error instanceof GuidedError) return error;
    throw error;
  }
  throw new Error("it was accepted");
}
