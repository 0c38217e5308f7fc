import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import { reconcileReport, type ReconciledResource } from "../../model/reconcile-report.ts";
import { runCli } from "../cli/run-cli.ts";
import { startForge, type RunningForge } from "../forge/start-forge.ts";
import { engineEnvironment } from "../support/engine.ts";
import { providePython } from "../support/python/provide-python.ts";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

const execute = promisify(execFile);
const FIXTURE = join(import.meta.dirname, "fixtures", "reconcile-python");
const PROGRAM = readFileSync(join(FIXTURE, "shop", "__main__.py"), "utf8");

const python = await providePython();
const { path: pythonPath = "" } = python;
if (python.missing !== undefined) console.warn(`Python programs are not tried end to end: ${python.missing}`);

describe.skipIf(python.missing !== undefined).each(["bridged", "native"])("a Python program, and a provider that refreshes as %s ones do", semantic => {
  const cwd = mkdtempSync(join(tmpdir(), "trueup-reconcile-python-"));
  const repository = join(cwd, "repository");
  let cloud: TestCloud;
  let forge: RunningForge;
  let env: NodeJS.ProcessEnv;
  let resources: Record<string, ReconciledResource>;

  beforeAll(async () => {
    cloud = await startTestCloud();
    forge = await startForge();
    const path = [pythonPath, cloud.env["PATH"]].join(delimiter);
    env = engineEnvironment({ home: cwd, backendUrl: `file://${join(cwd, "state")}`, env: { ...cloud.env, PATH: path, TEST_CLOUD_REFRESH: semantic } });
    await mkdir(join(cwd, "state"), { recursive: true });
    await cp(FIXTURE, repository, { recursive: true });
    await pulumi("stack", "init", "prod");
    await pulumi("config", "set", "unrelated", "yes", "--stack", "prod");
    await pulumi("up", "--yes", "--skip-preview", "--stack", "prod");
    await execute("rm", ["-rf", join(repository, "shop", "__pycache__")]);
    await forge.bare.seed(repository);
    writeFileSync(join(cwd, "trueup.yaml"), configuration(forge));
    drift();
    resources = await reconcile();
  }, 300_000);

  afterAll(async () => {
    await forge.stop();
    await cloud.stop();
    rmSync(cwd, { recursive: true, force: true });
  });

  test("drift becomes pull requests, each proven: nothing of the resource is left", () => {
    expect(mapValues(resources, ({ outcome }) => outcome)).toEqual({ archive: "opened", web: "opened", "docs-pages": "opened", "zone-a": "refused" });
    for (const [name, { proof }] of Object.entries(resources)) {
      if (name !== "zone-a") expect(proof!.gone.filter(gone => gone.includes(`::${name} `)).length, name).toBeGreaterThan(0);
      expect((proof?.left ?? []).filter(left => left.includes(`::${name} `)), name).toEqual([]);
    }
  });

  test("of a bucket: literals, a use of a shared constant, another module's constant, a key in Python's spelling, the stack's configuration", async () => {
    const { refused, branch } = resources["archive"]!;
    expect(refused).toEqual([]);
    expect(await forge.bare.show(branch!, "shop/__main__.py")).toBe(
      PROGRAM.replace("'team': 'data'", "'team': 'sre-eu'")
        .replace("'own': owner,\n", "'own': 'sre',\n")
        .replace("'days_since_noncurrent_time': 30}", "'days_since_noncurrent_time': 60}"),
    );
    expect(await forge.bare.show(branch!, "shop/settings.py")).toBe('TIER = "frozen"  # what is seldom read\n');
    expect(await forge.bare.show(branch!, "shop/Pulumi.prod.yaml")).toContain("shop:class: NEARLINE");
  });

  test("a list of Args objects grows by one like its sibling; an element of another goes with its comment", async () => {
    const { branch, refused } = resources["web"]!;
    expect(refused).toEqual([]);
    expect(await forge.bare.show(branch!, "shop/__main__.py")).toBe(
      PROGRAM.replace("ports=['80']),  # http\n", "ports=['8080']),  # http\n        FirewallAllowArgs(protocol='udp', ports=['53']),\n")
        .replace("        '192.168.0.0/16',  # home\n", "")
        .replace("Who may come in", "Who came in"),
    );
  });

  test("a component's argument is changed where it is made; what a loop makes is refused", async () => {
    expect(await forge.bare.show(resources["docs-pages"]!.branch!, "shop/__main__.py")).toBe(PROGRAM.replace("team='docs-team'", "team='web-team'"));
    expect(resources["zone-a"]).toMatchObject({ refused: [{ path: "labels.own", code: "multi-instance", at: expect.stringMatching(/^__main__\.py:\d+$/) as string }] });
  });

  function drift(): void {
    change("archive", properties => ({ ...properties, storageClass: "NEARLINE", lifecycleRules: [{ numNewerVersions: 3, daysSinceNoncurrentTime: 60 }], labels: { team: "sre-eu", tier: "frozen", own: "sre", cost_center: "42" } }));
    change("web", properties => ({ ...properties, description: "Who came in", allows: [{ protocol: "tcp", ports: ["8080"] }, { protocol: "udp", ports: ["53"] }], sourceRanges: ["10.0.0.0/8"] }));
    change("docs-pages", properties => ({ ...properties, labels: { ...(properties["labels"] as JsonObject), team: "web-team" } }));
    change("zone-a", properties => ({ ...properties, labels: { own: "sre" } }));
  }

  function change(name: string, edit: (properties: JsonObject) => JsonObject): void {
    const [record] = cloud.files.find({ name });
    cloud.files.change(record!, properties => void Object.assign(properties, edit(properties)));
  }

  /** Runs `trueup reconcile` and gives the drifted resources by name. */
  async function reconcile(): Promise<Record<string, ReconciledResource>> {
    const { out, err } = await runCli(["reconcile", "--format", "json"], { cwd, env: { ...env, FORGE_TOKEN: forge.token } });
    expect(err).toBe("");
    const [prod] = reconcileReport.parse(JSON.parse(out)).stacks;
    expect(prod).toMatchObject({ stack: "shop/prod", outcome: "drifted", refused: [] });
    return Object.fromEntries(prod!.resources.map(resource => [resource.urn.split("::").at(-1)!, resource]));
  }

  async function pulumi(...args: string[]): Promise<void> {
    await execute("pulumi", [...args, "--non-interactive", "--color", "never"], { cwd: join(repository, "shop"), env });
  }
});

function mapValues<From, To>(object: Record<string, From>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

function configuration(forge: RunningForge): string {
  return `
backends: { main: { url: "file://./state", secrets: { passphrase: { env: PULUMI_CONFIG_PASSPHRASE } } } }
identities: { google: { cloud: gcp, credentials: ambient } }
forges: { main: { kind: github, url: "${forge.apiUrl}", token: { env: FORGE_TOKEN } } }
stacks:
  - include: ["shop/*"]
    identities: [google]
    source: { forge: main, repository: ${forge.repository} }
    onDrift: adopt
`;
}
