import { expect, test } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import { checkInputs, isAutonamed } from "./plugin/check.ts";
import type { Provider, RefreshSemantic, Traits } from "./plugin/provider.ts";

const SEED = new Uint8Array([1, 2, 3]);
const NAMED = { autoname: "name" };

test("a resource without a name gets one of its label and chance, the same for the same seed", () => {
  const checked = check({ traits: NAMED });
  expect(checked["name"]).toMatch(/^thing-[0-9a-f]{7}$/);
  expect(check({ traits: NAMED })).toEqual(checked);
  expect(check({ traits: NAMED, seed: new Uint8Array([4]) })).not.toEqual(checked);
  expect(checked["__defaults"]).toEqual(["name"]);
});

test("a made-up name stays, one that the program no longer gives does not", () => {
  expect(check({ traits: NAMED, olds: { name: "thing-old", __defaults: ["name"] } })["name"]).toBe("thing-old");
  expect(check({ traits: NAMED, olds: { name: "chosen", __defaults: [] } })["name"]).not.toBe("chosen");
});

test("a name or a prefix of the program's own is left alone", () => {
  expect(check({ traits: NAMED, news: { name: "own" } })).toEqual({ name: "own", __defaults: [] });
  expect(check({ traits: NAMED, news: { namePrefix: "own-" } })).toEqual({ namePrefix: "own-", __defaults: [] });
});

test("a bridged provider notes what it added, in every object; a native one adds only the name", () => {
  const request = { traits: { ...NAMED, defaults: { path: "/", ttl: 60 } }, news: { ttl: 5, tags: { Owner: "a" }, rules: [{ port: 1 }], name: "own" } };
  expect(check(request)).toEqual({ name: "own", path: "/", ttl: 5, tags: { Owner: "a", __defaults: [] }, rules: [{ port: 1, __defaults: [] }], __defaults: ["path"] });
  expect(check({ ...request, semantic: "native", traits: NAMED })).toEqual(request.news);
});

test("an autoname is known as one by the provider's own notes", () => {
  expect(isAutonamed(providerOf(NAMED), "t", check({ traits: NAMED }))).toBe(true);
  expect(isAutonamed(providerOf(NAMED), "t", check({ traits: NAMED, news: { name: "own" } }))).toBe(false);
  const manifest = { metadata: { name: "web-1", annotations: { "pulumi.com/autonamed": "true" } } };
  expect(isAutonamed(providerOf({ autoname: "metadata.name" }, "native"), "t", manifest)).toBe(true);
});

function check({ traits, news = {}, olds = {}, seed = SEED, semantic = "bridged" }: { traits: Traits; news?: JsonObject; olds?: JsonObject; seed?: Uint8Array; semantic?: RefreshSemantic }): JsonObject {
  return checkInputs(providerOf(traits, semantic), { type: "t", label: "thing", news, olds, seed });
}

function providerOf(traits: Traits, semantic: RefreshSemantic = "bridged"): Provider {
  const nobody = async () => Promise.reject(new Error("a check must not ask the cloud"));
  return {
    package: "x",
    version: "1.0.0",
    semantic,
    autoname: (label, random) => `${label}-${random.slice(0, 7)}`,
    configure: async () => undefined,
    type: () => ({ traits, create: nobody, read: nobody, update: nobody, delete: nobody }),
    words: { unconfigured: "", refused: () => "", throttled: () => "", unreachable: () => "" },
  };
}
