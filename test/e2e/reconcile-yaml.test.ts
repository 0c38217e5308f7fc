import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Json } from "../../model/json.ts";
import { reconcileReport, type ReconciledResource } from "../../model/reconcile-report.ts";
import { engineDir, YAML_HOST } from "../../scripts/engine/paths.ts";
import { runCli } from "../cli/run-cli.ts";
import { startForge, type RunningForge } from "../forge/start-forge.ts";
import { engineEnvironment } from "../support/engine.ts";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

const execute = promisify(execFile);
const FIXTURE = join(import.meta.dirname, "fixtures", "reconcile-yaml");
const PROGRAM = readFileSync(join(FIXTURE, "net", "Pulumi.yaml"), "utf8");

const cwd = mkdtempSync(join(tmpdir(), "trueup-reconcile-yaml-"));
const cloud: TestCloud = await startTestCloud();
const env = engineEnvironment({ home: cwd, backendUrl: `file://${join(cwd, "state")}`, env: { ...cloud.env, TEST_CLOUD_SCHEMA: join(FIXTURE, "schema.json") } });
const forge: RunningForge = await startForge();

const hasHost = [engineDir(), ...(process.env["PATH"] ?? "").split(delimiter)].some(folder => existsSync(join(folder, YAML_HOST)));

// The language host of YAML comes with the official release; where the engine was built and it could not be, nothing can be shown.
describe.skipIf(!hasHost)("a program in YAML", () => {
  beforeAll(async () => {
    await mkdir(join(cwd, "state"), { recursive: true });
    await cp(FIXTURE, join(cwd, "repository"), { recursive: true });
    await deploy("prod");
    await forge.bare.seed(join(cwd, "repository"));
    writeFileSync(join(cwd, "trueup.yaml"), configuration());
  });

  afterAll(async () => {
    await forge.stop();
    await cloud.stop();
    rmSync(cwd, { recursive: true, force: true });
  });

  test("a native provider's tags that changed, came and went are edited where each comes from", async () => {
    change("group-prod", tags => ({ ...tags, team: "sre", stage: "other", tier: "gold", added: "${x}: yes", obsolete: undefined }), "tags");
    const { group } = await reconcile();
    expect(group).toMatchObject({ outcome: "opened", proof: { left: [expect.stringMatching(/::group tags\.stage$/) as string] } });
    expect(adoptedPaths(group)).toEqual(["tags.added", "tags.obsolete", "tags.team", "tags.tier"]);
    expect(group!.refused).toMatchObject([{ path: "tags.stage", code: "template", at: "Pulumi.yaml:33" }]);
    const edited = PROGRAM.replace("team: data", "team: sre").replace('        obsolete: "yes" # since spring\n', () => '        added: "$${x}: yes"\n');
    expect(await forge.bare.show(group!.branch!, "net/Pulumi.yaml")).toBe(edited);
    expect(await forge.bare.show(group!.branch!, "net/Pulumi.prod.yaml")).toBe(stackFile("prod").replace("# the second floor\n", "# the second floor\n  net:tier: gold\n"));
  });

  test("a bridged provider's elements that came and went, a number, a text and the stack's configuration", async () => {
    change("web-prod", () => ["10.0.0.0/8", "100.64.0.0/10", "192.168.7.0/24"], "sourceRanges");
    change("web-prod", () => "it's the web", "description");
    change("web-prod", () => 950, "priority");
    change("web-prod", () => [{ protocol: "tcp", ports: ["80", "443"] }], "allows");
    const { firewall } = await reconcile();
    expect(firewall).toMatchObject({ outcome: "opened", refused: [], proof: { left: expect.not.arrayContaining([expect.stringContaining("::firewall ")]) as string[] } });
    const edited = PROGRAM.replace("'Web access'", "'it''s the web'").replace("900 #", "950 #").replace('["80"]', '["80", "443"]').replace("- 172.16.0.0/12", "- 100.64.0.0/10");
    expect(await forge.bare.show(firewall!.branch!, "net/Pulumi.yaml")).toBe(edited);
    expect(await forge.bare.show(firewall!.branch!, "net/Pulumi.prod.yaml")).toBe(stackFile("prod").replace("192.168.0.0/24", "192.168.7.0/24"));
  });

  test("what another stack shares is refused, and the stack's own configuration is not", async () => {
    await deploy("dev");
    change("group-dev", tags => ({ ...tags, team: "ops" }), "tags");
    change("web-dev", () => ["10.0.0.0/8", "172.16.0.0/12", "192.168.9.0/24"], "sourceRanges");
    const { group, firewall } = await reconcile("dev");
    expect(group).toMatchObject({ outcome: "refused", refused: [{ path: "tags.team", code: "other-stack", message: expect.stringContaining("net/prod") as string }] });
    expect(firewall).toMatchObject({ outcome: "opened", refused: [], proof: { siblings: ["net/prod"] } });
    expect(await forge.files(firewall!.pullRequest!.number)).toMatchObject([{ filename: "net/Pulumi.dev.yaml", additions: 1, deletions: 1 }]);
  });
});

function adoptedPaths(resource: ReconciledResource | undefined): string[] | undefined {
  return resource?.adopted.map(({ path }) => path).sort();
}

async function deploy(stack: string): Promise<void> {
  await pulumi("stack", "init", stack);
  await pulumi("up", "--yes", "--skip-preview", "--stack", stack);
}

/** Runs `trueup reconcile` and gives the drifted resources of the stack by name. */
async function reconcile(stack = "prod"): Promise<Record<string, ReconciledResource>> {
  const { out, err } = await runCli(["reconcile", "--stack", `*/${stack}`, "--format", "json"], { cwd, env: { ...env, FORGE_TOKEN: forge.token } });
  expect(err).toBe("");
  const [found] = reconcileReport.parse(JSON.parse(out)).stacks;
  expect(found).toMatchObject({ outcome: "drifted", refused: [] });
  return Object.fromEntries(found!.resources.map(resource => [resource.urn.split("::").at(-1)!, resource]));
}

/** Changes a property in the cloud; members that become undefined go. */
function change(name: string, to: (now: { [key: string]: Json }) => unknown, property: string): void {
  cloud.files.change(cloud.files.find({ name })[0]!, properties => {
    properties[property] = JSON.parse(JSON.stringify(to(properties[property] as { [key: string]: Json }))) as Json;
  });
}

function stackFile(stack: string): string {
  return readFileSync(join(cwd, "repository", "net", `Pulumi.${stack}.yaml`), "utf8");
}

async function pulumi(...args: string[]): Promise<void> {
  await execute("pulumi", [...args, "--non-interactive", "--color", "never"], { cwd: join(cwd, "repository", "net"), env }).catch((error: { stdout: string; message: string }) => {
    // The engine says on its standard output what went wrong.
    throw new Error(error.message + error.stdout, { cause: error });
  });
}

function configuration(): string {
  return `
backends: { main: { url: "file://./state", secrets: { passphrase: { env: PULUMI_CONFIG_PASSPHRASE } } } }
identities: { google: { cloud: gcp, credentials: ambient }, azure: { cloud: azure-native, credentials: ambient } }
forges: { main: { kind: github, url: "${forge.apiUrl}", token: { env: FORGE_TOKEN } } }
stacks:
  - include: ["net/*"]
    identities: [google, azure]
    source: { forge: main, repository: ${forge.repository} }
    onDrift: adopt
`;
}
