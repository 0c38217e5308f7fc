import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { reconcileReport } from "../../model/reconcile-report.ts";
import { runCli } from "../cli/run-cli.ts";
import { startForge, type RunningForge } from "../forge/start-forge.ts";
import { made } from "../support/canary-estate.ts";
import { collectEvidence, filesIn, linesOf, watchProcesses } from "../support/canary-evidence.ts";
import { deployCanaryProgram, type CanaryProgram } from "../support/canary-program.ts";
import { startTrueup } from "../support/fleet.ts";

// Everything that reconciliation prints, pushes, opens, comments and logs is searched for every secret of one program, in every encoding.

const program: CanaryProgram = await deployCanaryProgram();
const { home, controls, cloud } = program;
const [cwd, repository] = [join(home, "work"), join(home, "repository")];
const [hub, plain]: [RunningForge, RunningForge] = [await startForge({ token: made() }), await startForge({ token: made() })];
const own = { HUB_TOKEN: hub.token, PLAIN_TOKEN: plain.token, SERVICE_TOKEN: made(), APP_KEY: hub.app.privateKey };
const env: NodeJS.ProcessEnv = { ...program.env, ...own, TRUEUP_DEBUG: "1" };
const { keep, search } = collectEvidence();
const usual = process.env["TMPDIR"];

beforeAll(async () => {
  process.env["TMPDIR"] = join(home, "tmp");
  const source = (forge: string, more: object = {}) => ({
    backends: { main: { url: program.env["PULUMI_BACKEND_URL"], secrets: { passphrase: { env: "PULUMI_CONFIG_PASSPHRASE" } } } },
    identities: { google: { cloud: "gcp", credentials: "ambient" } },
    forges: {
      hub: { kind: "github", url: hub.apiUrl, app: { id: hub.app.id, privateKey: { env: "APP_KEY" } } },
      token: { kind: "github", url: hub.apiUrl, token: { env: "HUB_TOKEN" } },
      plain: { kind: "git", url: plain.cloneUrl.replace(plain.repository, "{repository}"), token: { env: "PLAIN_TOKEN" } },
    },
    stacks: [{ include: ["vault/*"], identities: ["google"], owner: "net", source: { forge, repository: hub.repository }, onDrift: "adopt", directions: DIRECTIONS }],
    reconcile: { accept: { config: { forge, repository: hub.repository } } },
    ...more,
  });
  const files = { "trueup.yaml": source("hub"), "token.yaml": source("token"), "service.yaml": source("plain", { store: "./service-store", service: { listen: "127.0.0.1:0", token: { env: "SERVICE_TOKEN" } } }) };
  for (const [name, config] of Object.entries(files)) writeFileSync(join(cwd, name), stringify(config));
  writeFileSync(join(repository, "trueup.yaml"), stringify(files["trueup.yaml"]));
  for (const forge of [hub, plain]) await forge.bare.seed(repository);
});
afterAll(async () => {
  if (usual === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = usual;
  for (const forge of [hub, plain]) await forge.stop();
  await program.dispose();
});

test("a reconciliation in every direction prints and sends no secret, nor does one whose providers quote them", async () => {
  program.drift();
  const watching = watchProcesses();
  const { out } = await trueup("reconcile", "--format", "json");
  keep("arguments of processes", await watching.end());
  const { resources } = reconcileReport.parse(JSON.parse(out)).stacks[0]!;
  const told = (name: string) => resources.filter(({ urn }) => urn.endsWith(`::${name}`));
  for (const [name, direction] of Object.entries({ plain: "adopt", restored: "restore", gone: "restore", accepted: "accept" })) expect(told(name), name).toMatchObject([{ direction, outcome: "opened" }]);
  for (const name of ["plain", "keyed", "objects", "leaky"]) expect(told(name), name).toMatchObject([{ refused: expect.arrayContaining([expect.objectContaining({ code: "secret" })]) as unknown }]);
  expect(told("asked")).toMatchObject([{ refused: [{ path: "labels.neighbour", code: "policy" }, { path: "labels.team", code: "policy" }] }]);
  cloud.faults.set({ fault: "leak-secrets", operation: "*" }, { fault: "refused", name: "keyed" }, { fault: "refused", operation: "check", name: "restored" });
  expect((await trueup("reconcile", "--config", "token.yaml")).exitCode).toBe(2);
  cloud.faults.clear();
});

test("an order prints and sends no secret: refused, failed, and carried out", async () => {
  const { head } = hub.pulls().find(({ title }) => title.includes("of restored"))!;
  const file = await checkedOut(head);
  program.change("restored", properties => (properties["location"] = program.secrets["rotatedInput"]!));
  await trueup("restore", "--order", file, "--format", "json");
  program.change("restored", properties => (properties["location"] = "EU"));
  cloud.faults.set({ fault: "leak-secrets", operation: "*" }, { fault: "refused", operation: "update" });
  const failed = await trueup("restore", "--order", file);
  expect(failed.out).toContain("could not be carried out");
  cloud.faults.set({ fault: "leak-secrets", operation: "*" }, { fault: "refused" });
  await trueup("restore", "--order", file);
  cloud.faults.clear();
  expect((await trueup("restore", "--order", file, "--format", "json")).exitCode).toBe(0);
});

test("the editor by itself quotes neither a secret nor a request that it does not understand", async () => {
  const { input, credential } = program.secrets;
  const request = { runtime: "nodejs", type: "gcp:storage/bucket:Bucket", name: "plain", root: join(repository, "vault"), pos: { file: "index.js", line: 7, column: 1 }, path: ["labels", "team"], oldValue: "data", newValue: controls.adopted };
  for (const [about, exitCode] of [[{ secret: true, newValue: input }, 1], [{ newValue: credential }, 1], [{ oldValue: input }, 1], [{ pos: input }, 3], [{ name: { [input!]: credential } }, 3], [{}, 0]] as const) {
    expect((await trueup("reconcile", "edit", "--request", "-", { input: JSON.stringify({ ...request, ...about }) })).exitCode).toBe(exitCode);
  }
  expect((await trueup("reconcile", "edit", "--request", "-", { input: `{ "newValue": "${input}" ` })).exitCode).toBe(3);
});

test("a service that reconciles after its scan logs no secret; what is over is closed", async () => {
  const service = startTrueup(["serve", "--config", "service.yaml"], { cwd, env });
  try {
    const { url } = (await service.until(({ event }) => event === "listening")) as unknown as { url: string };
    const ask = (init: RequestInit, path: string) => fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${own.SERVICE_TOKEN}`, "content-type": "application/json" } });
    await ask({ method: "POST", body: JSON.stringify({ stack: "*/*" }) }, "/api/scans");
    expect(await service.until(({ event }) => event === "reconciled", 120_000)).toMatchObject({ stacks: 1, failed: 0, opened: 3 });
    keep("served at /metrics", await (await ask({}, "/metrics")).text());
  } finally {
    await service.end();
  }
  keep("the service's log", service.text());
  program.change("accepted", properties => (properties["labels"] = { team: "data", neighbour: program.secrets["neighbour"]!, [controls.accepted.split(".")[1]!]: "data" }));
  expect((await trueup("reconcile", "--config", "token.yaml")).out.match(/^ {2}closed http/gm)).toHaveLength(2);
});

test("no secret is anywhere in it, and what is no secret is found wherever it is to be told", async () => {
  for (const [name, forge] of Object.entries({ hub, plain })) keep(`git objects of ${name}`, await forge.bare.git("cat-file", "--batch", "--batch-all-objects"));
  for (const folder of [cwd, join(home, "tmp")]) for (const file of filesIn(folder)) if (!file.includes("/node_modules/")) keep(file.slice(home.length + 1), readFileSync(file));
  const tokens = Object.fromEntries(hub.tokens().map((token, index) => [`installation token ${index}`, token]));
  expect(hub.tokens()).not.toEqual([]);
  const found = search({ ...program.secrets, ...own, ...linesOf(own.APP_KEY), ...tokens, ...controls });
  const leaks = found.flatMap(({ where, names }) => names.filter(name => !(name in controls)).map(name => `${name} in ${where}`));
  expect([...new Set(leaks)].sort()).toEqual([]);
  const places = { adopted: ["trueup reconcile --format json", "trueup reconcile --config token.yaml", "trueup reconcile edit", "pull requests", "checks", "git objects of hub", "git objects of plain"], restored: ["pull requests", "checks"], accepted: ["trueup reconcile --format json", "pull requests", "git objects of hub", "git objects of plain"] };
  for (const [control, wheres] of Object.entries(places)) {
    for (const place of wheres) expect(found.some(({ where, names }) => where.startsWith(place) && names.includes(control)), `${control} in ${place}`).toBe(true);
  }
});

const DIRECTIONS = [
  { resources: ["restored", "gone"], onDrift: "restore" },
  { resources: ["accepted"], onDrift: "accept" },
  { resources: ["asked"], onDrift: "ask" },
];

/** Runs one command line; a last object has what stands on standard input. What it wrote, and what the forge has afterwards, is evidence. */
async function trueup(...words: (string | { input: string })[]) {
  const argv = words.filter(word => typeof word === "string");
  const result = await runCli(argv, { cwd, env, now: () => new Date(), ...words.find(word => typeof word === "object") });
  keep(`trueup ${argv.join(" ")}`, result.out + result.err);
  const pulls = hub.pulls();
  keep("pull requests", JSON.stringify(pulls));
  keep("issues", JSON.stringify(hub.issues()));
  for (const { number, headCommit } of pulls) {
    keep("comments", JSON.stringify(hub.comments(number)));
    keep("checks", JSON.stringify(hub.checks(headCommit)));
  }
  return result;
}

/** Puts the order of a branch where its merge would. */
async function checkedOut(branch: string): Promise<string> {
  const path = await hub.bare.git("ls-tree", "-r", "--name-only", branch, ".trueup/orders");
  const file = join(repository, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await hub.bare.show(branch, path));
  return file;
}
