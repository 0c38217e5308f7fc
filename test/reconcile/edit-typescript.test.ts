import { describe, expect, test } from "vitest";
import { edit } from "../../reconcile/edit/edit.ts";
import { positionIn } from "./ask-editor.ts";
import { testEditCases } from "./edit-case.ts";
import { edits, refusals } from "./edit-typescript-cases.ts";
import { parseTypescript } from "./typescript-tree.ts";
import { web } from "./typescript-programs.ts";

const isTypescript = (file: string): boolean => file.endsWith(".ts");

describe("what the editor changes in TypeScript", () => testEditCases(edits, (_, after, { file }) => void (isTypescript(file) && parseTypescript(after))));

describe("what the editor refuses in TypeScript", () => testEditCases(refusals));

test("a refusal that has a place names its file and line", async () => {
  const { request } = refusals.find(({ id }) => id === "a template with a substitution")!;
  const answer = await edit({ ...request, pos: positionIn(web, "index.ts", "new aws.ec2.Instance") }, file => new TextEncoder().encode(web[file]));
  expect(answer).toMatchObject({ refusal: { at: `index.ts:${positionIn(web, "index.ts", "`web-${").line}` } });
});
