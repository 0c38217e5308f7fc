import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { SecretReference } from "../../model/config.ts";
import { resolveSecret } from "../../providers/secrets/resolve-secret.ts";
import { testInFolder as test } from "../scratch-folder.ts";

test("a secret comes from its variable, and an empty one is a secret too", ({ dir: baseDir }) => {
  expect(resolveSecret({ env: "PASS" }, { env: { PASS: "a b " }, baseDir })).toBe("a b ");
  expect(resolveSecret({ env: "PASS" }, { env: { PASS: "" }, baseDir })).toBe("");
});

test("a secret comes from a file beside trueup.yaml, without the newline that editors add", ({ dir: baseDir }) => {
  writeFileSync(join(baseDir, "pass"), "two\nlines\n\n");
  expect(resolveSecret({ file: "pass" }, { env: {}, baseDir })).toBe("two\nlines\n");
  expect(resolveSecret({ file: join(baseDir, "pass") }, { env: {}, baseDir: "/" })).toBe("two\nlines\n");
});

test.for<[string, SecretReference, string]>([
  ["a variable that is not set", { env: "PASS" }, "environment variable PASS"],
  ["a file that is not there", { file: "sub/pass" }, "sub/pass, which trueup.yaml takes a secret from, is not there"],
  ["a folder", { file: "." }, "is a folder"],
])("%s is named", ([, reference, words], { dir: baseDir }) => {
  expect(() => resolveSecret(reference, { env: { OTHER: "canary" }, baseDir })).toThrowError(expect.objectContaining({ code: "SECRET_MISSING", message: expect.stringContaining(words) }));
});
