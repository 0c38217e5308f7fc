import { expect, test } from "vitest";
import { redact, secretsIn } from "../../policypacks/_kit/redact.ts";
import { secret, unknown } from "../../policypacks/_kit/wire.ts";

test("whatever is long enough of a secret is taken out, also parts and several at once", () => {
  expect(redact("the key is AKIAIOSFODNN7EXAMPLE.", ["AKIAIOSFODNN7EXAMPLE"])).toBe("the key is [secret].");
  expect(redact("it ends with 7EXAMPLE, begins with AKIAIO and has FODNN in it", ["AKIAIOSFODNN7EXAMPLE"])).toBe("it ends with [secret], begins with [secret] and has FODNN in it");
  expect(redact("one secret1 two secret2", ["secret1", "secret2"])).toBe("one [secret] two [secret]");
  expect(redact("PIN 4711", ["4711"])).toBe("PIN [secret]");
  expect(redact("nothing of it here", ["AKIAIOSFODNN7EXAMPLE"])).toBe("nothing of it here");
});

test("secrets are found wherever they are marked, and inside documents by their values", () => {
  const inputs = { plain: "seen", list: [secret("first-secret"), secret(unknown)], nested: { deep: secret({ a: "second-secret", n: 123456, b: true }) }, policy: secret(JSON.stringify({ Statement: [{ Action: "third:Secret" }] })) };
  expect(secretsIn(inputs).sort()).toEqual(["123456", "first-secret", "second-secret", "third:Secret", "true"]);
});

test("a text of many characters is redacted in no time", () => {
  const long = "ab".repeat(50_000);
  const started = performance.now();
  redact(long.slice(0, 20_000), [long]);
  expect(performance.now() - started).toBeLessThan(2000);
});
