import structPb from "google-protobuf/google/protobuf/struct_pb.js";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import { holdsUnknown, openProperties, overWholeLists, sealProperties, UNKNOWN } from "./plugin/properties.ts";

const secret = (value: unknown) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });
const wire = (values: object) => structPb.Struct.fromJavaScript(values as never);

test("secrets are unwrapped, at any depth, and their places noted", () => {
  const opened = openProperties(wire({ name: "a", password: secret("p"), rules: [{ key: secret({ inner: secret("q") }) }] }));
  expect(opened).toEqual({ values: { name: "a", password: "p", rules: [{ key: { inner: "q" } }] }, secrets: [["password"], ["rules", 0, "key"]] });
});

test("what was opened can be sealed again, mark by mark", () => {
  const values = { name: "a", password: secret("p"), rules: [{ key: secret("q") }, { key: "r" }] };
  expect(sealProperties(openProperties(wire(values))).toJavaScript()).toEqual(values);
});

test("a mark for a place that is not there any more is dropped", () => {
  expect(sealProperties({ values: { name: "a" }, secrets: [["password"], ["rules", 0]] }).toJavaScript()).toEqual({ name: "a" });
});

test("a null counts as absent in an object and keeps its place in a list", () => {
  expect(openProperties(wire({ a: null, list: [null, 1] })).values).toEqual({ list: [null, 1] });
});

describe("of a list that was read again", () => {
  test("every element at the place of a secret is secret", () => {
    const secrets = overWholeLists([["rules", 0, "key"]]);
    expect(sealProperties({ values: { rules: [{ key: "new" }, { key: "old" }] }, secrets }).toJavaScript()).toEqual({ rules: [{ key: secret("new") }, { key: secret("old") }] });
  });
});

test.each<[JsonObject, boolean]>([[{ a: [{ b: UNKNOWN }] }, true], [{ a: [{ b: "known" }] }, false]])("%j holds an unknown value: %s", (value, expected) => {
  expect(holdsUnknown(value)).toBe(expected);
});
