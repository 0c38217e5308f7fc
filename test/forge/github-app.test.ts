import { createVerify, generateKeyPairSync } from "node:crypto";
import { createServer, type AddressInfo } from "node:net";
import { createEmulator, type Emulator } from "emulate";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { ForgeRepository } from "../../model/ports/forge.ts";
import { forge } from "../../providers/forges/github/github.ts";
import { jsonWebToken } from "../../providers/forges/github/json-web-token.ts";
import { startForge, type ForgeOptions, type RunningForge } from "./start-forge.ts";

const ALL = { metadata: "read", contents: "write", pull_requests: "write", issues: "write", checks: "write", statuses: "write" };

interface Given {
  key?: string;
  id?: number | string;
  installation?: number;
  name?: string;
}

function open(running: RunningForge, { key = running.app.privateKey, id = running.app.id, installation, name = running.repository }: Given = {}): Promise<ForgeRepository> {
  const app = { id, privateKey: { env: "APP_KEY" }, ...(installation !== undefined && { installation }) };
  return forge.repository({ url: running.apiUrl, app, commits: "git" }, name, { env: {}, secret: () => key });
}

async function withForge(options: ForgeOptions, work: (running: RunningForge) => Promise<void>): Promise<void> {
  const running = await startForge(options);
  try {
    await work(running);
  } finally {
    await running.stop();
  }
}

describe("the JSON web token of an App", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs1", format: "pem" }) as string;
  const now = Date.parse("2026-05-05T05:05:05.555Z");
  const partsOf = (token: string) => token.split(".").slice(0, 2).map(part => JSON.parse(Buffer.from(part, "base64url").toString()) as unknown);

  test("is signed by RS256, allows for a clock that is behind, and ends within ten minutes", () => {
    const token = jsonWebToken(12_345, pem, now);
    const seconds = Math.floor(now / 1000);
    expect(partsOf(token)).toEqual([{ alg: "RS256", typ: "JWT" }, { iat: seconds - 60, exp: seconds + 540, iss: "12345" }]);
    const [head, payload, signature] = token.split(".");
    expect(createVerify("RSA-SHA256").update(`${head}.${payload}`).verify(publicKey, signature!, "base64url")).toBe(true);
  });

  test.each([
    ["PKCS #8", privateKey.export({ type: "pkcs8", format: "pem" }) as string],
    ["line ends written as two characters", pem.replaceAll("\n", "\\n")],
    ["Windows' line ends", pem.replaceAll("\n", "\r\n")],
  ])("takes a key in %s", (_what, key) => expect(jsonWebToken("Iv1.x", key, now).split(".")).toHaveLength(3));

  test.each([
    ["half a key", pem.slice(0, 300)],
    ["a public key", publicKey.export({ type: "spki", format: "pem" }) as string],
    ["a key of another kind", generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }) as string],
    ["nothing", ""],
  ])("%s is refused, and not quoted", (_what, key) => {
    const error = (() => {
      try {
        return jsonWebToken(1, key, now);
      } catch (thrown) {
        return thrown as Error;
      }
    })() as Error & { hint: string };
    expect(error).toMatchObject({ code: "FORGE_REFUSED", hint: expect.stringContaining("app.privateKey") as string });
    expect(error.cause).toBeUndefined();
    for (const line of key.split("\n").filter(line => line !== "" && !line.startsWith("-----"))) expect(`${error.message}${error.hint}`).not.toContain(line);
  });
});

describe("tokens of an installation", () => {
  test("can do no more than is needed, in this repository alone", () =>
    withForge({}, async running => {
      await open(running);
      expect(running.tokenRequest()).toEqual({ repositories: ["infra"], permissions: ALL });
      await open(running, { installation: 100 });
      expect(running.requests().filter(line => line.endsWith("/installation"))).toHaveLength(1);
    }));

  test("what the installation has not is not asked for: checks become statuses, and there is no tracker", () =>
    withForge({ appPermissions: { metadata: "read", contents: "write", pull_requests: "write", issues: "read", statuses: "write" } }, async running => {
      await running.bare.commit({ branch: "main", files: { "a.ts": "1" } });
      const repository = await open(running);
      expect(running.tokenRequest()).toMatchObject({ permissions: { metadata: "read", contents: "write", pull_requests: "write", statuses: "write" } });
      const commit = (await running.bare.tip("main"))!;
      await repository.check!({ commit, name: "proof", conclusion: "neutral", title: "Moved", summary: "" });
      await repository.check!({ commit, name: "proof", conclusion: "failure", title: "New drift", summary: "" });
      expect(running.checks(commit)).toEqual([{ name: "proof", isGood: false, title: "New drift" }]);
      expect(running.requests().filter(line => line.endsWith("/check-runs"))).toEqual([]);
      expect(repository.issues).toBeUndefined();
    }));

  test("with the least that is needed there are pull requests, and nothing beside them", () =>
    withForge({ appPermissions: { metadata: "read", contents: "write", pull_requests: "write" } }, async running => {
      const { issues, check } = await open(running);
      expect({ issues, check }).toEqual({});
    }));

  test("an App without write access is told what it lacks", () =>
    withForge({ appPermissions: { metadata: "read", contents: "read" } }, async running => {
      await expect(open(running)).rejects.toMatchObject({ code: "FORGE_REFUSED", message: "The GitHub App has no write access to contents and pull requests in acme/infra." });
    }));

  test("where the App is not installed, that is said", () =>
    withForge({}, async running => {
      await expect(open(running, { name: "acme/other" })).rejects.toMatchObject({ code: "FORGE_REFUSED", message: expect.stringContaining("not installed in acme/other") as string });
      await expect(open(running, { installation: 7 })).rejects.toMatchObject({ code: "FORGE_REFUSED", message: expect.stringContaining("by the installation 7") as string });
      await expect(open(running, { id: 999 })).rejects.toMatchObject({ code: "FORGE_REFUSED", message: expect.stringContaining("(401)") as string, hint: expect.stringContaining("app.privateKey") as string });
    }));

  test("are renewed before they end, for the API and for git, and once for many who ask at the same time", () =>
    withForge({ tokenSeconds: 3600 }, async running => {
      const repository = await open(running);
      const first = repository.credentials.password;
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 41 * 60_000 });
      try {
        await Promise.all([1, 2, 3].map(() => repository.openPullRequests()));
      } finally {
        vi.useRealTimers();
      }
      const { password } = repository.credentials;
      expect(password).not.toBe(first);
      expect(running.tokens()).toEqual([first, password]);
      await repository.openPullRequests();
      expect(running.tokens()).toHaveLength(2);
    }));
});

describe("a GitHub that others have built", () => {
  let github: Emulator;
  let repository: ForgeRepository;
  const permissions = { contents: "write", pull_requests: "write", issues: "write", metadata: "read" };

  beforeAll(async () => {
    const installations = [{ installation_id: 100, account: "acme", repository_selection: "selected" as const, repositories: ["acme/infra"] }];
    const apps = [{ app_id: 12_345, slug: "trueup", name: "Trueup", permissions, events: ["pull_request"], installations }];
    const repos = ["infra", "other"].map(name => ({ owner: "acme", name, auto_init: true, private: true }));
    github = await createEmulator({ service: "github", port: await freePort(), seed: { github: { users: [{ login: "octocat", email: "octocat@example.com" }], orgs: [{ login: "acme", name: "Acme" }], repos, apps } } });
    repository = await openThere("acme/infra");
  });
  afterAll(() => github?.close());

  const openThere = (name: string, key = github.generatedSecrets.find(({ kind }) => kind === "github.app_private_key")!.value) =>
    forge.repository({ url: github.url, app: { id: 12_345, privateKey: { env: "APP_KEY" } }, commits: "git" }, name, { env: {}, secret: () => key });

  test("lets the App in by its token, and nobody with another key", async () => {
    expect(repository).toMatchObject({ defaultBranch: "main", credentials: { username: "x-access-token", password: expect.stringMatching(/^ghs_/) as string } });
    const otherKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }) as string;
    await expect(openThere("acme/infra", otherKey)).rejects.toMatchObject({ code: "FORGE_REFUSED", message: expect.stringContaining("(401)") as string });
    await expect(openThere("acme/other")).rejects.toMatchObject({ code: "FORGE_REFUSED" });
  });

  test("opens, finds, changes and closes a pull request, and talks below it", async () => {
    const headers = { authorization: `Bearer ${repository.credentials.password}`, "content-type": "application/json" };
    const main = (await (await fetch(`${github.url}/repos/acme/infra/git/ref/heads/main`, { headers })).json()) as { object: { sha: string } };
    await fetch(`${github.url}/repos/acme/infra/git/refs`, { method: "POST", headers, body: JSON.stringify({ ref: "refs/heads/drift/x", sha: main.object.sha }) });
    const { number } = await repository.openPullRequest({ head: "drift/x", base: "main", title: "t", body: "é😀", labels: ["drift"], isDraft: true });
    expect(await repository.findPullRequest("drift/x")).toMatchObject({ number, isDraft: true, labels: ["drift"], body: "é😀", headCommit: main.object.sha });
    expect((await repository.openPullRequests()).map(pull => pull.number)).toEqual([number]);
    await repository.comment(number, "hello");
    expect(await repository.comments(number)).toMatchObject([{ body: "hello", by: "trueup[bot]" }]);
    expect(await repository.updatePullRequest(number, { title: "new", state: "closed" })).toMatchObject({ title: "new", state: "closed" });
  });

  test("keeps issues", async () => {
    const { number } = await repository.issues!.open({ title: "t", body: "b", labels: ["dashboard"] });
    await repository.issues!.update(number, { body: "c", state: "closed" });
    expect(await repository.issues!.list("dashboard")).toMatchObject([{ number, body: "c", state: "closed" }]);
  });
});

/** The emulator takes no port 0. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise(done => server.once("listening", done));
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}
