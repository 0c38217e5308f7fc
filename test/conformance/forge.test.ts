import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CloudContext } from "../../model/ports/cloud.ts";
import type { ForgeRepository } from "../../model/ports/forge.ts";
import { forges } from "../../providers/forges/registry.generated.ts";
import { gitCheckouts } from "../../providers/git/git-checkouts.ts";
import { testInFolder } from "../scratch-folder.ts";
import { forgeBenches, type ForgeBench } from "./forge-benches.ts";

const contextWith = (token: string): CloudContext => ({ env: {}, secret: () => token });
const PROGRAM = { "index.ts": "export const a = 1;\n" };

test("there are forges to hold to their promises", () => expect(forges.length).toBeGreaterThan(0));

describe.each(forges)("the forge $id", forge => {
  let bench: ForgeBench;
  let repository: ForgeRepository;
  beforeAll(async () => {
    const start = forgeBenches[forge.id];
    if (!start) throw new Error(`test/conformance/forge-benches.ts does not say how a ${forge.id} is started`);
    bench = await start();
    await bench.running.bare.git("update-ref", "refs/heads/main", await emptyCommit(bench));
    await bench.running.bare.commit({ branch: "main", files: PROGRAM });
    repository = await open();
  });
  afterAll(() => bench?.running.stop());

  const open = (over: { token?: string; name?: string; url?: string } = {}) =>
    forge.repository(bench.settings(over.url ? { url: over.url } : {}), over.name ?? bench.running.repository, contextWith(over.token ?? bench.running.token));
  const push = (branch: string, text: string) => bench.running.bare.commit({ branch, files: { "index.ts": text } });
  const request = (head: string) => ({ head, base: "main", title: "Adopt `a` | b", body: "| a | b |\n\n<!-- x -->\né😀", labels: ["drift"] });

  test("says where git finds the repository, and which branch is the default", () => {
    expect(repository).toMatchObject({ cloneUrl: bench.running.cloneUrl, defaultBranch: "main" });
  });

  testInFolder("gives credentials with which git clones and pushes", async ({ dir }) => {
    const checkout = await gitCheckouts({ scratchDir: dir, env: process.env, author: { name: "Trueup", email: "trueup@example.com" }, gitMs: 20_000, prepareMs: 20_000 })({ cloneUrl: repository.cloneUrl, branch: "main", credentials: repository.credentials });
    await checkout.writeFile("index.ts", new TextEncoder().encode("export const a = 2;\n"));
    const commit = await checkout.push("drift/pushed", "A change");
    expect(await bench.running.bare.tip("drift/pushed")).toBe(commit);
  });

  test("says no to a wrong token, without repeating it", async () => {
    const refusal = open({ token: "wrong-token-canary" });
    await expect(refusal).rejects.toMatchObject({ code: "FORGE_REFUSED", message: expect.stringContaining(bench.running.repository) as string });
    await expect(refusal).rejects.not.toThrow(/wrong-token-canary/);
  });

  test("names a repository that is not there", async () => {
    await expect(open({ name: "acme/nowhere" })).rejects.toMatchObject({ code: "FORGE_REFUSED", message: expect.stringContaining("acme/nowhere") as string });
  });

  test("says when nobody answers", async () => {
    await expect(open({ url: "http://127.0.0.1:9/api" })).rejects.toMatchObject({ code: "FORGE_UNREACHABLE", message: expect.stringContaining("127.0.0.1:9") as string });
  });

  test("knows no pull request of a branch that never had one", async () => {
    expect(await repository.findPullRequest("drift/never")).toBeUndefined();
  });

  test("refuses a pull request before its branch is pushed", async () => {
    await expect(repository.openPullRequest(request("drift/unpushed"))).rejects.toMatchObject({ code: "FORGE_REFUSED" });
  });

  test("opens a pull request, finds it again, and keeps title, body and labels as they are", async () => {
    await push("drift/opened", "export const a = 3;\n");
    const opened = await repository.openPullRequest(request("drift/opened"));
    expect(opened).toMatchObject({ title: "Adopt `a` | b", body: request("").body, head: "drift/opened", base: "main", state: "open" });
    expect(await repository.findPullRequest("drift/opened")).toEqual(opened);
    expect(bench.running.pulls().at(-1)?.labels).toEqual(["drift"]);
  });

  test("opens it once, however often it is asked", async () => {
    await push("drift/twice", "export const a = 4;\n");
    const [first, second] = [await repository.openPullRequest(request("drift/twice")), await repository.openPullRequest(request("drift/twice"))];
    expect(second.number).toBe(first.number);
    expect(bench.running.pulls().filter(({ head }) => head === "drift/twice")).toHaveLength(1);
  });

  test("finds the one it opened when the answer was lost", async () => {
    await push("drift/lost", "export const a = 5;\n");
    bench.running.answerNext({ status: 502, body: "<html>bad gateway</html>" }, { after: true });
    const opened = await repository.openPullRequest(request("drift/lost"));
    expect(bench.running.pulls().filter(({ head }) => head === "drift/lost")).toMatchObject([{ number: opened.number }]);
  });

  test("changes title and body of one", async () => {
    await push("drift/changed", "export const a = 6;\n");
    const { number } = await repository.openPullRequest(request("drift/changed"));
    expect(await repository.updatePullRequest(number, { title: "New", body: "Other" })).toMatchObject({ number, title: "New", body: "Other" });
    expect(await repository.findPullRequest("drift/changed")).toMatchObject({ title: "New", body: "Other" });
  });

  test("says which one was merged, and prefers an open one to it", async () => {
    await push("drift/merged", "export const a = 7;\n");
    const { number } = await repository.openPullRequest(request("drift/merged"));
    await bench.running.merge(number);
    expect(await repository.findPullRequest("drift/merged")).toMatchObject({ number, state: "merged" });
    await push("drift/merged", "export const a = 8;\n");
    const next = await repository.openPullRequest(request("drift/merged"));
    expect(await repository.findPullRequest("drift/merged")).toMatchObject({ number: next.number, state: "open" });
  });

  test("says how long a rate limit lasts", async () => {
    bench.running.answerNext({ status: 403, body: { message: "You have exceeded a secondary rate limit." }, headers: { "retry-after": "37" } });
    await expect(repository.findPullRequest("drift/never")).rejects.toMatchObject({ code: "FORGE_REFUSED", hint: expect.stringContaining("37 s") as string });
  });

  test("tells a missing permission from a rate limit", async () => {
    bench.running.answerNext({ status: 403, body: { message: "Resource not accessible by personal access token" } });
    await expect(repository.updatePullRequest(1, { title: "x" })).rejects.toMatchObject({ code: "FORGE_REFUSED", message: expect.stringContaining("not accessible") as string });
  });

  test("says when the forge itself is broken", async () => {
    bench.running.answerNext({ status: 503, body: "<html></html>" });
    await expect(repository.findPullRequest("drift/never")).rejects.toMatchObject({ code: "FORGE_UNREACHABLE" });
    bench.running.answerNext({ status: 200, body: "<html>a login page</html>" });
    await expect(repository.findPullRequest("drift/never")).rejects.toMatchObject({ code: "FORGE_UNREACHABLE" });
  });
});

/** A forge's repository has a first commit before anyone works with it. */
async function emptyCommit({ running: { bare } }: ForgeBench): Promise<string> {
  const tree = await bare.git("hash-object", "-t", "tree", "-w", "/dev/null");
  return bare.git("-c", "user.name=A Person", "-c", "user.email=person@example.com", "commit-tree", tree, "-m", "Begin");
}
