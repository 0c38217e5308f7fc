import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { errorOf, type Scene } from "./scene.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Commits that the forge makes and signs. */
export function commitTests(scene: Scene): void {
  if (scene.bench.missing.includes("commits")) {
    test("leaves commits to git", () => expect(scene.repository.commit).toBeUndefined());
    return;
  }
  const tip = (branch: string) => scene.running.bare.tip(branch);
  const git = (...args: string[]) => scene.running.bare.git(...args);
  const make = (branch: string, parent: string, more: { expected?: string; files?: [string, Uint8Array][] } = {}) =>
    scene.repository.commit!({ branch, parent, message: "Adopt é\n\nbody", files: new Map(more.files ?? [["index.ts", bytes("export const a = 2;\n")]]), ...(more.expected && { expected: more.expected }) });

  test("makes a branch with one commit on its parent, byte for byte", async () => {
    const parent = (await tip("main"))!;
    const odd = new Uint8Array([0xff, 0xfe, 0, 13, 10, 0x80]);
    const commit = await make("drift/api", parent, { files: [["index.ts", bytes("é\r\n")], ["new/folder/odd ü.bin", odd]] });
    expect(await tip("drift/api")).toBe(commit);
    expect(await git("log", "--format=%H %P", `${parent}..${commit}`)).toBe(`${commit} ${parent}`);
    expect(await git("log", "-1", "--format=%B", commit)).toContain("Adopt é\n\nbody");
    expect((await git("-c", "core.quotePath=false", "diff", "--name-status", parent, commit)).split("\n").toSorted()).toEqual(["A\tnew/folder/odd ü.bin", "M\tindex.ts"]);
    expect(await git("show", `${commit}:index.ts`)).toBe("é\r");
    expect(await git("rev-parse", `${commit}:new/folder/odd ü.bin`)).toBe(blobOf(odd));
  });

  test("a script stays one that can be run", async () => {
    const parent = await scene.running.bare.commit({ branch: "scripts", files: { "tools/run.sh": "#!/bin/sh\n" }, isExecutable: true });
    const commit = await make("drift/script", parent, { files: [["tools/run.sh", bytes("#!/bin/sh\ntrue\n")]] });
    expect(await git("ls-tree", commit, "tools/run.sh")).toMatch(/^100755 blob \S+\ttools\/run\.sh$/);
  });

  test("moves the branch, where it is what was expected, to a commit that stands on the parent again", async () => {
    const parent = (await tip("main"))!;
    const first = await make("drift/again", parent);
    const second = await make("drift/again", parent, { expected: first, files: [["index.ts", bytes("other\n")]] });
    expect(await tip("drift/again")).toBe(second);
    expect(await git("rev-parse", `${second}^`)).toBe(parent);
  });

  test("changes nothing where the branch is somewhere else", async () => {
    const parent = (await tip("main"))!;
    const first = await make("drift/foreign", parent);
    const theirs = await scene.push("drift/foreign", "theirs\n");
    expect(await errorOf(scene, make("drift/foreign", parent, { expected: first }))).toMatchObject({ code: "BRANCH_FOREIGN", message: expect.stringContaining("drift/foreign") as string });
    expect(await errorOf(scene, make("drift/foreign", parent))).toMatchObject({ code: "BRANCH_FOREIGN" });
    expect(await tip("drift/foreign")).toBe(theirs);
  });

  test("a branch that should be there and is not stays away", async () => {
    const parent = (await tip("main"))!;
    expect(await errorOf(scene, make("drift/vanished", parent, { expected: parent }))).toMatchObject({ code: "BRANCH_FOREIGN" });
    expect(await tip("drift/vanished")).toBeUndefined();
  });

  test.each([1, 2, 3, 4])("when the answer to its write number %i is lost, the branch is where it says", async write => {
    const branch = `drift/cut-${write}`;
    const parent = (await tip("main"))!;
    const expected = await make(branch, parent);
    for (let before = 1; before < write; before++) scene.running.answerNext("pass", { on: "write" });
    scene.running.answerNext("cut", { after: true, on: "write" });
    const made = await make(branch, parent, { expected, files: [["index.ts", bytes(`write ${write}\n`)]] }).catch((error: { code: string }) => error.code);
    scene.running.answerNext("forget");
    expect(await tip(branch)).toBe(made === "FORGE_UNREACHABLE" ? expected : made);
  });
}

function blobOf(content: Uint8Array): string {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}
