import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { reconcileReport, type ReconciledResource } from "../../model/reconcile-report.ts";
import { PASSPHRASE } from "../support/engine.ts";
import { startProgramOnForge } from "../support/program-on-forge.ts";

const CANARY = "canary-5d81c0f3";
/** Nobody's, but it looks like a credential. */
const RANDOM = "q7zk2xw9lm4rt8vb3nc6pd1sf5";
const PROGRAM = readFileSync(join(import.meta.dirname, "fixtures", "reconcile", "shop", "index.ts"), "utf8");

const program = await startProgramOnForge({ fixture: "reconcile", project: "shop", env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" } });
const { cwd, dir, cloud, forge, trueup } = program;

beforeAll(async () => {
  for (const stack of ["prod", "dev"]) {
    await program.pulumi("stack", "init", stack);
    await program.pulumi("config", "set", "--secret", "token", CANARY, "--stack", stack);
    await program.deploy(stack);
  }
  await program.publish();
});

afterAll(() => program.stop());

test("without drift there is nothing to adopt", async () => {
  const { exitCode, out } = await trueup("reconcile");
  expect({ exitCode, out }).toEqual({ exitCode: 0, out: "✓ shop/dev  in sync\n\n✓ shop/prod  in sync\n\n0 drifted resources have a pull request.\n" });
  expect(forge.pulls()).toEqual([]);
});

test("a drifted label becomes a pull request with one literal changed; nothing else was touched", async () => {
  relabel("archive", { team: "sre" });
  const before = { backend: fingerprintOf(join(cwd, "state")), calls: cloud.files.calls().length };
  const resources = await reconcile();
  expect(resources["archive"]).toMatchObject({
    outcome: "opened",
    adopted: [{ path: "labels.team", program: "data", cloud: "sre", edit: { file: "shop/index.ts", how: "literal" } }],
    refused: [],
    proof: { gone: expect.arrayContaining([expect.stringMatching(/::archive labels\.team$/)]) as string[], left: [], siblings: ["shop/dev"] },
  });
  const { branch } = resources["archive"]!;
  expect(await forge.bare.show(branch!, "shop/index.ts")).toBe(PROGRAM.replace("'team': 'data'", "'team': 'sre'"));
  expect(await forge.files(1)).toMatchObject([{ filename: "shop/index.ts", additions: 1, deletions: 1 }]);
  expect(fingerprintOf(join(cwd, "state"))).toBe(before.backend);
  expect(new Set(cloud.files.calls().slice(before.calls).map(({ operation }) => operation))).toEqual(new Set(["read"]));
  expect(readdirSync(join(cwd, ".trueup", "checkouts"))).toEqual([]);
});

test("a second run finds it; a constant that drifts too joins it, with a provider that refreshes as native ones do", async () => {
  expect((await reconcile())["archive"]).toMatchObject({ outcome: "unchanged", pullRequest: { number: 1 } });
  relabel("archive", { team: "sre", tier: "frozen" });
  const { outcome, branch, proof } = (await program.reconcile("prod", { TEST_CLOUD_REFRESH: "native" }))["archive"]!;
  expect({ outcome, left: proof!.left }).toEqual({ outcome: "updated", left: [] });
  expect(await forge.bare.show(branch!, "shop/index.ts")).toBe(PROGRAM.replace("'team': 'data'", "'team': 'sre'").replace('tier = "cold"', 'tier = "frozen"'));
  expect(forge.pulls()).toHaveLength(1);
});

test("on a copy of the state, in a sandbox and with little memory, a proof comes out the same", async () => {
  writeFileSync(join(cwd, "confined.yaml"), stringify({ ...program.configuration, reconcile: { proof: { backend: "scratch", sandbox: ["nice", "-n", "1"], memoryMb: 2048 } } }));
  relabel("archive", { team: "ops", tier: "frozen" });
  const { out } = await trueup("reconcile", "--config", "confined.yaml", "--stack", "*/prod", "--dry-run", "--format", "json");
  const [prod] = reconcileReport.parse(JSON.parse(out)).stacks;
  expect(prod!.resources).toMatchObject([{ outcome: "would-update", adopted: [{ path: "labels.team", cloud: "ops" }, { path: "labels.tier" }], proof: { left: [], siblings: ["shop/dev"] } }]);
  relabel("archive", { team: "sre", tier: "frozen" });
});

test("what is not one literal of this resource alone is refused, each for its reason", async () => {
  relabel("zone-a", { team: "sre" });
  relabel("archive", { team: "sre", tier: "frozen", of: "other" });
  const resources = await reconcile();
  expect(resources["archive"]).toMatchObject({ outcome: "unchanged", refused: [{ path: "labels.of", code: "dependency", at: expect.stringMatching(/^index\.ts:\d+$/) as string }] });
  expect(resources["zone-a"]).toMatchObject({ outcome: "refused", refused: [{ path: "labels.team", code: "multi-instance" }] });
  expect(forge.pulls()).toHaveLength(1);
});

test("a literal of two stacks that drift alike is edited for both in one pull request", async () => {
  relabel("shared", { team: "sre" }, "prod");
  relabel("shared", { team: "sre" }, "dev");
  const shared = await sharedOfBoth();
  const { proof, branch, pullRequest } = shared.find(one => one?.outcome === "opened")!;
  expect(proof).toMatchObject({ siblings: [], runs: 1, alike: [expect.stringMatching(/^shop\/(dev|prod)$/) as string] });
  expect(shared.find(one => one?.outcome !== "opened")).toMatchObject({ outcome: "unchanged", branch, pullRequest });
  expect(await forge.bare.show(branch!, "shop/index.ts")).toBe(PROGRAM.replace('team: "data", stage', 'team: "sre", stage'));
});

test("a literal of which one of them drifted becomes configuration of that one", async () => {
  relabel("shared", {}, "dev");
  const [dev, prod] = await sharedOfBoth();
  expect(dev).toBeUndefined();
  expect(prod).toMatchObject({ refused: [], adopted: [{ path: "labels.team", edit: { file: "shop/index.ts", how: "literal, now configuration shop:sharedLabelsTeam" } }], proof: { siblings: ["shop/dev"], runs: 2 } });
  expect(await forge.bare.show(prod!.branch!, "shop/index.ts")).toBe(PROGRAM.replace('team: "data", stage', 'team: config.get("sharedLabelsTeam") ?? "data", stage'));
  expect(await forge.bare.show(prod!.branch!, "shop/Pulumi.prod.yaml")).toBe(`${readFileSync(join(dir, "Pulumi.prod.yaml"), "utf8")}  shop:sharedLabelsTeam: sre\n`);
});

test("a template, a deleted bucket and a value that looks like a credential are refused", async () => {
  relabel("shared", { stage: "stage-other" }, "prod");
  relabel("zone-a", {});
  relabel("archive", { team: RANDOM });
  cloud.files.remove(cloud.files.find({ name: "zone-b" })[0]!);
  const resources = await reconcile();
  expect(resources["shared"]).toMatchObject({ outcome: "refused", refused: [{ path: "labels.stage", code: "template" }] });
  expect(resources["zone-b"]).toMatchObject({ direction: "restore", outcome: "opened", refused: [{ code: "deleted" }] });
  expect(resources["archive"]).toMatchObject({ outcome: "refused", refused: [{ path: "labels.team", code: "secret" }] });
  for (const { body } of forge.pulls()) expect(body).not.toContain(RANDOM);
  expect(forge.pulls()[0]).toMatchObject({ state: "closed" });
});

test("merged and deployed, the drift is over", async () => {
  relabel("shared", {}, "prod");
  relabel("archive", { team: "sre", tier: "frozen" });
  await program.pulumi("up", "--yes", "--skip-preview", "--refresh", "--stack", "prod", "--target", `urn:pulumi:prod::shop::gcp:storage/bucket:Bucket::zone-b`);
  const { outcome, pullRequest } = (await reconcile())["archive"]!;
  expect(outcome).toBe("opened");
  await forge.merge(pullRequest!.number);
  writeFileSync(join(dir, "index.ts"), await forge.bare.show("main", "shop/index.ts"));
  await program.pulumi("up", "--yes", "--skip-preview", "--refresh", "--stack", "prod");
  expect(await trueup("reconcile", "--stack", "*/prod")).toMatchObject({ exitCode: 0, out: expect.stringContaining("✓ shop/prod  in sync") as string });
  expect(cloud.files.find({ name: "archive" })[0]!.properties["labels"]).toMatchObject({ team: "sre", tier: "frozen" });
});

test("no secret of the stack is on the forge, in a commit or in what was printed", async () => {
  const texts = [...program.said, ...forge.pulls().map(pull => pull.title + pull.body), await forge.bare.git("log", "--all", "--patch")];
  for (const text of texts) {
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(PASSPHRASE);
    expect(text).not.toContain(forge.token);
  }
});

function reconcile(): Promise<Record<string, ReconciledResource>> {
  return program.reconcile("prod");
}

/** What becomes of the bucket that both stacks have. */
async function sharedOfBoth(): Promise<(ReconciledResource | undefined)[]> {
  const { out } = await trueup("reconcile", "--format", "json");
  return reconcileReport.parse(JSON.parse(out)).stacks.map(({ resources }) => resources.find(({ urn }) => urn.endsWith("::shared")));
}

/** Edits the labels of a bucket in the cloud; those that are not given become what the program says. */
function relabel(name: string, labels: Record<string, string>, stack = "prod"): void {
  const own: Record<string, Record<string, string>> = { archive: { team: "data", tier: "cold" }, shared: { team: "data", stage: `stage-${stack}` } };
  const record = cloud.files.find({ name }).find(({ properties }) => name !== "shared" || JSON.stringify(properties).includes(`stage-${stack}`) || JSON.stringify(properties).includes("stage-other"));
  cloud.files.change(record!, properties => {
    const { of } = properties["labels"] as { of?: string };
    properties["labels"] = { ...(own[name] ?? { team: "data" }), ...(of !== undefined && { of: shopShared() }), ...labels };
  });
}

function shopShared(): string {
  return cloud.files.find({ name: "shared" }).find(({ properties }) => /stage-(prod|other)/.test(JSON.stringify(properties)))!.name;
}

function fingerprintOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name)).sort();
  return createHash("sha256").update(files.map(file => file + readFileSync(file, "utf8")).join("\n")).digest("hex");
}
