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
import { goLanguageHost, resolveModules } from "../support/go-language-host.ts";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

const execute = promisify(execFile);
const FIXTURE = join(import.meta.dirname, "fixtures", "reconcile-go");
const PROGRAM = readFileSync(join(FIXTURE, "shop", "main.go"), "utf8");

const languageHost = await goLanguageHost();

describe.skipIf(!languageHost)("a Go program, where Go is installed", () => {
  const cwd = mkdtempSync(join(tmpdir(), "trueup-reconcile-go-"));
  const repository = join(cwd, "repository");
  let cloud: TestCloud;
  let forge: RunningForge;
  let env: NodeJS.ProcessEnv;
  /** What the first run came to. */
  let resources: Record<string, ReconciledResource>;

  beforeAll(async () => {
    cloud = await startTestCloud();
    forge = await startForge();
    const path = [languageHost, cloud.env["PATH"]].join(delimiter);
    env = engineEnvironment({ home: cwd, backendUrl: `file://${join(cwd, "state")}`, env: { ...cloud.env, PATH: path } });
    await mkdir(join(cwd, "state"), { recursive: true });
    await cp(FIXTURE, repository, { recursive: true });
    await resolveModules(join(repository, "shop"));
    await pulumi("stack", "init", "prod");
    await pulumi("config", "set", "class", "STANDARD", "--stack", "prod");
    await pulumi("up", "--yes", "--skip-preview", "--stack", "prod");
    await forge.bare.seed(repository);
    writeFileSync(join(cwd, "trueup.yaml"), configuration(forge));
    drift();
    resources = await reconcile();
  });

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

  test("of a bucket: a literal, a constant, a use of a shared variable, and the stack's configuration", async () => {
    const { adopted, refused, branch } = resources["archive"]!;
    expect(refused).toEqual([]);
    expect(Object.fromEntries(adopted.map(({ path, edit }) => [path, `${edit.file} ${edit.how}`]))).toMatchObject({
      "labels.own": "shop/main.go use of owner",
      "labels.team": "shop/main.go literal",
      "labels.tier": "shop/main.go constant tier",
      storageClass: expect.stringMatching(/^shop\/Pulumi\.prod\.yaml /) as string,
    });
    expect(await forge.bare.show(branch!, "shop/main.go")).toBe(archiveWith("site-reliability"));
    expect(await forge.bare.show(branch!, "shop/Pulumi.prod.yaml")).toContain("shop:class: NEARLINE");
  });

  test("a list of structs grows by one like its sibling, and a comment's column follows the elements that stay", async () => {
    const { branch, refused } = resources["web"]!;
    expect(refused).toEqual([]);
    expect(await forge.bare.show(branch!, "shop/main.go")).toBe(
      PROGRAM.replace('pulumi.String("80")}}, // http\n', 'pulumi.String("8080")}}, // http\n\t\t\t\tcompute.FirewallAllowArgs{Protocol: pulumi.String("udp"), Ports: pulumi.StringArray{pulumi.String("53")}},\n')
        .replace('pulumi.String("10.0.0.0/8"),     // office\n\t\t\t\tpulumi.String("192.168.0.0/16"), // home\n', 'pulumi.String("10.0.0.0/8"), // office\n')
        .replace("Who may come in", "Who came in"),
    );
  });

  test("a value inside a component is changed where the component is made; what a loop makes is refused", async () => {
    const { branch, adopted, refused } = resources["docs-pages"]!;
    expect({ adopted, refused }).toMatchObject({ refused: [], adopted: [{ path: "labels.team", edit: { file: "shop/main.go" } }] });
    expect(await forge.bare.show(branch!, "shop/main.go")).toBe(PROGRAM.replace('owner: "docs-team"', 'owner: "web-team"'));
    expect(resources["zone-a"]).toMatchObject({ refused: [{ path: "labels.own", code: "multi-instance", at: expect.stringMatching(/^main\.go:\d+$/) as string }] });
  });

  test("a provider that refreshes as native ones do leads to the same edits, and what has changed since is proven again", async () => {
    change("archive", properties => ({ ...properties, labels: { ...(properties["labels"] as JsonObject), team: "ops" } }));
    const native = await reconcile({ TEST_CLOUD_REFRESH: "native" });
    expect(mapValues(native, ({ outcome }) => outcome)).toEqual({ archive: "updated", web: "unchanged", "docs-pages": "unchanged", "zone-a": "refused" });
    expect([native["web"]!.adopted, native["docs-pages"]!.adopted]).toEqual([resources["web"]!.adopted, resources["docs-pages"]!.adopted]);
    expect(native["archive"]!.proof!.left.filter(left => left.includes("::archive "))).toEqual([]);
    expect(await forge.bare.show(native["archive"]!.branch!, "shop/main.go")).toBe(archiveWith("ops"));
  });

  test("gofmt would change nothing in any pull request", async () => {
    const folder = mkdtempSync(join(cwd, "edited-"));
    for (const [name, { branch }] of Object.entries(resources)) if (branch !== undefined) writeFileSync(join(folder, `${name}.go`), await forge.bare.show(branch, "shop/main.go"));
    expect((await execute("gofmt", ["-l", folder])).stdout).toBe("");
  });

  function drift(): void {
    change("archive", properties => ({ ...properties, storageClass: "NEARLINE", labels: { team: "site-reliability", tier: "frozen", own: "sre" } }));
    change("web", properties => ({ ...properties, description: "Who came in", allows: [{ protocol: "tcp", ports: ["8080"] }, { protocol: "udp", ports: ["53"] }], sourceRanges: ["10.0.0.0/8"] }));
    change("docs-pages", properties => ({ ...properties, labels: { ...(properties["labels"] as JsonObject), team: "web-team" } }));
    change("zone-a", properties => ({ ...properties, labels: { own: "sre" } }));
  }

  function change(name: string, edit: (properties: JsonObject) => JsonObject): void {
    const [record] = cloud.files.find({ name });
    cloud.files.change(record!, properties => void Object.assign(properties, edit(properties)));
  }

  /** Runs `trueup reconcile` and gives the drifted resources by name. */
  async function reconcile(more: NodeJS.ProcessEnv = {}): Promise<Record<string, ReconciledResource>> {
    const { out, err } = await runCli(["reconcile", "--format", "json"], { cwd, env: { ...env, ...more, FORGE_TOKEN: forge.token } });
    expect(err).toBe("");
    const [prod] = reconcileReport.parse(JSON.parse(out)).stacks;
    expect(prod).toMatchObject({ stack: "shop/prod", outcome: "drifted", refused: [] });
    return Object.fromEntries(prod!.resources.map(resource => [resource.urn.split("::").at(-1)!, resource]));
  }

  async function pulumi(...args: string[]): Promise<void> {
    await execute("pulumi", [...args, "--non-interactive", "--color", "never"], { cwd: join(repository, "shop"), env });
  }
});

/** The program once its bucket is adopted. */
function archiveWith(team: string): string {
  return PROGRAM.replace('const tier = "cold"', 'const tier = "frozen"')
    .replace('pulumi.String("data"), // who pays', `pulumi.String("${team}"), // who pays`)
    .replace('"own":  pulumi.String(owner)', '"own":  pulumi.String("sre")');
}

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
