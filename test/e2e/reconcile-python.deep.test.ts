import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import type { ReconciledResource } from "../../model/reconcile-report.ts";
import { startProgramOnForge, type ProgramOnForge } from "../support/program-on-forge.ts";
import { providePython } from "../support/python/provide-python.ts";

const PROGRAM = readFileSync(join(import.meta.dirname, "fixtures", "reconcile-python", "shop", "__main__.py"), "utf8");

const python = await providePython();
const { path: pythonPath = "" } = python;
if (python.missing !== undefined) console.warn(`Python programs are not tried end to end: ${python.missing}`);

describe.skipIf(python.missing !== undefined).each(["bridged", "native"])("a Python program, and a provider that refreshes as %s ones do", semantic => {
  let program: ProgramOnForge;
  let resources: Record<string, ReconciledResource>;

  beforeAll(async () => {
    program = await startProgramOnForge({ fixture: "reconcile-python", project: "shop", path: [pythonPath], env: { TEST_CLOUD_REFRESH: semantic } });
    await program.pulumi("stack", "init", "prod");
    await program.pulumi("config", "set", "unrelated", "yes", "--stack", "prod");
    await program.deploy("prod");
    rmSync(join(program.dir, "__pycache__"), { recursive: true, force: true });
    await program.publish();
    drift();
    resources = await program.reconcile("prod");
  }, 300_000);

  afterAll(() => program.stop());

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
    expect(await program.forge.bare.show(branch!, "shop/__main__.py")).toBe(
      PROGRAM.replace("'team': 'data'", "'team': 'sre-eu'")
        .replace("'own': owner,\n", "'own': 'sre',\n")
        .replace("'days_since_noncurrent_time': 30}", "'days_since_noncurrent_time': 60}"),
    );
    expect(await program.forge.bare.show(branch!, "shop/settings.py")).toBe('TIER = "frozen"  # what is seldom read\n');
    expect(await program.forge.bare.show(branch!, "shop/Pulumi.prod.yaml")).toContain("shop:class: NEARLINE");
  });

  test("a list of Args objects grows by one like its sibling; an element of another goes with its comment", async () => {
    const { branch, refused } = resources["web"]!;
    expect(refused).toEqual([]);
    expect(await program.forge.bare.show(branch!, "shop/__main__.py")).toBe(
      PROGRAM.replace("ports=['80']),  # http\n", "ports=['8080']),  # http\n        FirewallAllowArgs(protocol='udp', ports=['53']),\n")
        .replace("        '192.168.0.0/16',  # home\n", "")
        .replace("Who may come in", "Who came in"),
    );
  });

  test("a component's argument is changed where it is made; what a loop makes is refused", async () => {
    expect(await program.forge.bare.show(resources["docs-pages"]!.branch!, "shop/__main__.py")).toBe(PROGRAM.replace("team='docs-team'", "team='web-team'"));
    expect(resources["zone-a"]).toMatchObject({ refused: [{ path: "labels.own", code: "multi-instance", at: expect.stringMatching(/^__main__\.py:\d+$/) as string }] });
  });

  function drift(): void {
    program.change("archive", properties => ({ ...properties, storageClass: "NEARLINE", lifecycleRules: [{ numNewerVersions: 3, daysSinceNoncurrentTime: 60 }], labels: { team: "sre-eu", tier: "frozen", own: "sre", cost_center: "42" } }));
    program.change("web", properties => ({ ...properties, description: "Who came in", allows: [{ protocol: "tcp", ports: ["8080"] }, { protocol: "udp", ports: ["53"] }], sourceRanges: ["10.0.0.0/8"] }));
    program.change("docs-pages", properties => ({ ...properties, labels: { ...(properties["labels"] as JsonObject), team: "web-team" } }));
    program.change("zone-a", properties => ({ ...properties, labels: { own: "sre" } }));
  }
});

test.skipIf(python.missing !== undefined)("a literal that another stack of a Python program shares becomes configuration of the one that drifted", async () => {
  const program = await startProgramOnForge({ fixture: "reconcile-python", project: "shop", path: [pythonPath] });
  try {
    for (const stack of ["prod", "dev"]) {
      await program.pulumi("stack", "init", stack);
      await program.pulumi("config", "set", "unrelated", "yes", "--stack", stack);
      await program.deploy(stack);
      if (stack === "prod") program.change("archive", properties => ({ labels: { ...(properties["labels"] as JsonObject), team: "sre-eu" } }));
    }
    rmSync(join(program.dir, "__pycache__"), { recursive: true, force: true });
    await program.publish();
    const { archive } = await program.reconcile("prod");
    expect(archive).toMatchObject({ outcome: "opened", refused: [], proof: { left: [], siblings: ["shop/dev"], runs: 2 } });
    expect(await program.forge.bare.show(archive!.branch!, "shop/__main__.py")).toBe(PROGRAM.replace("'team': 'data'", "'team': config.get('archiveLabelsTeam', 'data')"));
    expect(await program.forge.bare.show(archive!.branch!, "shop/Pulumi.prod.yaml")).toContain("shop:archiveLabelsTeam: sre-eu");
  } finally {
    await program.stop();
  }
}, 300_000);

function mapValues<From, To>(object: Record<string, From>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
