import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import type { ForgeRepository } from "../../../model/ports/forge.ts";
import { reconcileSettings } from "../../../model/reconcile-config.ts";
import { forge as github } from "../../../providers/forges/github/github.ts";
import { gitCheckouts } from "../../../providers/git/git-checkouts.ts";
import { settle } from "../../../reconcile/lifecycle/settle.ts";
import { NO_NEWS, type Settlement } from "../../../reconcile/lifecycle/settlement.ts";
import type { Candidate } from "../../../reconcile/proposals/proposal.ts";
import { readMark } from "../../../reconcile/pull-request/mark.ts";
import { startForge, type RunningForge } from "../../forge/start-forge.ts";
import { testInFolder } from "../../scratch-folder.ts";

const testOnForge = testInFolder.extend("forge", async ({ dir }, { onCleanup }) => {
  await mkdir(join(dir, "seed"));
  await writeFile(join(dir, "seed", "site.ts"), "owner: web\n");
  const forge = await startForge({ seedDir: join(dir, "seed") });
  onCleanup(() => forge.stop());
  return forge;
});

function repositoryOf(forge: RunningForge): Promise<ForgeRepository> {
  return github.repository({ url: forge.apiUrl, token: { env: "FORGE_TOKEN" } }, forge.repository, { env: {}, secret: () => forge.token });
}

/** One run with real git over the forge's own HTTP; `value`: what the cloud has, absent where nothing drifted. */
async function run(dir: string, forge: RunningForge, value: string | undefined): Promise<Settlement> {
  const repository = await repositoryOf(forge);
  const open = gitCheckouts({ scratchDir: join(dir, "scratch"), env: process.env, author: { name: "Trueup", email: "trueup@example.com" }, gitMs: 20_000, prepareMs: 20_000 });
  const checkout = await open({ cloneUrl: repository.cloneUrl, branch: repository.defaultBranch, credentials: repository.credentials });
  const candidate = (given: string): Candidate => ({
    ...{ direction: "adopt", stack: "web/dev", subjects: ["urn:site"], key: "0123456789abcdef0123456789abcdef", fingerprint: given, branch: "drift/dev/site-01234567", title: "Adopt site", urgency: 1, base: checkout.baseCommit, state: "1" },
    make: () =>
      Promise.resolve({
        ...{ title: "Adopt site", body: `owner becomes ${given}`, commitMessage: "Adopt site\n\nProven.", labels: ["drift"] },
        files: new Map([["site.ts", new TextEncoder().encode(`owner: ${given}\n`)], ["orders/new.yaml", new TextEncoder().encode("a new file\n")]]),
        check: { conclusion: "success", title: "Proven", summary: "Nothing new." },
      }),
  });
  try {
    const work = { candidates: value === undefined ? [] : [candidate(value)], evaluated: new Set(["web/dev"]), news: new Map([["web/dev", NO_NEWS]]), folders: new Map([["web/dev", "."]]), settings: reconcileSettings.parse({}), dryRun: false, trueup: "0.1.0", engine: "v3.250.0" };
    return await settle({ ...work, now: () => Date.now(), pause: () => Promise.resolve() }, { repository, checkout, base: repository.defaultBranch });
  } finally {
    await checkout.dispose();
  }
}

const outcomeOf = ({ settled }: Settlement) => [...settled.values()].map(({ outcome, failure }) => failure?.message ?? outcome);
const BRANCH = "drift/dev/site-01234567";

testOnForge("a pull request is opened, kept, updated, and closed with its branch when the drift is gone", { timeout: 60_000 }, async ({ dir, forge }) => {
  const first = await run(dir, forge, "sre");
  expect(outcomeOf(first)).toEqual(["opened"]);
  expect(await forge.bare.git("log", "--format=%ae|%(trailers:key=Trueup-Stack,valueonly)", `main..${BRANCH}`)).toBe("trueup@example.com|web/dev\n");
  expect(await forge.bare.show(BRANCH, "orders/new.yaml")).toBe("a new file\n");
  expect(forge.checks((await forge.bare.tip(BRANCH))!)).toMatchObject([{ isGood: true }]);
  expect(first.dashboards.get("web/dev")).toContain("/issues/");

  // Git reads by POST too.
  const writes = (): string[] => forge.requests().filter(request => !request.startsWith("GET") && !request.endsWith("git-upload-pack"));
  const before = writes();
  expect(outcomeOf(await run(dir, forge, "sre"))).toEqual(["unchanged"]);
  expect(writes()).toEqual(before);

  expect(outcomeOf(await run(dir, forge, "ops"))).toEqual(["updated"]);
  expect(await forge.bare.git("rev-list", "--count", `main..${BRANCH}`)).toBe("1");
  expect(await forge.bare.show(BRANCH, "site.ts")).toBe("owner: ops\n");
  expect(readMark(forge.pulls()[0]!.body)).toMatchObject({ fingerprint: "ops", head: await forge.bare.tip(BRANCH) });

  expect((await run(dir, forge, undefined)).closed).toMatchObject([{ number: 1, reason: "The drift is gone." }]);
  expect(await forge.bare.tip(BRANCH)).toBeUndefined();
  expect(forge.pulls()).toMatchObject([{ state: "closed" }]);
  expect(outcomeOf(await run(dir, forge, "ops"))).toEqual(["opened"]);
});

testOnForge("somebody else's open pull request for the same file is linked from the dashboard and from ours", { timeout: 60_000 }, async ({ dir, forge }) => {
  await forge.bare.commit({ branch: "tags", files: { "site.ts": "owner: team\n", "README.md": "how it is\n" } });
  const repository = await repositoryOf(forge);
  const theirs = await repository.openPullRequest({ head: "tags", base: "main", title: "Tag the site", body: "", labels: [] });
  const asked = (): string[] => forge.requests().filter(request => request.endsWith(`/pulls/${theirs.number}/files`));
  await run(dir, forge, undefined);
  expect(asked()).toEqual([]);

  const { others, dashboards } = await run(dir, forge, "sre");
  expect(others.get("web/dev")).toEqual([{ number: theirs.number, url: theirs.url, title: "Tag the site", files: ["site.ts", "README.md"].toSorted() }]);
  expect(forge.pulls().find(({ head }) => head === BRANCH)!.body).toContain(`- [Tag the site](<${theirs.url}>): \`site.ts\``);
  const issue = (await repository.issues!.list("drift")).find(({ url }) => url === dashboards.get("web/dev"))!;
  expect(issue.body).toContain(`### Open pull requests of others for this code`);
  expect(issue.body).toContain(`- [Tag the site](<${theirs.url}>): \`README.md\`, \`site.ts\``);
});

testOnForge("a person's amended commit and a protected branch are left as they are", { timeout: 60_000 }, async ({ dir, forge }) => {
  await run(dir, forge, "sre");
  const ours = await forge.bare.tip(BRANCH);
  const tree = await forge.bare.git("rev-parse", `${BRANCH}^{tree}`);
  const message = await forge.bare.git("log", "-1", "--format=%B", BRANCH);
  const amended = await forge.bare.git("-c", "user.name=A Person", "-c", "user.email=person@example.com", "-c", "author.name=Trueup", "-c", "author.email=trueup@example.com", "commit-tree", tree, "-p", "main", "-m", message);
  await forge.bare.git("update-ref", `refs/heads/${BRANCH}`, amended);
  expect(outcomeOf(await run(dir, forge, "ops"))).toEqual(["foreign"]);
  expect(await forge.bare.tip(BRANCH)).toBe(amended);

  await forge.bare.git("update-ref", `refs/heads/${BRANCH}`, ours!);
  await writeFile(join(await forge.bare.git("rev-parse", "--absolute-git-dir"), "hooks", "pre-receive"), "#!/bin/sh\necho 'GH006: Protected branch update failed' >&2\nexit 1\n", { mode: 0o755 });
  const [settled] = [...(await run(dir, forge, "ops")).settled.values()];
  expect(settled).toMatchObject({ outcome: "refused", failure: { code: "GIT_FAILED", hint: expect.stringContaining("protection rule") as string } });
  expect(await forge.bare.tip(BRANCH)).toBe(ours);
});
