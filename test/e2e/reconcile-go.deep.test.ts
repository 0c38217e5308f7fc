import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import type { ReconciledResource } from "../../model/reconcile-report.ts";
import { goLanguageHost, resolveModules } from "../support/go-language-host.ts";
import { startProgramOnForge, type ProgramOnForge } from "../support/program-on-forge.ts";

const PROGRAM = readFileSync(join(import.meta.dirname, "fixtures", "reconcile-go", "shop", "main.go"), "utf8");

const languageHost = await goLanguageHost();

describe.skipIf(!languageHost)("a Go program, where Go is installed", () => {
  let program: ProgramOnForge;
  /** What the first run came to. */
  let resources: Record<string, ReconciledResource>;

  beforeAll(async () => {
    program = await startProgramOnForge({ fixture: "reconcile-go", project: "shop", path: [languageHost!] });
    await resolveModules(program.dir);
    await program.pulumi("stack", "init", "prod");
    await program.pulumi("config", "set", "class", "STANDARD", "--stack", "prod");
    await program.deploy("prod");
    await program.publish();
    drift();
    resources = await program.reconcile("prod");
  });

  afterAll(() => program.stop());

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
    expect(await program.forge.bare.show(branch!, "shop/main.go")).toBe(archiveWith("site-reliability"));
    expect(await program.forge.bare.show(branch!, "shop/Pulumi.prod.yaml")).toContain("shop:class: NEARLINE");
  });

  test("a list of structs grows by one like its sibling, and a comment's column follows the elements that stay", async () => {
    const { branch, refused } = resources["web"]!;
    expect(refused).toEqual([]);
    expect(await program.forge.bare.show(branch!, "shop/main.go")).toBe(
      PROGRAM.replace('pulumi.String("80")}}, // http\n', 'pulumi.String("8080")}}, // http\n\t\t\t\tcompute.FirewallAllowArgs{Protocol: pulumi.String("udp"), Ports: pulumi.StringArray{pulumi.String("53")}},\n')
        .replace('pulumi.String("10.0.0.0/8"),     // office\n\t\t\t\tpulumi.String("192.168.0.0/16"), // home\n', 'pulumi.String("10.0.0.0/8"), // office\n')
        .replace("Who may come in", "Who came in"),
    );
  });

  test("a value inside a component is changed where the component is made; what a loop makes is refused", async () => {
    const { branch, adopted, refused } = resources["docs-pages"]!;
    expect({ adopted, refused }).toMatchObject({ refused: [], adopted: [{ path: "labels.team", edit: { file: "shop/main.go" } }] });
    expect(await program.forge.bare.show(branch!, "shop/main.go")).toBe(PROGRAM.replace('owner: "docs-team"', 'owner: "web-team"'));
    expect(resources["zone-a"]).toMatchObject({ refused: [{ path: "labels.own", code: "multi-instance", at: expect.stringMatching(/^main\.go:\d+$/) as string }] });
  });

  test("a provider that refreshes as native ones do leads to the same edits, and what has changed since is proven again", async () => {
    program.change("archive", properties => ({ ...properties, labels: { ...(properties["labels"] as JsonObject), team: "ops" } }));
    const native = await program.reconcile("prod", { TEST_CLOUD_REFRESH: "native" });
    expect(mapValues(native, ({ outcome }) => outcome)).toEqual({ archive: "updated", web: "unchanged", "docs-pages": "unchanged", "zone-a": "refused" });
    expect([native["web"]!.adopted, native["docs-pages"]!.adopted]).toEqual([resources["web"]!.adopted, resources["docs-pages"]!.adopted]);
    expect(native["archive"]!.proof!.left.filter(left => left.includes("::archive "))).toEqual([]);
    expect(await program.forge.bare.show(native["archive"]!.branch!, "shop/main.go")).toBe(archiveWith("ops"));
  });

  test("gofmt would change nothing in any pull request", async () => {
    const folder = mkdtempSync(join(program.cwd, "edited-"));
    for (const [name, { branch }] of Object.entries(resources)) if (branch !== undefined) writeFileSync(join(folder, `${name}.go`), await program.forge.bare.show(branch, "shop/main.go"));
    expect((await promisify(execFile)("gofmt", ["-l", folder])).stdout).toBe("");
  });

  function drift(): void {
    program.change("archive", properties => ({ ...properties, storageClass: "NEARLINE", labels: { team: "site-reliability", tier: "frozen", own: "sre" } }));
    program.change("web", properties => ({ ...properties, description: "Who came in", allows: [{ protocol: "tcp", ports: ["8080"] }, { protocol: "udp", ports: ["53"] }], sourceRanges: ["10.0.0.0/8"] }));
    program.change("docs-pages", properties => ({ ...properties, labels: { ...(properties["labels"] as JsonObject), team: "web-team" } }));
    program.change("zone-a", properties => ({ ...properties, labels: { own: "sre" } }));
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
