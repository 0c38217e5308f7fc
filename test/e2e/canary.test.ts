import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { openDatabase } from "../../providers/stores/open-store.ts";
import { secretFinder } from "../../scripts/demo/find-leaks.ts";
import { runCli } from "../cli/run-cli.ts";
import { CONTROL, deployCanaries, made, type CanaryEstate } from "../support/canary-estate.ts";
import { collectEvidence, filesIn, linesOf, watchProcesses } from "../support/canary-evidence.ts";
import { startTrueup } from "../support/fleet.ts";
import { startHostileServer } from "../support/hostile-server.ts";
import { startPostgres, type PostgresServer } from "../support/postgres.ts";

// Everything that Trueup writes, keeps, logs, serves and sends is searched for every secret of one estate, in every encoding.

const home = mkdtempSync(join(tmpdir(), "trueup-canary-"));
const usual = process.env["TMPDIR"];
const [cwd, temporary] = [join(home, "work"), join(home, "tmp")];
for (const folder of [cwd, temporary]) mkdirSync(folder);
const estate: CanaryEstate = await deployCanaries();
const postgres: PostgresServer = await startPostgres();
const databaseUrl = await postgres.createDatabase();
const own = { FORGE_TOKEN: made(), SERVICE_TOKEN: made(), HOOK_PATH: made(), SLACK_PATH: made(), HOOK_SECRET: made(), CLOUD_TOKEN: made(), FINGERPRINT_KEY: `${made()}${made()}`, DATABASE_PASSWORD: postgres.password, APP_KEY: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs1", format: "pem" }) as string };
const installationToken = `ghs_${made()}`;
const secrets = { ...estate.secrets, ...own, ...linesOf(own.APP_KEY), installationToken, control: CONTROL };
// Open all the time, because every command would start its process anew.
const embedded = await openDatabase({ folder: join(cwd, ".trueup") });
const { keep, search } = collectEvidence();
const hostile = await startHostileServer(installationToken);
const { accounts } = estate.cloud;
const env: NodeJS.ProcessEnv = {
  ...estate.stack.env,
  ...own,
  TMPDIR: temporary,
  TRUEUP_DEBUG: "1",
  PASS: estate.secrets["passphrase"],
  READER_TOKEN: estate.secrets["readerToken"],
  SCANNER_ID: accounts.aws.scanner.accessKeyId,
  SCANNER_KEY: accounts.aws.scanner.secretAccessKey,
  HOOK_URL: `${hostile.url}/taken/${own.HOOK_PATH}`,
  SLACK_URL: `${hostile.url}/refused/${own.SLACK_PATH}`,
};

beforeAll(() => {
  process.env["TMPDIR"] = temporary;
  const { readerRoleArn, region, externalId } = accounts.aws;
  const config = {
    backends: { main: { url: estate.stack.backendUrl, secrets: { passphrase: { env: "PASS" } } } },
    identities: {
      aws: { cloud: "aws", roleArn: readerRoleArn, region, externalId, accessKey: { id: { env: "SCANNER_ID" }, secret: { env: "SCANNER_KEY" } } },
      clusters: { cloud: "kubernetes", token: { env: "READER_TOKEN" } },
      google: { cloud: "gcp", credentials: "ambient" },
      azure: { cloud: "azure-native", credentials: "ambient" },
    },
    stacks: [{ include: ["*/*"], identities: ["aws", "clusters", "google", "azure"], onDrift: "adopt", source: { forge: "forge", repository: "acme/vault" } }],
    forges: { forge: { kind: "github", url: hostile.url, token: { env: "FORGE_TOKEN" } } },
    notify: [{ kind: "webhook", url: { env: "HOOK_URL" }, secret: { env: "HOOK_SECRET" }, when: ["always"] }, { kind: "slack", url: { env: "SLACK_URL" }, when: ["always"] }],
    policy: { onScan: true },
    limits: { readSeconds: 20 },
  };
  writeConfig("trueup.yaml", config);
  const [rule] = config.stacks;
  const app = { id: 1, privateKey: { env: "APP_KEY" } };
  writeConfig("app.yaml", { ...config, stacks: [{ ...rule, source: { forge: "app", repository: "acme/vault" } }], forges: { app: { kind: "github", url: `${hostile.url}/app`, app } } });
  const database = { url: databaseUrl, password: { env: "DATABASE_PASSWORD" }, fingerprintKey: { env: "FINGERPRINT_KEY" } };
  writeConfig("service.yaml", { ...config, database, store: "./service-store", service: { listen: "127.0.0.1:0", token: { env: "SERVICE_TOKEN" } } });
});
afterAll(async () => {
  if (usual === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = usual;
  await hostile.stop();
  await postgres[Symbol.asyncDispose]();
  await estate.dispose();
  rmSync(home, { recursive: true, force: true });
});

test("commands print no secret: of an estate whose secrets were rotated, and of one whose providers quote them", async () => {
  await estate.rotate();
  await trueup("doctor");
  const { out } = await trueup("scan", "--notify", "--set-aside", "--format", "json");
  const { stacks } = JSON.parse(out) as { stacks: { resources: { urn: string; verdict: string; reason?: string; paths: { secret?: true }[] }[] }[] };
  const told = Object.fromEntries(stacks[0]!.resources.map(({ urn, ...resource }) => [urn.split("::").at(-1)!, resource]));
  for (const name of ["bucket", "odd", "login", "parameter"]) expect(told[name], name).toMatchObject({ verdict: "drifted", paths: expect.arrayContaining([expect.objectContaining({ secret: true })]) });
  await tellInEveryFormat();
  estate.cloud.faults.set({ fault: "leak-secrets", operation: "*" }, { fault: "refused", name: "login" }, { fault: "refused", name: "bucket" }, { fault: "refused", provider: "azure-native", operation: "configure" });
  const quoted = await trueup("scan", "--notify", "--set-aside");
  expect(quoted.out).toContain("refused");
  await tellInEveryFormat();
  writeFileSync(join(home, "export.json"), JSON.stringify({ version: 3, deployment: await estate.stack.exportStack() }));
  await trueup("policy", "check", "--state", join(home, "export.json"), "--format", "json");
  await trueup("snapshot");
  for (const config of ["trueup.yaml", "app.yaml"]) for (const dry of ["--dry-run", undefined]) await trueup("reconcile", dry, "--config", config);
  await trueup("identity", "policy");
  estate.cloud.faults.clear();
});

test("mistakes and refusals quote no secret", async () => {
  await trueup("doctor", { PASS: `not ${estate.secrets["passphrase"]}`, SCANNER_KEY: estate.secrets["rotatedData"], READER_TOKEN: estate.secrets["rotatedLabel"] });
  await trueup("doctor", { FORGE_TOKEN: `${own.FORGE_TOKEN}\n2`, HOOK_URL: own.HOOK_PATH, READER_TOKEN: `${estate.secrets["readerToken"]}\n2`, SCANNER_KEY: `${accounts.aws.scanner.secretAccessKey}\n2` });
  await trueup("reconcile", "--dry-run", { FORGE_TOKEN: `${own.FORGE_TOKEN}\n2` });
  for (const APP_KEY of [own.APP_KEY, own.APP_KEY.slice(0, -99), own.APP_KEY.replaceAll("\n", " ")]) await trueup("doctor", "--config", "app.yaml", { APP_KEY });
  await trueup("report", "--config", "service.yaml", { DATABASE_PASSWORD: estate.secrets["rotatedList"] });
  await trueup("report", "--config", "service.yaml", { FINGERPRINT_KEY: `${own.FINGERPRINT_KEY}00` });
  const passphrase = estate.secrets["passphrase"];
  writeConfig("mistaken.yaml", { backends: { main: { url: `postgres://trueup:${own.DATABASE_PASSWORD}@127.0.0.1/x`, secrets: { passphrase } } }, forges: { forge: { kind: "github", token: own.FORGE_TOKEN } } });
  expect((await trueup("scan", "--config", join(home, "mistaken.yaml"))).exitCode).toBe(3);
  writeConfig("cloud.yaml", { backends: { cloud: { url: hostile.url, token: { env: "CLOUD_TOKEN" } } } });
  for (const end of ["", "\n2"]) expect((await trueup("doctor", "--config", "cloud.yaml", { CLOUD_TOKEN: `${own.CLOUD_TOKEN}${end}` })).out).toMatch(/^✗ .*cloud/m);
});

test("the service logs, keeps, serves and sends no secret", async () => {
  estate.cloud.faults.set({ fault: "leak-secrets" }, { fault: "refused", name: "login" });
  const service = startTrueup(["serve", "--config", "service.yaml"], { cwd, env });
  try {
    const { url } = (await service.until(({ event }) => event === "listening")) as unknown as { url: string };
    const ask = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${own.SERVICE_TOKEN}`, "content-type": "application/json" } });
      const text = await response.text();
      keep(`served at ${path}`, `${JSON.stringify([...response.headers])}\n${text}`);
      return { status: response.status, text };
    };
    const { text } = await ask("/api/scans", { method: "POST", body: JSON.stringify({ stack: "*/*" }) });
    const watching = watchProcesses();
    const { scan } = await service.until(({ event }) => event === "scan-finished", 120_000);
    keep("arguments of processes", await watching.end());
    expect(text).toContain(scan);
    expect(await service.until(({ event }) => event === "reconciled")).toMatchObject({ stacks: 0, failed: 1 });
    for (const path of ["/", "/stacks/main/vault/prod", `/scans/${scan as string}`, `/api/scans/${scan as string}`, "/api/scans/latest", "/api/scans", "/api/stacks", "/api/drifts", "/metrics", "/healthz", "/readyz"]) expect((await ask(path)).status, path).toBe(200);
    for (const path of ["/stacks/none/none", "/api/scans/none", `/${own.SERVICE_TOKEN.slice(0, 4)}`]) expect((await ask(path)).status, path).toBe(404);
  } finally {
    await service.end();
  }
  keep("the service's log", service.text());
  expect(service.text()).toContain("slack notification was not delivered");
});

test("no secret is anywhere in it, and what is no secret is found wherever it is to be told", async () => {
  for (const [where, text] of Object.entries(await dumps())) keep(where, text);
  for (const folder of [cwd, temporary]) for (const file of filesIn(folder)) keep(file.slice(home.length + 1), readFileSync(file));
  for (const { where, bytes } of hostile.taken) keep(where, bytes);
  const found = search({ ...secrets, ...Object.fromEntries(hostile.shown().map((jwt, index) => [`JSON web token ${index}`, jwt])) });
  expect(hostile.shown()).not.toEqual([]);
  expect([...hostile.asked]).toEqual(expect.arrayContaining(["/app/app/installations/1/access_tokens", "/app/git/acme/vault.git/info/refs"]));
  const leaks = found.flatMap(({ where, names }) => names.filter(name => name !== "control").map(name => `${name} in ${where}`));
  expect([...new Set(leaks)].sort()).toEqual([]);
  const controls = found.filter(({ names }) => names.includes("control")).map(({ where }) => where);
  for (const place of ["trueup report --format html", "trueup report --format markdown", "trueup scan --notify", "the embedded database", "the service's database", "served at /scans/", "served at /api/scans/", "sent to /taken"]) {
    expect(controls.filter(where => where.startsWith(place)), `${place} in ${controls.join(", ")}`).not.toEqual([]);
  }
  expect(secretFinder(secrets)(Buffer.from(JSON.stringify({ data: Buffer.from(`{"password":"${estate.secrets["rotatedData"]}"}`).toString("base64") })))).toEqual(["rotatedData"]);
});

/** Beside the folder that is searched where it is mistaken enough to hold secrets itself. */
function writeConfig(name: string, config: object): void {
  writeFileSync(name === "mistaken.yaml" ? join(home, name) : join(cwd, name), stringify({ stacks: [{ include: ["*/*"] }], ...config }));
}

async function tellInEveryFormat(): Promise<void> {
  for (const format of ["text", "json", "markdown", "html"]) {
    await trueup("report", "--format", format, "--set-aside");
    await trueup("report", "--format", format, "--output", `${format}.txt`);
  }
  for (const format of ["text", "json"]) await trueup("report", "--history", "--format", format);
}

/** Runs one command line; a last object is more environment. What it wrote is evidence. */
async function trueup(...words: (string | NodeJS.ProcessEnv | undefined)[]) {
  const argv = words.filter(word => typeof word === "string");
  const more = Object.assign({}, ...words.filter(word => typeof word === "object")) as NodeJS.ProcessEnv;
  const result = await runCli(argv, { cwd, env: { ...env, ...more }, now: () => new Date() });
  keep(`trueup ${argv.join(" ")}`, result.out + result.err);
  return result;
}

/** What the databases hold, as text: their own files may hold it compressed. */
async function dumps(): Promise<Record<string, string>> {
  const tables = await embedded.query<{ name: string }>("select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')");
  const rows: string[] = [];
  for (const { name } of tables) rows.push(...(await embedded.query<{ row: string }>(`select t::text as row from ${name} t`)).map(({ row }) => row));
  await embedded.close();
  return { "the embedded database": rows.join("\n"), "the service's database": await postgres.dump(databaseUrl) };
}
