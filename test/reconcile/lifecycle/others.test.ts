import { expect, test } from "vitest";
import { othersOf, sameFilesText } from "../../../reconcile/lifecycle/others.ts";

const folders = new Map([
  ["web/dev", "web"],
  ["web/prod", "web"],
  ["cdn/dev", "web/cdn"],
]);
const other = (number: number, ...files: string[]) => ({ number, url: `https://forge.example/pull/${number}`, title: `Change ${number}`, files });
const seenBy = (stack: string, ...files: string[]): string[] => othersOf(stack, [other(1, ...files)], folders).flatMap(({ files: own }) => own);

test("a pull request is about a stack when it changes its program or its own configuration", () => {
  expect(seenBy("web/dev", "README.md", "web/index.ts", "webb/index.ts", "web/Pulumi.yaml", "web/Pulumi.dev.yaml", "web/Pulumi.prod.yaml")).toEqual(["web/index.ts", "web/Pulumi.yaml", "web/Pulumi.dev.yaml"]);
});

test("what belongs to a project further inside is not the outer one's", () => {
  expect(seenBy("web/dev", "web/cdn/index.ts")).toEqual([]);
  expect(seenBy("cdn/dev", "web/cdn/index.ts", "web/index.ts")).toEqual(["web/cdn/index.ts"]);
});

test("a project at the root of its repository is all of it", () => {
  expect(othersOf("site/dev", [other(1, "main.go")], new Map([["site/dev", "."]]))).toMatchObject([{ number: 1, files: ["main.go"] }]);
});

test("a stack whose program is somewhere else has none", () => {
  expect(seenBy("other/dev", "web/index.ts")).toEqual([]);
});

test("a reviewer is told of those that change the same files, and of no others", () => {
  const files = new Map([["web/index.ts", new Uint8Array()]]);
  expect(sameFilesText(files, [other(1, "web/other.ts")])).toBe("");
  const text = sameFilesText(files, [other(7, "web/index.ts", "web/other.ts"), other(1, "web/other.ts")]);
  expect(text).toContain("- [Change 7](<https://forge.example/pull/7>): `web/index.ts`");
  expect(text).not.toContain("Change 1]");
});
