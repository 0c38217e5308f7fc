import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { findLeaks, secretFinder } from "../../../scripts/demo/find-leaks.ts";

const SECRET = "canary-5f0c9ab417";
const folder = await mkdtemp(join(tmpdir(), "trueup-leaks-"));
afterEach(() => rm(folder, { recursive: true, force: true }));

test.each([
  ["plain", `password=${SECRET}\n`],
  ["in base64", Buffer.from(SECRET).toString("base64")],
  ["in base64 one byte later in a text", Buffer.from(`x${SECRET} and more`).toString("base64")],
  ["in base64 two bytes later in a text", Buffer.from(`xy${SECRET} and more`).toString("base64")],
  ["in base64 for addresses", Buffer.from(`?>${SECRET}`).toString("base64url")],
  ["in hexadecimal", Buffer.from(SECRET).toString("hex")],
  ["in upper-case hexadecimal", Buffer.from(SECRET).toString("hex").toUpperCase()],
])("a secret is found %s, in a folder below", async (_how, content) => {
  await mkdir(join(folder, "below"), { recursive: true });
  await writeFile(join(folder, "below/report.json"), content);
  await writeFile(join(folder, "clean.txt"), "nothing to see");
  expect(await findLeaks(folder, [SECRET])).toEqual({ files: 2, leaks: ["below/report.json"] });
});

test("what a link points to outside is not looked at", async () => {
  await mkdir(join(folder, "inside"), { recursive: true });
  await writeFile(join(folder, "outside.txt"), SECRET);
  await symlink(join(folder, "outside.txt"), join(folder, "inside/link"));
  expect(await findLeaks(join(folder, "inside"), [SECRET])).toEqual({ files: 0, leaks: [] });
});

test.each([
  ["plain", (secret: string) => `x${secret}`],
  ["in JSON", (secret: string) => JSON.stringify({ secret })],
  ["in an address", (secret: string) => `https://host/?q=${encodeURIComponent(secret)}`],
  ["cut off", (secret: string) => secret.slice(0, -5)],
  ["without its beginning", (secret: string) => secret.slice(5)],
])("a long secret with characters that need care is found %s, by its name", (_how, told) => {
  const find = secretFinder({ passphrase: 'correct "horse" & battery/staple', other: "canary-9e11d2c0" });
  expect(find(Buffer.from(told('correct "horse" & battery/staple')))).toEqual(["passphrase"]);
  expect(find(Buffer.from("correct horse & battery staple"))).toEqual([]);
});
