import { describe, expect, test } from "vitest";
import { bridgedInputs, importedInputs, nativeInputs } from "./plugin/refreshed-inputs.ts";

describe("a bridged refresh", () => {
  test("takes over what changed", () => {
    expect(bridgedInputs({ cidr: "10.0.0.0/16", tags: { Owner: "a" } }, { cidr: "10.0.0.0/16", tags: { Owner: "b" }, arn: "arn:1" })).toEqual({ cidr: "10.0.0.0/16", tags: { Owner: "b" } });
  });

  test("does not see a key that was added, and drops one that is gone", () => {
    expect(bridgedInputs({ tags: { Owner: "a", Team: "x" } }, { tags: { Owner: "a", Extra: "1" } })).toEqual({ tags: { Owner: "a" } });
  });

  test("does not see an element that was added, and drops one that is gone", () => {
    expect(bridgedInputs({ cidrs: ["a"] }, { cidrs: ["a", "b"] })).toEqual({ cidrs: ["a"] });
    expect(bridgedInputs({ cidrs: ["a", "b"] }, { cidrs: ["b"] })).toEqual({ cidrs: ["b"] });
  });

  test("keeps of an element only the fields that it had", () => {
    expect(bridgedInputs({ ingress: [{ port: 22 }] }, { ingress: [{ port: 23, description: "", self: false }] })).toEqual({ ingress: [{ port: 23 }] });
  });

  test("no longer counts a default as such once somebody changed it", () => {
    const old = { path: "/", tags: { Owner: "a", __defaults: [] }, ttl: 60, __defaults: ["path", "ttl"] };
    expect(bridgedInputs(old, { path: "/", tags: { Owner: "a" }, ttl: 90 })).toEqual({ path: "/", tags: { Owner: "a", __defaults: [] }, ttl: 90, __defaults: ["path"] });
  });
});

describe("a native refresh", () => {
  const traits = { cloudDefaults: { tier: "Hot", encryption: { source: "cloud" }, ports: [{ protocol: "TCP" }] } };
  const found = (inputs: object) => ({ id: "1", outputs: {}, inputs: inputs as never });

  test("sees what was added", () => {
    expect(nativeInputs({ tags: { Owner: "a" } }, found({ tags: { Owner: "a", Extra: "1" } }), traits)).toEqual({ tags: { Owner: "a", Extra: "1" } });
  });

  test("leaves out what the cloud set by itself, in objects and in elements too", () => {
    expect(nativeInputs({ ports: [{ port: 80 }] }, found({ tier: "Hot", encryption: { source: "cloud" }, ports: [{ port: 80, protocol: "TCP" }] }), traits)).toEqual({ ports: [{ port: 80 }] });
  });

  test("sees such a value once it is another, and keeps it where the program wrote it itself", () => {
    expect(nativeInputs({}, found({ tier: "Cool", encryption: { source: "key" } }), traits)).toEqual({ tier: "Cool", encryption: { source: "key" } });
    expect(nativeInputs({ tier: "Hot" }, found({ tier: "Hot" }), traits)).toEqual({ tier: "Hot" });
  });
});

test("an import takes everything that can be set and says something", () => {
  const found = { id: "1", outputs: {}, inputs: { name: "a", description: "", path: "/", tags: { Owner: "a" }, rules: [] } };
  expect(importedInputs(found, { defaults: { path: "/" } })).toEqual({ name: "a", tags: { Owner: "a" }, __defaults: [] });
});
