import { expect, test } from "vitest";
import { createScrubber } from "../../../providers/engines/pulumi/scrubber.ts";

const SECRET = "canary-7f3a/b+c=";

function knowing(...secrets: string[]) {
  const scrubber = createScrubber();
  scrubber.learn(secrets);
  return scrubber;
}

test.each([
  ["plain", SECRET],
  ["in base64", Buffer.from(SECRET).toString("base64")],
  ["in a URL", encodeURIComponent(SECRET)],
])("a secret that an error message quotes %s is taken out", (_how, spelled) => {
  const text = knowing(SECRET).scrub(`request failed: value=${spelled} rejected`);
  expect(text).toMatch(/^request failed: value=\[secret\]=* rejected$/);
});

test("a secret inside a longer secret leaves no rest of the longer one", () => {
  expect(knowing("password", "password-of-prod").scrub("it is password-of-prod")).toBe("it is [secret]");
});

test("a secret with quotes is found inside JSON text", () => {
  expect(knowing('say "hello" twice').scrub(JSON.stringify({ v: 'say "hello" twice' }))).toBe('{"v":"[secret]"}');
});

test("very short secrets do not blot out ordinary words", () => {
  expect(knowing("a", "on").scrub("an action on a bucket")).toBe("an action on a bucket");
});

test("a value as short as a word is taken out of messages, but not taken for a secret among other values", () => {
  const scrubber = knowing("hunter2", "true");
  expect(scrubber.scrub("password hunter2 is true")).toBe("password [secret] is true");
  expect(scrubber.isSecretText("hunter2")).toBe(false);
});

test("a value that is a known secret, or holds one, is known as secret text", () => {
  const scrubber = knowing("swordfish-1");
  expect(scrubber.isSecretText("swordfish-1")).toBe(true);
  expect(scrubber.isSecretText("db://u:swordfish-1@h")).toBe(true);
  expect(scrubber.isSecretText("sword")).toBe(false);
});
