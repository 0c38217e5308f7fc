import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import { formatPath } from "../../model/property-path.ts";
import { diffProperties } from "./plugin/diff.ts";
import { UNKNOWN } from "./plugin/properties.ts";
import type { Traits } from "./plugin/provider.ts";

test("a changed, an added and a removed tag are told one by one", () => {
  expectDiff({ program: { tags: { Owner: "a", Team: "x" } }, cloud: { tags: { Owner: "b", Extra: "1" } } }).toEqual({ "tags.Owner": "update", "tags.Team": "add", "tags.Extra": "delete" });
});

test("an element of a list is told by its index, and a longer list by its new elements", () => {
  const rule = (...cidrBlocks: string[]) => ({ fromPort: 22, cidrBlocks });
  expectDiff({ program: { ingress: [rule("10.0.0.0/8", "10.1.0.0/16")] }, cloud: { ingress: [rule("10.0.0.0/8", "0.0.0.0/0")] } }).toEqual({ "ingress[0].cidrBlocks[1]": "update" });
  expectDiff({ program: { ingress: [rule("10.0.0.0/8")] }, cloud: { ingress: [rule("10.0.0.0/8"), rule("0.0.0.0/0")] } }).toEqual({ "ingress[1]": "delete" });
});

test("a key that is no plain word is quoted", () => {
  expectDiff({ program: { tags: { "kubernetes.io/name": "a" } }, cloud: { tags: { "kubernetes.io/name": "b" } } }).toEqual({ 'tags["kubernetes.io/name"]': "update" });
});

test("a field that is empty is one that nobody set, but an empty tag is a tag", () => {
  expectDiff({ program: { rule: { port: 1 } }, cloud: { rule: { port: 1, self: false, description: "", groups: [] } } }).toEqual({});
  expectDiff({ program: { tags: {} }, cloud: { tags: { Owner: "" } } }).toEqual({ "tags.Owner": "delete" });
  expectDiff({ program: { enabled: false }, cloud: { enabled: true } }).toEqual({ enabled: "update" });
});

test("what is not known yet counts as changed", () => {
  expectDiff({ program: { vpcId: UNKNOWN }, cloud: { vpcId: "vpc-1" } }).toEqual({ vpcId: "update" });
});

test("a provider's notes to itself never count", () => {
  expectDiff({ program: { tags: { Owner: "a", __defaults: [] }, __defaults: ["name"] }, cloud: { tags: { Owner: "a" } } }).toEqual({});
});

describe("by the traits of the type", () => {
  test("the order of a set says nothing, that of a list does", () => {
    const sides = { program: { zones: ["a", "b", "c"] }, cloud: { zones: ["c", "a", "b"] } };
    expectDiff({ ...sides, traits: { sets: ["zones"] } }).toEqual({});
    expectDiff(sides).toEqual({ "zones[0]": "update", "zones[1]": "update", "zones[2]": "update" });
    expectDiff({ program: { zones: ["a", "b"] }, cloud: { zones: ["b", "d", "a"] }, traits: { sets: ["zones"] } }).toEqual({ "zones[2]": "delete" });
  });

  test("a document is compared by what it means", () => {
    const document = (Action: string | string[], rest = {}) => JSON.stringify({ Statement: { Effect: "Allow", Action, ...rest } });
    const traits = { documents: ["policy"] };
    expectDiff({ program: { policy: document(["s3:Get*", "s3:List*"]) }, cloud: { policy: ` ${document(["s3:List*", "s3:Get*"])}` }, traits }).toEqual({});
    expectDiff({ program: { policy: document("s3:Get*") }, cloud: { policy: document(["s3:Get*"]) }, traits }).toEqual({});
    expectDiff({ program: { policy: document("s3:Get*") }, cloud: { policy: document("s3:*") }, traits }).toEqual({ policy: "update" });
    expectDiff({ program: { policy: document("s3:Get*") }, cloud: { policy: document("s3:Get*", { Resource: "*" }) }, traits }).toEqual({ policy: "update" });
  });

  test("an immutable property replaces", () => {
    const traits = { immutable: ["cidrBlock", "spec.selector"] };
    expectDiff({ program: { cidrBlock: "10.0.0.0/16", spec: { selector: { app: "a" } } }, cloud: { cidrBlock: "10.1.0.0/16", spec: { selector: { app: "b" } } }, traits }).toEqual({ cidrBlock: "update!", "spec.selector.app": "update!" });
  });

  test("what the cloud fills in inside of an object is no difference, what somebody changed there is", () => {
    const traits = { computed: ["root.volumeId", "root.size"] };
    expectDiff({ program: { root: { encrypted: true } }, cloud: { root: { encrypted: true, volumeId: "vol-1", size: 8 } }, traits }).toEqual({});
    expectDiff({ program: { root: { size: 8 } }, cloud: { root: { size: 16, volumeId: "vol-1" } }, traits }).toEqual({ "root.size": "update" });
  });

  test("an optional property that the program leaves out must not be in the cloud; any other may", () => {
    const sides = { program: { name: "a" }, cloud: { name: "a", tags: { Owner: "b" }, zone: "x" } };
    expectDiff({ ...sides, traits: { optional: ["tags"] } }).toEqual({ tags: "delete" });
    expectDiff(sides).toEqual({});
  });
});

describe("a native provider", () => {
  test("looks at the old inputs, not at the outputs", () => {
    const request = { semantic: "native" as const, traits: {}, olds: { a: 1, etag: "x" }, oldInputs: { a: 2, b: 3 }, news: { a: 1 }, ignoreChanges: [] };
    expect(diffProperties(request).map(({ path, kind }) => [formatPath(path), kind])).toEqual([["a", "update"], ["b", "delete"]]);
  });
});

describe("ignoreChanges", () => {
  const sides = { program: { tags: { Owner: "a" }, rules: [{ weight: 1, port: 1 }] }, cloud: { tags: { Owner: "b", Extra: "1" }, rules: [{ weight: 2, port: 2 }] } };

  test("leaves out a property and everything inside of it", () => {
    expectDiff({ ...sides, ignoreChanges: ["tags"] }).toEqual({ "rules[0].port": "update", "rules[0].weight": "update" });
    expectDiff({ ...sides, ignoreChanges: ["tags.Extra", "rules[*].weight"] }).toEqual({ "tags.Owner": "update", "rules[0].port": "update" });
  });

  test("of a part does not hide the rest when the whole is gone", () => {
    expectDiff({ program: { tags: { Owner: "a", Team: "x" } }, cloud: {}, ignoreChanges: ["tags.Owner"] }).toEqual({ "tags.Team": "add" });
  });
});

/** `add` and `delete` are what an update would do; `!` marks what replaces. */
function expectDiff({ program, cloud, traits = {}, ignoreChanges = [] }: { program: JsonObject; cloud: JsonObject; traits?: Traits; ignoreChanges?: string[] }) {
  const differences = diffProperties({ semantic: "bridged", traits, olds: cloud, oldInputs: {}, news: program, ignoreChanges });
  return expect(Object.fromEntries(differences.map(({ path, kind, replaces }) => [formatPath(path), replaces ? `${kind}!` : kind])));
}
