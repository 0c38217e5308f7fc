import { describe, expect, test, vi } from "vitest";
import type { ForgeRepository } from "../../model/ports/forge.ts";
import { forge } from "../../providers/forges/github/github.ts";
import type { RestAnswer } from "./planned-answers.ts";
import { startForge, type ForgeOptions, type RunningForge } from "./start-forge.ts";

const open = (running: RunningForge, over: object = {}): Promise<ForgeRepository> => forge.repository({ url: running.apiUrl, token: { env: "FORGE_TOKEN" }, commits: "git", ...over }, running.repository, { env: {}, secret: () => running.token });

const testOnForge = (title: string, options: ForgeOptions, work: (repository: ForgeRepository, running: RunningForge) => Promise<void>) =>
  test(title, async () => {
    const running = await startForge(options);
    try {
      await running.bare.commit({ branch: "main", files: { "a.ts": "1" } });
      await work(await open(running), running);
    } finally {
      await running.stop();
    }
  });

const request = (head: string) => ({ head, base: "main", title: "t", body: "b", labels: [] });

describe("settings", () => {
  const parse = (given: object) => forge.settings.safeParse(given);

  test("take one of token and app", () => {
    const [token, app] = [{ env: "T" }, { id: 1, privateKey: { file: "key.pem" } }];
    expect(parse({ token }).success).toBe(true);
    expect(parse({ app }).data).toMatchObject({ url: "https://api.github.com", commits: "git" });
    for (const given of [{}, { token, app }, { token: "ghp_x" }, { app: { ...app, privateKey: "-----BEGIN" } }]) expect(parse(given).success).toBe(false);
  });
});

describe("what a repository has not", () => {
  testOnForge("a repository without drafts gets a pull request that is none, and stays as it is", { hasDrafts: false }, async (repository, { bare }) => {
    await bare.commit({ branch: "drift/a", files: { "a.ts": "2" } });
    const opened = await repository.openPullRequest({ ...request("drift/a"), isDraft: true });
    expect(opened).toMatchObject({ state: "open", isDraft: false });
    expect(await repository.updatePullRequest(opened.number, { isDraft: true, title: "new" })).toMatchObject({ isDraft: false, title: "new" });
  });

  testOnForge("a repository without issues has no tracker", { hasIssues: false }, async repository => expect(repository.issues).toBeUndefined());

  testOnForge("with a token, checks are statuses, and a check run is tried once", {}, async (repository, running) => {
    const commit = (await running.bare.tip("main"))!;
    for (const title of ["one", "two"]) await repository.check!({ commit, name: "proof", conclusion: "success", title, summary: "s" });
    expect(running.requests().filter(line => line.includes("/check-runs"))).toHaveLength(1);
    expect(running.checks(commit)).toEqual([{ name: "proof", isGood: true, title: "two" }]);
  });
});

describe("pages", () => {
  testOnForge("are followed by what the link asks for, however it names the repository", {}, async (repository, running) => {
    await running.bare.commit({ branch: "drift/a", files: { "a.ts": "2" } });
    await repository.openPullRequest(request("drift/a"));
    const headers = { link: '<https://api.github.com/repositories/1/pulls?state=open&per_page=100&page=2>; rel="next", <https://api.github.com/repositories/1/pulls?page=2>; rel="last"' };
    running.answerNext({ status: 200, body: [], headers });
    expect(await repository.openPullRequests()).toEqual([]);
    expect(running.requests().slice(-2)).toEqual(["GET /api/v3/repos/acme/infra/pulls", "GET /api/v3/repos/acme/infra/pulls"]);
    running.answerNext({ status: 200, body: [], headers: { link: '<nowhere>; rel="next"' } });
    expect(await repository.openPullRequests()).toEqual([]);
  });
});

describe("limits", () => {
  const told = async (repository: ForgeRepository, running: RunningForge, answer: RestAnswer) => {
    running.answerNext(answer);
    return repository.openPullRequests().then(() => expect.fail("it should have been limited"), (error: unknown) => error as { code: string; retryAfter: number; hint: string });
  };

  testOnForge("that are told in words alone last a minute", {}, async (repository, running) => {
    const message = "You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.";
    expect(await told(repository, running, { status: 403, body: { message } })).toMatchObject({ code: "FORGE_LIMITED", retryAfter: 60, hint: expect.stringContaining("60 s") as string });
  });

  testOnForge("of GraphQL come with status 200", {}, async (repository, running) => {
    const commit = await running.bare.commit({ branch: "drift/a", files: { "a.ts": "2" } });
    running.answerNext({ status: 200, body: { errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] }, headers: { "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000) + 120) } });
    await expect(repository.deleteBranch("drift/a", commit)).rejects.toMatchObject({ code: "FORGE_LIMITED", retryAfter: expect.toSatisfy((seconds: number) => seconds > 60 && seconds <= 121) as number });
    expect(await running.bare.tip("drift/a")).toBe(commit);
  });

  testOnForge("that are short, but follow one another, are waited for no longer than half a minute in all", {}, async (repository, running) => {
    const limited = (seconds: number): RestAnswer => ({ status: 429, body: { message: "secondary rate limit" }, headers: { "retry-after": String(seconds) } });
    running.answerNext(limited(1));
    expect(await told(repository, running, limited(30))).toMatchObject({ code: "FORGE_LIMITED", retryAfter: 30 });
  });
});

describe("refusals", () => {
  testOnForge("name what was asked for, and what GitHub says of it", {}, async (repository, running) => {
    const answers: [RestAnswer, string, string][] = [
      [{ status: 403, body: { message: "Resource not accessible by personal access token" } }, "The token may not do this in acme/infra (403): GET /repos/acme/infra/pulls. GitHub says: Resource not accessible by personal access token", "Give it read and write access to contents, pull requests, issues, and commit statuses of the repository."],
      [{ status: 404, body: { message: "Not Found" } }, "acme/infra is not there, or the token may not see it (404): GET /repos/acme/infra/pulls. GitHub says: Not Found", "Check `source.repository` in trueup.yaml, and what the token has access to."],
      [{ status: 422, body: { message: "Validation Failed", errors: [{ resource: "PullRequest", code: "custom", message: "No commits between main and drift/a" }] } }, "GitHub refused GET /repos/acme/infra/pulls in acme/infra (422). GitHub says: Validation Failed; No commits between main and drift/a", "Look at the branch and its pull request on the forge."],
    ];
    for (const [answer, message, hint] of answers) {
      running.answerNext(answer);
      await expect(repository.openPullRequests()).rejects.toMatchObject({ code: "FORGE_REFUSED", message, hint });
    }
  });

  testOnForge("say where there is no GraphQL", {}, async (repository, running) => {
    const commit = (await running.bare.tip("main"))!;
    running.answerNext({ status: 404, body: { message: "Not Found" } });
    await expect(repository.deleteBranch("drift/none", `${commit.slice(0, 39)}0`)).resolves.toBeUndefined();
    running.answerNext({ status: 404, body: { message: "Not Found" } });
    await expect(repository.deleteBranch("main", commit)).rejects.toMatchObject({ code: "FORGE_REFUSED", message: expect.stringContaining("/graphql is not there (404)") as string });
  });
});

describe("a server that is not there any more", () => {
  testOnForge("or answers nothing, is given up on", {}, async (repository, running) => {
    const inTime = AbortSignal.timeout;
    const deadline = vi.spyOn(AbortSignal, "timeout").mockImplementation(() => inTime(100));
    try {
      running.answerNext("silent");
      await expect(repository.openPullRequests()).rejects.toMatchObject({ code: "FORGE_UNREACHABLE", message: expect.stringContaining("did not answer: no answer within 30 s") as string });
      expect(deadline).toHaveBeenCalledWith(30_000);
    } finally {
      deadline.mockRestore();
    }
  });

  testOnForge("a repository that was renamed is asked for by its new name, also to write", {}, async (_, running) => {
    running.answerNext({ status: 301, body: "", headers: { location: `${running.apiUrl}/repos/acme/infra` } });
    const repository = await forge.repository({ url: running.apiUrl, token: { env: "FORGE_TOKEN" }, commits: "git" }, "acme/old", { env: {}, secret: () => running.token });
    await running.bare.commit({ branch: "drift/a", files: { "a.ts": "2" } });
    expect(await repository.openPullRequest(request("drift/a"))).toMatchObject({ state: "open" });
    expect(running.requests().filter(line => line.startsWith("POST"))).toEqual(["POST /api/v3/repos/acme/infra/pulls"]);
  });

  testOnForge("a write that is sent elsewhere is not carried out as a question", {}, async (repository, running) => {
    running.answerNext({ status: 301, body: "", headers: { location: `${running.apiUrl}/repos/acme/infra/pulls` } }, { on: "write" });
    await expect(repository.comment(1, "x")).rejects.toMatchObject({ code: "FORGE_REFUSED", message: expect.stringContaining("has moved (301)") as string });
  });
});
