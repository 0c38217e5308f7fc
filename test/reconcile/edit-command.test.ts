import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { applyEdits } from "../../reconcile/edit/apply-edits.ts";
import type { EditAnswer } from "../../reconcile/edit/edit-request.ts";
import { runCli, type CliResult } from "../cli/run-cli.ts";
import { positionIn } from "./ask-editor.ts";
import { web } from "./typescript-programs.ts";

const POSITION = positionIn(web, "index.ts", "new aws.ec2.SecurityGroup");
const REQUEST = { runtime: "nodejs", project: "web", stack: "dev", type: "aws:ec2/securityGroup:SecurityGroup", name: "web-secgrp", pos: POSITION, path: ["description"], oldValue: "Enable HTTP access", newValue: "HTTP only" };

describe("trueup reconcile edit", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "trueup-edit-"));
    await mkdir(join(folder, "program"));
    for (const [file, text] of Object.entries(web)) await writeFile(join(folder, "program", file), text);
  });
  afterEach(() => rm(folder, { recursive: true }));

  function ask(request: object, cwd = join(folder, "program")): Promise<CliResult> {
    return runCli(["reconcile", "edit", "--request", "-"], { cwd, input: JSON.stringify(request) });
  }

  test("prints the edits of a request on standard input, and writes nothing", async () => {
    const { exitCode, out } = await ask(REQUEST);
    expect(exitCode).toBe(0);
    const { edits } = JSON.parse(out) as Extract<EditAnswer, { edits: unknown }>;
    expect(applyEdits(web["index.ts"]!, edits)).toBe(web["index.ts"]!.replace("'Enable HTTP access'", "'HTTP only'"));
    expect(await readFile(join(folder, "program", "index.ts"), "utf8")).toBe(web["index.ts"]);
  });

  test("takes the request from a file and the program from its root", async () => {
    await writeFile(join(folder, "request.json"), JSON.stringify({ ...REQUEST, root: "program" }));
    const { exitCode, out } = await runCli(["reconcile", "edit", "--request", "request.json"], { cwd: folder });
    expect([exitCode, JSON.parse(out)]).toMatchObject([0, { edits: [{ file: "index.ts", how: "literal" }] }]);
  });

  test("prints a refusal as JSON and ends with 1", async () => {
    const { exitCode, out } = await ask({ ...REQUEST, oldValue: "something else" });
    expect([exitCode, JSON.parse(out)]).toMatchObject([1, { refusal: { code: "stale", at: `index.ts:${POSITION.line + 1}` } }]);
  });

  test.each([
    ["a link that leads out of the root", "linked.ts"],
    ["a path that leads out of the root", "../outside.ts"],
  ])("does not read %s", async (_, file) => {
    await writeFile(join(folder, "outside.ts"), web["index.ts"]!);
    await symlink(join(folder, "outside.ts"), join(folder, "program", "linked.ts"));
    const { exitCode, out } = await ask({ ...REQUEST, pos: { ...POSITION, file } });
    expect(exitCode).toBe(1);
    expect(["no-file", "package"]).toContain((JSON.parse(out) as { refusal: { code: string } }).refusal.code);
  });

  test.each([
    [{ ...REQUEST, path: [] }, "path"],
    [{ ...REQUEST, instances: "two" }, "instances is not of type number"],
    [{ ...REQUEST, type: undefined }, "type is not of type string"],
    [{ ...REQUEST, root: "nowhere" }, `no folder ${"nowhere"}`],
  ])("names the mistake of a request and ends with 3 (%#)", async (request, mistake) => {
    const { exitCode, out, err } = await ask(request);
    expect([exitCode, out]).toEqual([3, ""]);
    expect(err.replaceAll(`${join(folder, "program")}/`, "")).toContain(mistake);
  });

  test("its documents have a schema", async () => {
    for (const document of ["edit-request", "edit-answer"]) {
      const { exitCode, out } = await runCli(["schema", document], { cwd: dirname(folder) });
      expect([exitCode, JSON.parse(out)]).toMatchObject([0, { $schema: "https://json-schema.org/draft/2020-12/schema" }]);
    }
  });
});
