import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import type { PreviewStep } from "../../model/preview-digest.ts";
import { driftedResources, type DriftedResource } from "../../reconcile/requests/drifted-resources.ts";
import { change, digest, step, URN } from "./digest.ts";

const PROGRAM = { runtime: "nodejs", dir: "/scratch/checkout-1/app" };

/** What becomes of a resource whose program says one thing and whose cloud has another. */
function drift(program: JsonObject, cloud: JsonObject, { paths, refreshed, plain }: { paths?: string[]; refreshed?: Partial<PreviewStep>; plain?: Partial<PreviewStep> } = {}): DriftedResource[] {
  const before = step({ oldInputs: program, newInputs: program, ...plain });
  return driftedResources(digest(before), digest(change(cloud, program, paths, refreshed)), PROGRAM);
}

const asked = (resources: DriftedResource[]) => resources.flatMap(({ requests }) => requests.map(({ path, oldValue, newValue }) => ({ path, oldValue, newValue })));
const codes = (resources: DriftedResource[]) => resources.flatMap(({ refused }) => refused.map(({ code }) => code));

describe("which values are asked about", () => {
  test("the program's value is the old one, the cloud's the new one", () => {
    const [resource] = drift({ tags: { Owner: "web" } }, { tags: { Owner: "sre" } }, { paths: ["tags.Owner"] });
    expect(resource).toMatchObject({ urn: URN, type: "aws:s3/bucket:Bucket", name: "site", refused: [] });
    expect(resource!.requests).toEqual([{ runtime: "nodejs", project: "web", stack: "dev", type: "aws:s3/bucket:Bucket", name: "site", path: ["tags", "Owner"], oldValue: "web", newValue: "sre", pos: { file: "index.ts", line: 3, column: 14 }, instances: 1, secret: false }]);
  });
  test("a difference told as a whole object is narrowed to its values", () => {
    const found = asked(drift({ tags: { Owner: "web", A: "1", B: "2" } }, { tags: { Owner: "sre", A: "1", C: "3" } }, { paths: ["tags"] }));
    expect(found).toEqual([{ path: ["tags", "Owner"], oldValue: "web", newValue: "sre" }, { path: ["tags", "C"], oldValue: undefined, newValue: "3" }, { path: ["tags", "B"], oldValue: "2", newValue: undefined }]);
  });
  test("a provider that tells no paths has its inputs compared", () => {
    expect(asked(drift({ a: 1, __defaults: ["x"] }, { a: 2, __defaults: [] }))).toEqual([{ path: ["a"], oldValue: 1, newValue: 2 }]);
  });
  test("a list that grew is asked about as a whole, whatever index the engine names", () => {
    expect(asked(drift({ l: [{ p: 1 }] }, { l: [{ p: 2 }, { p: 1 }] }, { paths: ["l[0].p", "l[1]"] }))).toEqual([{ path: ["l"], oldValue: [{ p: 1 }], newValue: [{ p: 2 }, { p: 1 }] }]);
  });
  test("a list in another order is asked about as a whole", () => {
    expect(asked(drift({ l: ["a", "b"] }, { l: ["b", "a"] }, { paths: ["l[0]", "l[1]"] }))).toEqual([{ path: ["l"], oldValue: ["a", "b"], newValue: ["b", "a"] }]);
  });
  test("one changed element of a list is asked about by itself", () => {
    expect(asked(drift({ l: [{ p: 1 }, { p: 5 }] }, { l: [{ p: 1 }, { p: 6 }] }, { paths: ["l[1].p"] }))).toEqual([{ path: ["l", 1, "p"], oldValue: 5, newValue: 6 }]);
  });
  test("what only outputs have is not asked about", () => {
    const [resource] = drift({ tags: { Owner: "web" } }, { tags: { Owner: "sre" } }, { paths: ["tags.Owner", "tagsAll.Owner"] });
    expect(resource!.requests.map(({ path }) => path)).toEqual([["tags", "Owner"]]);
    expect(codes(drift({ a: 1 }, { a: 1 }, { paths: ["etag"] }))).toEqual(["absent"]);
  });
  test("a secret, or anything inside one, is marked", () => {
    const [resource] = drift({ password: "[secret]", env: "[secret]" }, { password: "[secret]", env: "[secret]" }, { paths: ["password", "env.A"] });
    expect(resource!.requests.map(({ secret }) => secret)).toEqual([true, true]);
  });
  test("a value that differs between the two previews is refused", () => {
    expect(codes(drift({ a: "x-2" }, { a: "y" }, { paths: ["a"], plain: { newInputs: { a: "x-1" } } }))).toEqual(["stale"]);
  });
});

describe("a provider that is bridged from Terraform", () => {
  const bridged = (program: JsonObject, cloud: { inputs: JsonObject; outputs: JsonObject }, paths: string[]) => asked(drift(program, cloud.inputs, { paths, refreshed: { oldOutputs: cloud.outputs } }));
  test("tells a new key in its outputs alone", () => {
    expect(bridged({ tags: { Owner: "web" } }, { inputs: { tags: { Owner: "web" } }, outputs: { tags: { Owner: "web", Cost: "42" }, tagsAll: { Cost: "42" } } }, ["tags.Cost", "tagsAll.Cost"])).toEqual([{ path: ["tags", "Cost"], oldValue: undefined, newValue: "42" }]);
  });
  test("tells a first map in its outputs alone", () => {
    expect(bridged({ acl: "private" }, { inputs: { acl: "private" }, outputs: { acl: "private", tags: { Owner: "sre" } } }, ["tags"])).toEqual([{ path: ["tags"], oldValue: undefined, newValue: { Owner: "sre" } }]);
  });
  test("tells keys of a first map one by one", () => {
    const outputs = { acl: "private", tags: { Owner: "sre", Cost: "42" }, versioning: { enabled: false, mfaDelete: true } };
    expect(bridged({ acl: "private" }, { inputs: { acl: "private" }, outputs }, ["tags.Owner", "tags.Cost", "versioning.mfaDelete"])).toEqual([
      { path: ["tags"], oldValue: undefined, newValue: { Owner: "sre", Cost: "42" } },
      { path: ["versioning"], oldValue: undefined, newValue: { mfaDelete: true } },
    ]);
  });
  test("tells a new element with the zero values that nobody wrote", () => {
    const rule = { fromPort: 80, cidrBlocks: ["10.0.0.0/8"] };
    const filled = (port: number) => ({ fromPort: port, cidrBlocks: ["10.0.0.0/8"], description: "", self: false, prefixListIds: [] });
    expect(bridged({ ingress: [rule] }, { inputs: { ingress: [rule] }, outputs: { ingress: [filled(80), filled(443)] } }, ["ingress[1].fromPort", "ingress[1].cidrBlocks[0]"])).toEqual([{ path: ["ingress"], oldValue: [rule], newValue: [rule, { fromPort: 443, cidrBlocks: ["10.0.0.0/8"] }] }]);
  });
  test("keeps its own defaults apart from what the program says", () => {
    const rule = (port: number) => ({ fromPort: port, self: false, __defaults: ["self"] });
    expect(bridged({ ingress: [rule(80)], __defaults: ["acl"], acl: "private" }, { inputs: { ingress: [rule(80), rule(443)], __defaults: ["acl"], acl: "public" }, outputs: {} }, ["ingress", "acl"])).toEqual([
      { path: ["ingress"], oldValue: [{ fromPort: 80 }], newValue: [{ fromPort: 80 }, { fromPort: 443 }] },
      { path: ["acl"], oldValue: undefined, newValue: "public" },
    ]);
  });
});

describe("where the program makes it", () => {
  const positionOf = (sourcePosition: string | undefined) => driftedResources(digest({ ...step({ oldInputs: { a: 1 }, newInputs: { a: 1 } }), ...(sourcePosition === undefined ? { sourcePosition: "" } : { sourcePosition }) }), digest(change({ a: 2 }, { a: 1 }, ["a"])), PROGRAM)[0]!.requests[0]!.pos;
  test.each([
    ["project:///src/a%20b.ts#4,37", { file: "src/a b.ts", line: 4, column: 37 }],
    ["project:///main.py#4", { file: "main.py", line: 4 }],
    ["project:///file:/scratch/checkout-1/app/index.mjs#6,25", { file: "index.mjs", line: 6, column: 25 }],
    ["project:///file:///elsewhere/index.mjs#6,25", { file: "../../../elsewhere/index.mjs", line: 6, column: 25 }],
    ["project:///%zz#1", undefined],
    ["https://example.com/index.ts#1", undefined],
    [undefined, undefined],
  ])("%s", (told, position) => expect(positionOf(told)).toEqual(position));
  test("of Go, whose module path is cut", () => {
    const place = { runtime: "go", dir: "/scratch/checkout-1/app", goModule: "example.com/shop" };
    const position = "project:///../../../../example.com/shop/net/main.go#27";
    expect(driftedResources(digest(step({ oldInputs: { a: 1 }, newInputs: { a: 1 }, sourcePosition: position })), digest(change({ a: 2 }, { a: 1 }, ["a"])), place)[0]!.requests[0]!.pos).toEqual({ file: "net/main.go", line: 27 });
  });
  test("with the project's own calls that led there, nearest first", () => {
    const stackTrace = ["project:///index.ts#3,14", "project:///node_modules/x/y.js#1,1", "project:///../lib.ts#2", "", "project:///main.ts#9,1"];
    const [resource] = drift({ a: 1 }, { a: 2 }, { paths: ["a"], plain: { stackTrace } });
    expect(resource!.requests[0]!.frames).toEqual([{ file: "main.ts", line: 9, column: 1 }]);
  });
  test("not in a YAML program, where the engine tells a line of its own code", () => {
    const before = step({ oldInputs: { a: 1 }, newInputs: { a: 1 } });
    expect(driftedResources(digest(before), digest(change({ a: 2 }, { a: 1 }, ["a"])), { ...PROGRAM, runtime: "yaml" })[0]!.requests[0]!).not.toHaveProperty("pos");
  });
  test("resources that share a place are counted", () => {
    const inputs = { oldInputs: { a: 1 }, newInputs: { a: 1 } };
    const other = `${URN}-2`;
    const [resource] = driftedResources(digest(step(inputs), step({ ...inputs, urn: other })), digest(change({ a: 2 }, { a: 1 }, ["a"]), step({ ...inputs, urn: other })), PROGRAM);
    expect(resource!.requests[0]!.instances).toBe(2);
  });
  test("the resources whose outputs a property is made of are named", () => {
    const [resource] = drift({ a: "x" }, { a: "y" }, { paths: ["a"], plain: { propertyDependencies: { a: ["urn:pulumi:dev::web::t:m:R::vpc"], b: [] } } });
    expect(resource!.requests[0]!.dependsOn).toEqual(["urn:pulumi:dev::web::t:m:R::vpc"]);
  });
});

describe("what is not drift, or not to be adopted", () => {
  const inputs = { oldInputs: { a: 1 }, newInputs: { a: 1 } };
  test("a resource without a change", () => expect(driftedResources(digest(step(inputs)), digest(step(inputs)), PROGRAM)).toEqual([]));
  test("a change of the program that is not deployed", () => {
    const pending = change({ a: 1 }, { a: 2 }, ["a"]);
    expect(driftedResources(digest(pending), digest(pending), PROGRAM)).toEqual([]);
    expect(driftedResources(digest(step({ op: "create", newInputs: { a: 1 } })), digest(step({ op: "create", newInputs: { a: 1 } })), PROGRAM)).toEqual([]);
  });
  test("drift on top of a change that is not deployed", () => {
    expect(codes(driftedResources(digest(change({ a: 1 }, { a: 2 }, ["a"])), digest(change({ a: 1, b: 9 }, { a: 2, b: 1 }, ["a", "b"])), PROGRAM))).toEqual(["pending"]);
  });
  test("a resource that is gone from the cloud", () => {
    const [resource] = driftedResources(digest(step(inputs)), digest(step({ op: "create", newInputs: { a: 1 } })), PROGRAM);
    expect(resource!.refused).toMatchObject([{ code: "deleted", hint: expect.stringContaining(`--target '${URN}'`) as string }]);
  });
  test("a difference that would replace the resource is told once", () => {
    const steps = ["create-replacement", "replace", "delete-replaced"].map(op => step({ op, oldInputs: { a: 2 }, newInputs: { a: 1 } }));
    expect(driftedResources(digest(step(inputs)), digest(...steps), PROGRAM)).toMatchObject([{ kind: "replaced", requests: [{ path: ["a"], oldValue: 1, newValue: 2 }] }]);
  });
  test("what the program has taken over, and the state does not know yet", () => {
    const merged = digest(change({ a: 1 }, { a: 2 }, ["a"]));
    expect(driftedResources(merged, digest(step({ oldInputs: { a: 2 }, newInputs: { a: 2 } })), PROGRAM)).toMatchObject([{ kind: "agreed", requests: [], refused: [] }]);
  });
  test("a resource made inside apply that drops out of the preview", () => {
    expect(driftedResources(digest(step(inputs)), digest(step({ op: "delete", oldInputs: { a: 1 } })), PROGRAM)).toEqual([]);
  });
  test("providers and the stack itself", () => {
    const urn = "urn:pulumi:dev::web::pulumi:providers:aws::default";
    expect(driftedResources(digest(step({ ...inputs, urn })), digest(change({ a: 2 }, { a: 1 }, ["a"], { urn })), PROGRAM)).toEqual([]);
  });
});
