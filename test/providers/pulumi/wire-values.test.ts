import { expect, test } from "vitest";
import { isSecretMark, type Json } from "../../../model/index.ts";
import { keyedFingerprint } from "../../../providers/engines/pulumi/fingerprint.ts";
import { markSecrets, maskSecrets, secretPaths, secretStrings, unwrapSecrets } from "../../../providers/engines/pulumi/wire-values.ts";

const secret = (value: Json): Json => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });
const secretOutput = (value: Json): Json => ({ "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", secret: true, value });
const fingerprint = keyedFingerprint(new Uint8Array(32));
const never = (): boolean => false;

test("secrets are found wherever they stand", () => {
  const value = { plain: "a", data: { password: secret("hunter2") }, list: ["x", secretOutput("y")] };
  expect(secretPaths(value)).toEqual([["data", "password"], ["list", 1]]);
  expect(secretStrings(value)).toEqual(["hunter2", "y"]);
});

test("a provider that does not know secrets gets the plain values", () => {
  expect(unwrapSecrets({ a: secret({ b: secret("c") }), d: [secretOutput(1)] })).toEqual({ a: { b: "c" }, d: [1] });
});

test("what was secret in the state is marked again in an answer that came without marks", () => {
  const marked = markSecrets({ value: "new", other: "x" }, secretPaths({ value: secret("old") }));
  expect(marked).toEqual({ value: secret("new"), other: "x" });
});

test("a secret whose path is gone from the answer marks nothing", () => {
  expect(markSecrets({ other: "x" }, [["value"]])).toEqual({ other: "x" });
});

test("a mark that the provider made is kept as it is", () => {
  expect(markSecrets({ value: secret("new") }, [["value"]])).toEqual({ value: secret("new") });
});

test("masking leaves a fingerprint and nothing of the secret", () => {
  const masked = maskSecrets({ a: secret("hunter2-hunter2"), b: { c: "x" } }, fingerprint, never) as { a: Json };
  expect(isSecretMark(masked.a)).toBe(true);
  expect(JSON.stringify(masked)).not.toContain("hunter2");
});

test("a string that quotes a known secret is masked too", () => {
  const masked = maskSecrets({ url: "postgres://u:hunter2@db" }, fingerprint, text => text.includes("hunter2"));
  expect(JSON.stringify(masked)).not.toContain("hunter2");
});

test("fingerprints are equal for equal values and one key, whatever the order of keys", () => {
  expect(fingerprint({ a: 1, b: [2] })).toBe(fingerprint({ b: [2], a: 1 }));
  expect(fingerprint("a")).not.toBe(fingerprint("b"));
  expect(fingerprint("a")).not.toBe(keyedFingerprint(new Uint8Array(32).fill(1))("a"));
});
